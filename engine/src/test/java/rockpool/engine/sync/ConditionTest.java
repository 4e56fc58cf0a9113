package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;

/// What conditions promise, for threads of all kinds and for event loops.
class ConditionTest extends SyncTest {

    private Mutex mutex;
    private Condition condition;

    @BeforeEach
    void make() {
        mutex = Mutex.create(pool, "m", LockKind.RECURSIVE);
        condition = Condition.create(pool, "c");
    }

    private Background<Awakening> waiter(String kind) {
        return start(kind, () -> {
            mutex.lock();
            mutex.lock();
            try {
                return condition.tryAwait(mutex, LONG);
            } finally {
                mutex.unlock();
                assertTrue(mutex.isMine(), "it has the mutex as often as before");
                mutex.unlock();
            }
        }).waiting();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aSignalWakesOneAndABroadcastAll(String kind) throws Throwable {
        assertFalse(condition.signal());
        List<Background<Awakening>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(waiter(kind));
        }
        assertTrue(condition.signal());
        eventually("one is done", () -> waiters.stream().filter(Background::isDone).count() == 1);
        assertEquals(4, condition.broadcast());
        for (Background<Awakening> waiter : waiters) {
            assertEquals(Awakening.SIGNALLED, waiter.result());
        }
        assertEquals(0, condition.broadcast());
    }

