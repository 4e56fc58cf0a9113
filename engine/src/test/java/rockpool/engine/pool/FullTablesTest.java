package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Points;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Tables that are full of the dead have room, also if another process cleans up in the moment in which this one is about to.
@ExtendWith(NothingLeft.class)
class FullTablesTest {

    private final SimulatedProcesses processes = SimulatedProcesses.with(new PoolOptions(1 << 20, 3, 2, 1, 64));

    @AfterEach
    void close() {
        Points.listen(null);
        processes.close();
    }

    /// A process recovers all the dead while another has begun with the first of them.
    private static AtomicBoolean overtakeWith(Pool other) {
        AtomicBoolean once = new AtomicBoolean();
        Points.listen(point -> {
            if (point == PoolPoints.RECOVERY_TOLD && once.compareAndSet(false, true)) {
                assertTrue(other.recoverDead() > 0);
            }
        });
        return once;
    }

    @Test
    void aProcessFindsASlotThoughAnotherFreesThem() {
        Pool survivor = processes.start();
        processes.kill(processes.start());
        processes.kill(processes.start());
        AtomicBoolean overtaken = overtakeWith(survivor);
        assertEquals(2, processes.start().participants().list().size());
        assertTrue(overtaken.get());
    }

    @Test
    void aThreadFindsASlotThoughAnotherFreesThem() throws InterruptedException {
        Pool survivor = processes.start();
        Pool victim = processes.start();
        victim.actor();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> {
            victim.actor();
            taken.countDown();
            awaitUninterruptibly(over);
        });
        taken.await();
        processes.kill(victim);
        Pool late = processes.start();
        AtomicBoolean overtaken = overtakeWith(survivor);
        assertTrue(late.actor().index() >= 0);
        assertTrue(overtaken.get());
        over.countDown();
        other.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTableThatIsFullOfTheLivingSaysSo() {
        for (int i = 0; i < 3; i++) {
            processes.start();
        }
        assertThrows(IllegalStateException.class, processes::start);
        processes.killStarting();
    }
}
