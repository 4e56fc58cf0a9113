package rockpool.engine.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a state. The deadline's expiry fails the test.
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Eventually() {}

    public static void eventually(String what, BooleanSupplier state) {
        eventually(what, PATIENCE, state);
    }

    public static void eventually(String what, Duration patience, BooleanSupplier state) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