    @Test
    void onlyWhoHasTheMutexWaits() {
        assertThrows(IllegalMonitorStateException.class, () -> condition.await(mutex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aSignalThatComesAsItsWaiterGivesUpIsTheWaiters(String kind) throws Throwable {
        List<Boolean> somebodyWaited = new ArrayList<>();
        Points.listen(point -> {
            if (point == SyncPoint.CONDITION_LEAVING && somebodyWaited.isEmpty()) {
                somebodyWaited.add(condition.signal());
            }
        });
        try {
            assertEquals(Awakening.SIGNALLED, start(kind, () -> {
                mutex.lock();
                Awakening outcome = condition.tryAwait(mutex, SHORT);
                mutex.unlock();
                return outcome;
            }).result());
        } finally {
            Points.listen(null);
        }
        assertEquals(List.of(true), somebodyWaited);
        assertFalse(condition.signal(), "its entry is free again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aDeadlineEndsTheWaitWithTheMutexHeld(String kind) throws Throwable {
        assertEquals(Awakening.TIMED_OUT, start(kind, () -> {
            mutex.lock();
            Awakening outcome = condition.tryAwait(mutex, SHORT);
            mutex.unlock();
            return outcome;
        }).result());
    }

    @Test
    void anInterruptEndsTheWaitWithTheMutexHeld() throws Throwable {
        Background<Boolean> waiter = start("platform", () -> {
            mutex.lock();
            try {
                condition.await(mutex);
                return false;
            } catch (InterruptedException e) {
                return mutex.isMine();
            } finally {
                mutex.unlock();
            }
        }).waiting();
        waiter.thread().interrupt();
        assertTrue(waiter.result());
        assertFalse(condition.signal());
    }

    @Test
    void aDeadWaiterIsSkipped() throws Throwable {
        Pool victim = processes.start();
        Mutex theirs = Mutex.find(victim, "m").orElseThrow();
        Condition there = Condition.find(victim, "c").orElseThrow();
        Background<Awakening> dead = Background.start(victim, () -> {
            theirs.lock();
            return there.await(theirs);
        }).waiting();
        Background<Awakening> alive = waiter("platform");
        processes.kill(victim);
        condition.signal();
        assertEquals(Awakening.SIGNALLED, alive.result());
        dead.thread().interrupt();
    }

    @Test
    void whoRegainsTheMutexOfADeadOwnerIsTold() throws Throwable {
        Background<Awakening> waiter = waiter("platform");
        start("platform", () -> {
            mutex.lock();
            return condition.signal();
        }).ended();
        assertEquals(Awakening.SIGNALLED_OWNER_DIED, waiter.result());
    }

    @Test
    void aWaiterTakesTheMutexOverOfAnOwnerThatDiesWithIt() throws Throwable {
        Background<Awakening> waiter = waiter("platform");
        start("platform", mutex::lock).ended();
        assertEquals(Awakening.SIGNALLED_OWNER_DIED, waiter.result());
    }

    /// What a wait ends with that is interrupted, and regains the mutex of an owner that dies after it has done something more.
    private Awakening interruptedWhileAnOwnerDies(Background<Awakening> waiter, Runnable more) throws Throwable {
        CountDownLatch die = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Background<Boolean> owner = start("platform", () -> {
            mutex.lock();
            more.run();
            held.countDown();
            return die.await(20, TimeUnit.SECONDS);
        });
        assertTrue(held.await(20, TimeUnit.SECONDS));
        waiter.thread().interrupt();
        eventually("it wants the mutex", () -> waiter.isWaitingFor(mutex.offset()));
        die.countDown();
        assertTrue(owner.ended());
        return waiter.result();
    }

    @Test
    void anInterruptDoesNotHideThatAnOwnerDied() throws Throwable {
        AtomicReference<Boolean> again = new AtomicReference<>();
        Background<Awakening> waiter = start("platform", () -> {
            mutex.lock();
            Awakening first = condition.await(mutex);
            assertTrue(mutex.ownerDied());
            again.set(Thread.currentThread().isInterrupted());
            assertThrows(InterruptedException.class, () -> condition.await(mutex));
            assertFalse(mutex.ownerDied(), "it was given back");
            mutex.unlock();
            return first;
        }).waiting();
        assertEquals(Awakening.SIGNALLED_OWNER_DIED, interruptedWhileAnOwnerDies(waiter, () -> { }));
        assertTrue(again.get(), "the interrupt comes later");
        assertFalse(condition.signal(), "nobody waits");
    }

    @Test
    void theEndOfTheConditionDoesNotHideThatAnOwnerDied() throws Throwable {
        Background<Awakening> waiter = start("platform", () -> {
            mutex.lock();
            Awakening first = condition.await(mutex);
            assertThrows(IllegalStateException.class, () -> condition.await(mutex));
            mutex.unlock();
            return first;
        }).waiting();
        assertEquals(Awakening.SIGNALLED_OWNER_DIED, interruptedWhileAnOwnerDies(waiter, condition::destroy));
    }

    @Test
    void anEntryThatIsKeptIsUsedAgainAndAgain() throws Throwable {
        try (WaitEntry entry = condition.reserve()) {
            for (int i = 0; i < 3; i++) {
                Background<Awakening> waiter = start("platform", () -> {
                    mutex.lock();
                    try {
                        return condition.await(entry, mutex);
                    } finally {
                        mutex.unlock();
                    }
                }).waiting();
                mutex.lock();
                assertThrows(IllegalStateException.class, () -> condition.await(entry, mutex));
                assertTrue(mutex.isMine());
                mutex.unlock();
                assertThrows(IllegalStateException.class, entry::close);
                assertTrue(condition.signal());
                assertEquals(Awakening.SIGNALLED, waiter.result());
            }
        }
        mutex.lock();
        WaitEntry closed = condition.reserve();
        closed.close();
        assertThrows(IllegalStateException.class, () -> condition.await(closed, mutex));
        mutex.unlock();
    }

    @Test
    void anEntryThatIsKeptServesEachHandleOfTheCondition() throws Throwable {
        try (WaitEntry entry = condition.reserve()) {
            Background<Awakening> waiter = start("platform", () -> {
                mutex.lock();
                try {
                    return ((Condition) Descriptors.resolve(pool, condition.descriptor())).await(entry, mutex);
                } finally {
                    mutex.unlock();
                }
            }).waiting();
            mutex.lock();
            assertTrue(condition.signal());
            mutex.unlock();
            assertEquals(Awakening.SIGNALLED, waiter.result());
        }
    }

    @Test
    void anEventLoopWaitsWithoutAThread() throws Throwable {
        ConcurrentLinkedQueue<Runnable> loop = new ConcurrentLinkedQueue<>();
        mutex.lock();
        CompletableFuture<Boolean> first = condition.awaitAsync(mutex, loop::add, mutex::isMine);
        assertFalse(mutex.isMine(), "it is given back");
        mutex.lock();
        CompletableFuture<String> second = condition.awaitAsync(mutex, loop::add, () -> {
            mutex.unlock();
            return "given back by itself";
        });
        assertEquals(2, condition.broadcast());
        eventually("the loop has both", () -> loop.size() == 2);
        assertFalse(first.isDone());
        loop.forEach(Runnable::run);
        assertTrue(first.get(10, TimeUnit.SECONDS));
        assertEquals("given back by itself", second.get(10, TimeUnit.SECONDS));
        assertFalse(mutex.isMine());
    }

    @Test
    void anAsynchronousWaitTakesTheMutexOverOfAnOwnerThatDiesWithIt() throws Throwable {
        mutex.lock();
        CompletableFuture<Boolean> waiter = condition.awaitAsync(mutex, Runnable::run, mutex::ownerDied);
        start("platform", mutex::lock).ended();
        assertTrue(waiter.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anAsynchronousWaitThatIsCancelledTakesNoSignal() throws Throwable {
        mutex.lock();
        CompletableFuture<Object> cancelled = condition.awaitAsync(mutex, Runnable::run, () -> {
            throw new AssertionError("must not run");
        });
        assertTrue(cancelled.cancel(true));
        assertThrows(CancellationException.class, cancelled::join);
        assertFalse(condition.signal());
    }

    @Test
    void theSignalOfAnExecutorThatRefusesGoesToAnother() throws Throwable {
        mutex.lock();
        IllegalStateException closed = new IllegalStateException("closed");
        CompletableFuture<Object> refused = condition.awaitAsync(mutex, task -> {
            throw closed;
        }, () -> null);
        Background<Awakening> other = waiter("platform");
        condition.signal();
        assertEquals(Awakening.SIGNALLED, other.result());
        ExecutionException told = assertThrows(ExecutionException.class, () -> refused.get(10, TimeUnit.SECONDS));
        assertEquals(closed, told.getCause());
    }

    @Test
    void manyWaitAtOnce() throws Throwable {
        List<Background<Awakening>> waiters = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiters.add(waiter("virtual"));
        }
        assertEquals(40, condition.broadcast());
        for (Background<Awakening> waiter : waiters) {
            assertTrue(waiter.result().signalled());
        }
    }
}
