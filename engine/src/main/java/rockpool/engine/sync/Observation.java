package rockpool.engine.sync;

import java.util.concurrent.TimeUnit;
import rockpool.engine.memory.Memory;

/// When somebody first saw the present acquisition of a lock, so that it can be said for how long at least it has been held.
///
/// Reading the clock costs more than the lock, so an owner only counts. Who waits or looks stamps the count with the time, unless it is
/// stamped already. One 8-byte word holds both, and is stored at once: a stamp never belongs to another acquisition.
///
/// | bits | field |
/// |---:|---|
/// | 0–35 | milliseconds of [System#nanoTime()], the same clock in all processes; wraps after two years |
/// | 36–63 | the low 28 bits of `acquisitions` |
final class Observation {

    private static final int TIME_BITS = 36;
    private static final long TIME = (1L << TIME_BITS) - 1;
    /// A stamp whose time is 0 is no stamp.
    private static final long NONE = 0;

    private Observation() {}

    /// Stamps the present acquisition with the present time, if nobody has yet.
    static void stamp(long position) {
        long count = LockSlot.acquisitions(position);
        if (!belongs(Memory.getLongOpaque(position + LockSlot.OBSERVED), count)) {
            Memory.putLongOpaque(position + LockSlot.OBSERVED, count << TIME_BITS | now());
        }
    }

    /// For how many milliseconds at least the lock has been in its present acquisition, 0 if nobody has seen it.
    static long millis(long position) {
        long stamp = Memory.getLongOpaque(position + LockSlot.OBSERVED);
        return belongs(stamp, LockSlot.acquisitions(position)) ? now() - (stamp & TIME) & TIME : 0;
    }

    private static boolean belongs(long stamp, long count) {
        return stamp != NONE && (stamp >>> TIME_BITS) == (count << TIME_BITS >>> TIME_BITS);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) & TIME;
    }
}
