package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Threads of two processes (simulated, so that they can be looked into) that wait for each other.
@ExtendWith(NothingLeft.class)
class DeadlockTest {

    private SimulatedProcesses processes;
    private Pool first;
    private Pool second;

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(new PoolOptions(1 << 20, 16, 64, 64, 1024));
        first = processes.start();
        second = processes.start();
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private Mutex[] mutexes(LockKind... kinds) {
        Mutex[] all = new Mutex[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            all[i] = Mutex.create(first, "m" + i, kinds[i]);
        }
        return all;
    }

    /// The mutex as the process sees it.
    private static Mutex in(Pool process, Mutex mutex) {
        return Mutex.find(process, mutex.name().orElseThrow()).orElseThrow();
    }

    /// Thread `i` takes mutex `i`, and after all have one, mutex `i + 1`.
    private Background<Boolean> taker(Mutex[] mutexes, int i, CyclicBarrier all) {
        Pool process = i % 2 == 0 ? first : second;
        Mutex own = in(process, mutexes[i]);
        Mutex next = in(process, mutexes[(i + 1) % mutexes.length]);
        return Background.start(process, () -> {
            own.lock();
            all.await();
            try {
                next.lock();
                next.unlock();
                return false;
            } catch (DeadlockException e) {
                assertEquals(mutexes.length, e.cycle().size());
                assertEquals("m" + (i + 1) % mutexes.length, e.cycle().getFirst().name().orElseThrow());
                return true;
            } finally {
                own.unlock();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void exactlyOneOfACycleIsToldAndTheOthersGoOn(int size) throws Throwable {
        LockKind[] kinds = new LockKind[size];
        Arrays.fill(kinds, LockKind.ERRORCHECK);
        Mutex[] mutexes = mutexes(kinds);
        for (int round = 0; round < 20; round++) {
            CyclicBarrier all = new CyclicBarrier(size);
            List<Background<Boolean>> takers = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                takers.add(taker(mutexes, i, all));
            }
            int told = 0;
            for (Background<Boolean> taker : takers) {
                told += taker.result() ? 1 : 0;
            }
            assertEquals(1, told);
        }
        assertEquals(20, first.events().read(0).events().stream().filter(event -> event.kind() == EventKind.DEADLOCK).count());
    }

    @Test
    void aCheckedWaitIsToldWhenAnUncheckedOneClosesTheCycle() throws Throwable {
        Mutex[] mutexes = mutexes(LockKind.ERRORCHECK, LockKind.NORMAL);
        CyclicBarrier nobodyElse = new CyclicBarrier(1);
        mutexes[0].lock();
        Mutex checked = in(second, mutexes[0]);
        Mutex normal = in(second, mutexes[1]);
        Background<Boolean> told = Background.start(second, () -> {
            normal.lock();
            nobodyElse.await();
            try {
                checked.lock();
                return false;
            } catch (DeadlockException e) {
                return true;
            } finally {
                normal.unlock();
            }
        }).waiting();
        mutexes[1].lock();
        assertTrue(told.result());
        mutexes[1].unlock();
        mutexes[0].unlock();
    }

    @Test
    void aWaitWithADeadlineIsNoDeadlock() throws Throwable {
        Mutex[] mutexes = mutexes(LockKind.ERRORCHECK, LockKind.ERRORCHECK);
        mutexes[0].lock();
        Mutex a = in(second, mutexes[0]);
        Mutex b = in(second, mutexes[1]);
        Background<Acquisition> other = Background.start(second, () -> {
            b.lock();
            Acquisition outcome = a.tryLock(Duration.ofMillis(150));
            b.unlock();
            return outcome;
        }).waiting();
        assertTrue(WaitGraph.of(first).cycles().isEmpty());
        assertEquals(Acquisition.ACQUIRED, mutexes[1].lock());
        mutexes[1].unlock();
        mutexes[0].unlock();
        assertEquals(Acquisition.TIMED_OUT, other.result());
    }

    @Test
    void aCycleThroughADeadProcessIsNoDeadlock() throws Throwable {
        Mutex[] mutexes = mutexes(LockKind.ERRORCHECK, LockKind.ERRORCHECK);
        mutexes[0].lock();
        Pool victim = processes.start();
        Mutex a = in(victim, mutexes[0]);
        Mutex b = in(victim, mutexes[1]);
        Background<Acquisition> stuck = Background.start(victim, () -> {
            b.lock();
            return a.lock();
        }).waiting();
        processes.kill(victim);
        assertEquals(Acquisition.OWNER_DIED, mutexes[1].lock());
        mutexes[1].unlock();
        mutexes[0].unlock();
        stuck.thread().interrupt();
    }

    @Test
    void theGraphShowsTheCycleToAViewThatNobodyKnowsOf() throws Throwable {
        Mutex[] mutexes = mutexes(LockKind.NORMAL, LockKind.NORMAL, LockKind.NORMAL);
        CyclicBarrier all = new CyclicBarrier(3);
        List<Background<Object>> stuck = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Pool process = i % 2 == 0 ? first : second;
            Mutex own = in(process, mutexes[i]);
            Mutex next = in(process, mutexes[(i + 1) % 3]);
            stuck.add(Background.start(process, () -> {
                own.lock();
                all.await();
                return next.lock();
            }));
        }
        WaitGraph[] graph = {null};
        try (var view = processes.view()) {
            eventually("all wait", () -> (graph[0] = WaitGraph.of(view)).waits().size() == 3);
            List<List<WaitGraph.Wait>> cycles = graph[0].cycles();
            assertEquals(1, cycles.size());
            assertEquals(3, cycles.getFirst().size());
            for (WaitGraph.Wait wait : cycles.getFirst()) {
                assertTrue(wait.name().orElseThrow().startsWith("m"));
                assertFalse(wait.owner().orElseThrow().isGone());
            }
        }
        for (Background<Object> one : stuck) {
            one.thread().interrupt();
            assertTrue(one.thread().join(Duration.ofSeconds(20)), "an interrupt, or the death of the owner, ends the wait");
        }
    }

    @Test
    void lockingInOrderIsNeverTakenForADeadlock() throws Throwable {
        Mutex[] mutexes = mutexes(LockKind.ERRORCHECK, LockKind.ERRORCHECK, LockKind.ERRORCHECK);
        AtomicInteger inside = new AtomicInteger();
        List<Background<Void>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Pool process = i % 2 == 0 ? first : second;
            Mutex[] mine = {in(process, mutexes[0]), in(process, mutexes[1]), in(process, mutexes[2])};
            all.add(Background.start(process, () -> {
                for (int round = 0; round < 1_000; round++) {
                    for (Mutex mutex : mine) {
                        mutex.lock();
                    }
                    assertEquals(1, inside.incrementAndGet());
                    inside.decrementAndGet();
                    for (Mutex mutex : mine) {
                        mutex.unlock();
                    }
                }
                return null;
            }));
        }
        for (Background<Void> one : all) {
            one.result();
        }
    }
}
