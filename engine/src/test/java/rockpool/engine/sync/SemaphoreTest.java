package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Pool;

/// What plain and protected semaphores promise, for platform and virtual threads.
class SemaphoreTest extends SyncTest {

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aWaiterGetsTheUnitThatIsPosted(String kind) throws Throwable {
        Semaphore semaphore = Semaphore.create(pool, 0);
        assertFalse(semaphore.tryAcquire());
        assertFalse(start(kind, () -> semaphore.tryAcquire(SHORT)).result());
        Background<Integer> waiter = start(kind, () -> {
            semaphore.acquire();
            return 1;
        }).waiting();
        semaphore.post();
        assertEquals(1, waiter.result());
        assertEquals(0, semaphore.value());
        semaphore.post();
        semaphore.post();
        assertEquals(2, semaphore.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anInterruptEndsTheWaitAndCostsNobodyAUnit(String kind) throws Throwable {
        for (Semaphore semaphore : List.of(Semaphore.create(pool, 0), taken())) {
            Background<Object> waiter = start(kind, () -> {
                semaphore.acquire();
                return null;
            }).waiting();
            waiter.thread().interrupt();
            assertThrows(InterruptedException.class, waiter::result);
            semaphore.post();
            assertEquals(1, semaphore.value());
        }
    }

    private Semaphore taken() throws InterruptedException {
        Semaphore semaphore = Semaphore.createProtected(pool, 1);
        semaphore.acquire();
        return semaphore;
    }

    @Test
    void aProtectedOneHasBackWhatAnEndedThreadHad() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, 3);
        start("platform", () -> {
            semaphore.acquire();
            semaphore.acquire();
            return null;
        }).ended();
        assertEquals(3, semaphore.value());
        for (int i = 0; i < 3; i++) {
            assertTrue(semaphore.tryAcquire(), "unit " + i);
        }
        assertFalse(semaphore.tryAcquire());
    }

    @Test
    void aWaiterGetsTheUnitOfAProcessThatDies() throws Throwable {
        Semaphore.createProtected(pool, "s", 1);
        Pool victim = processes.start();
        assertTrue(Semaphore.find(victim, "s").orElseThrow().tryAcquire());
        Semaphore mine = Semaphore.find(pool, "s").orElseThrow();
        Background<Boolean> waiter = start("platform", () -> mine.tryAcquire(LONG)).waiting();
        processes.kill(victim);
        assertTrue(waiter.result());
    }

    @Test
    void onlyAProcessThatHasAUnitGivesOneBack() throws Throwable {
        Semaphore mine = Semaphore.createProtected(pool, "s", 2);
        Pool other = processes.start();
        Semaphore theirs = Semaphore.find(other, "s").orElseThrow();
        theirs.acquire();
        assertThrows(IllegalStateException.class, mine::post);
        mine.acquire();
        start("platform", () -> {
            mine.post();
            return null;
        }).result();
        assertEquals(1, mine.value());
        assertThrows(IllegalStateException.class, mine::post);
        theirs.post();
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Semaphore.create(pool, -1));
        assertThrows(IllegalArgumentException.class, () -> Semaphore.createProtected(pool, 0));
        assertThrows(IllegalArgumentException.class, () -> Semaphore.createProtected(pool, 5000));
        Semaphore full = Semaphore.create(pool, Semaphore.MOST);
        assertThrows(IllegalStateException.class, full::post);
        assertEquals(Semaphore.MOST, full.value());
    }
}
