package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// Runs of an operation that is cut off at each of its stores, and again in the recovery that follows.
@Timeout(300)
@ExtendWith(NothingLeft.class)
abstract class SyncCrashes {

    static final Duration SOON = Duration.ofSeconds(10);

    static <T> T quietly(Callable<T> body) {
        try {
            return body.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static <T> T resultOf(Background<T> background) {
        try {
            return background.result();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static void tryAll(Supplier<? extends CrashEveryStore.Run> runs, long atLeast) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAllThatSleep(runs);
        assertTrue(tried.stores() >= atLeast, tried.toString());
    }

    /// Runs whose state is made by the survivor, and found by the victim.
    abstract static class SyncRun extends PoolRun {

        SyncRun() {
            super(1 << 20);
            victim.actor();
            survivor().actor();
        }

        void verify() {
            survivor().recoverDead();
            LockTable.recover(survivor());
            assertEquals(List.of(), LockTableVerifier.verify(survivor()));
        }
    }
}
