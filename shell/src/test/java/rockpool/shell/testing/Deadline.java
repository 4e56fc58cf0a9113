package rockpool.shell.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waiting for a state in a test: with a deadline whose expiry fails.
public final class Deadline {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 5;

    private Deadline() { }

    /// @param otherwise what to say if it does not come
    public static void await(BooleanSupplier state, Supplier<String> otherwise) {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
