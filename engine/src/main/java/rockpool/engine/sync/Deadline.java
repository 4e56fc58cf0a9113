package rockpool.engine.sync;

import java.time.Duration;

/// Deadlines by [System#nanoTime()].
public final class Deadline {

    public static final long NONE = Long.MAX_VALUE;

    private Deadline() {}

    /// The deadline so far from now; none if that is more than a century.
    public static long in(Duration time) {
        if (time.compareTo(Duration.ofDays(36_500)) > 0) {
            return NONE;
        }
        return System.nanoTime() + Math.max(0, time.toNanos());
    }

    /// How much of it is left, 0 or less if it has passed.
    public static long left(long deadline) {
        return deadline == NONE ? NONE : deadline - System.nanoTime();
    }

    /// The same as a duration, 0 if it has passed.
    public static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(0, left(deadline)));
    }
}
