package rockpool.engine.sync;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rockpool.engine.memory.Points;

/// In these tests no watcher and no short sleep helps a sleeper, and threads are held up at the steps of the protocols at random: a single
/// wake-up that is lost makes a test fail.
final class WakeUpsAlone implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        WordWait.relyOnWakeUps(true);
        Points.listen(point -> holdUp());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Points.listen(null);
        WordWait.relyOnWakeUps(false);
    }

    private static void holdUp() {
        switch (ThreadLocalRandom.current().nextInt(25)) {
            case 0 -> LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
            case 1, 2, 3 -> Thread.yield();
            default -> { }
        }
    }
}
