package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Pool;

/// What barriers and latches promise, for platform and virtual threads.
class BarrierAndLatchTest extends SyncTest {

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aBarrierOpensForAllAtOnceAgainAndAgain(String kind) throws Throwable {
        Barrier barrier = Barrier.create(pool, 3);
        for (int round = 0; round < 3; round++) {
            List<Background<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(start(kind, () -> barrier.tryAwait(LONG)));
            }
            for (Background<Boolean> one : all) {
                assertTrue(one.result());
            }
        }
        assertEquals(3, barrier.generation());
        assertFalse(barrier.tryAwait());
        assertFalse(barrier.tryAwait(SHORT));
        assertEquals(0, barrier.waiting());
    }

    @Test
    void whoDiesAtABarrierHasNotArrived() throws Throwable {
        Barrier barrier = Barrier.create(pool, "b", 2);
        Pool victim = processes.start();
        Barrier theirs = Barrier.find(victim, "b").orElseThrow();
        Background<Boolean> dead = Background.start(victim, () -> theirs.tryAwait(LONG)).waiting();
        assertEquals(1, barrier.waiting());
        processes.kill(victim);
        assertEquals(0, barrier.waiting());
        assertFalse(barrier.tryAwait());
        dead.thread().interrupt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aLatchOpensOnceAndForGood(String kind) throws Throwable {
        Latch latch = Latch.create(pool, 2);
        Background<Boolean> waiter = start(kind, () -> latch.tryAwait(LONG)).waiting();
        latch.countDown();
        assertFalse(start(kind, () -> latch.tryAwait(SHORT)).result());
        latch.countDown();
        latch.countDown();
        assertTrue(waiter.result());
        latch.await();
        assertTrue(latch.isOpen());
    }
}
