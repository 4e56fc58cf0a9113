package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// What semaphores, conditions, read-write locks, barriers and latches promise, for platform and virtual threads.
@Timeout(120)
@ExtendWith(NothingLeft.class)
class SyncContractTest {

    private static final Duration SHORT = Duration.ofMillis(40);
    private static final Duration LONG = Duration.ofSeconds(10);

    private SimulatedProcesses processes;
    private Pool pool;

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(4 << 20);
        pool = processes.start();
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private <T> Background<T> start(String kind, Callable<T> body) {
        return Background.start(pool, kind, body);
    }

    private List<SyncObject> oneOfEach() {
        return List.of(Semaphore.create(pool, "plain", 1), Semaphore.createProtected(pool, "guarded", 2), Condition.create(pool, "cond"),
                ReadWriteLock.create(pool, "rw"), Barrier.create(pool, "gate", 2), Latch.create(pool, "latch", 1));
    }

    @Test
    void aDescriptorLeadsToTheSameThing() {
        for (SyncObject one : oneOfEach()) {
            assertEquals(one, Descriptors.resolve(pool, one.descriptor()));
            assertTrue(one.name().isPresent());
            assertTrue(one.toString().contains(one.name().get()));
        }
    }

    @Test
    void namesLeadToThemInOtherProcessesAndAreTakenOnce() {
        oneOfEach();
        Pool other = processes.start();
        assertTrue(Semaphore.find(other, "plain").isPresent() && Semaphore.find(other, "guarded").orElseThrow().isProtected());
        assertTrue(Condition.find(other, "cond").isPresent() && ReadWriteLock.find(other, "rw").isPresent());
        assertTrue(Barrier.find(other, "gate").isPresent() && Latch.find(other, "latch").isPresent());
        assertTrue(Mutex.find(other, "plain").isEmpty() && Latch.find(other, "cond").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> Latch.create(other, "cond", 1));
    }

    @Test
    void whatIsDestroyedSaysSoAndItsSlotsAreUsedAgain() {
        for (int round = 0; round < 300; round++) {
            List<SyncObject> all = oneOfEach();
            all.forEach(SyncObject::destroy);
            all.forEach(SyncObject::destroy);
            assertThrows(IllegalStateException.class, () -> ((Semaphore) all.get(0)).post());
            assertThrows(IllegalStateException.class, () -> ((Semaphore) all.get(0)).tryAcquire());
            assertThrows(IllegalStateException.class, () -> ((Semaphore) all.get(1)).tryAcquire());
            assertThrows(IllegalStateException.class, () -> ((Condition) all.get(2)).signal());
            assertThrows(IllegalStateException.class, () -> ((ReadWriteLock) all.get(3)).tryLockRead());
            assertThrows(IllegalStateException.class, () -> ((Barrier) all.get(4)).tryAwait());
            assertThrows(IllegalStateException.class, () -> ((Latch) all.get(5)).countDown());
        }
        assertEquals(1, LockUnits.all(pool).size());
        LockTableVerifier.verify(pool);
        LockTableVerifier.verifyEmpty(pool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void whoWaitsAtWhatIsDestroyedIsTold(String kind) throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        Semaphore semaphore = Semaphore.create(pool, 0);
        Condition condition = Condition.create(pool);
        Barrier barrier = Barrier.create(pool, 2);
        Latch latch = Latch.create(pool, 1);
        List<Background<Object>> waiters = List.of(
                start(kind, () -> semaphore.tryAcquire(LONG)), start(kind, () -> {
                    mutex.lock();
                    try {
                        return condition.tryAwait(mutex, LONG);
                    } finally {
                        mutex.unlock();
                    }
                }), start(kind, () -> barrier.tryAwait(LONG)), start(kind, () -> latch.tryAwait(LONG)));
        waiters.forEach(Background::waiting);
        List.of(semaphore, condition, barrier, latch).forEach(SyncObject::destroy);
        for (Background<Object> waiter : waiters) {
            assertThrows(IllegalStateException.class, waiter::result);
        }
    }

    @Test
    void whatSomebodyHasCannotBeDestroyedAndWhatADeadOneHadCan() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, 1);
        ReadWriteLock lock = ReadWriteLock.create(pool);
        semaphore.acquire();
        lock.lockRead();
        assertThrows(IllegalStateException.class, semaphore::destroy);
        assertThrows(IllegalStateException.class, lock::destroy);
        lock.unlockRead();
        lock.lockWrite();
        assertThrows(IllegalStateException.class, lock::destroy);
        lock.unlockWrite();
        semaphore.post();
        start("platform", () -> {
            semaphore.acquire();
            return lock.lockRead();
        }).ended();
        semaphore.destroy();
        lock.destroy();
    }

    @Test
    void whatHasNoNameGoesWithItsLastHandle() {
        Object[] all = {Semaphore.createProtected(pool, 7), Condition.create(pool), Barrier.create(pool, 2), Latch.create(pool, 1), ReadWriteLock.create(pool)};
        assertEquals(5, all.length);
        all = null;
        eventually("they are taken back", Duration.ofSeconds(20), () -> {
            System.gc();
            LockTable.recover(pool);
            for (long unit : LockUnits.all(pool)) {
                for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                    if (LockTable.isLive(LockTable.life(pool, offset))) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    @Nested
    class Semaphores {

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

    @Nested
    class Conditions {

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
            CompletableFuture<Boolean> waiter = condition.awaitAsync(mutex, Runnable::run, mutex::isMine);
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
            CompletableFuture<Object> refused = condition.awaitAsync(mutex, task -> {
                throw new IllegalStateException("closed");
            }, () -> null);
            Background<Awakening> other = waiter("platform");
            condition.signal();
            assertEquals(Awakening.SIGNALLED, other.result());
            assertTrue(refused.isCompletedExceptionally());
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

    @Nested
    class ReadWriteLocks {

        private ReadWriteLock lock;

        @BeforeEach
        void make() {
            lock = ReadWriteLock.create(pool, "l");
        }

        @ParameterizedTest
        @ValueSource(strings = {"platform", "virtual"})
        void manyReadOrOneWrites(String kind) throws Throwable {
            lock.lockRead();
            lock.lockRead();
            assertEquals(Acquisition.ACQUIRED, start(kind, () -> lock.tryLockRead()).result());
            assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockWrite()).result());
            assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockWrite(SHORT)).result());
            lock.unlockRead();
            Background<Acquisition> writer = start(kind, () -> {
                Acquisition outcome = lock.lockWrite();
                assertEquals(Acquisition.ACQUIRED, lock.lockRead(), "a writer may read");
                lock.unlockRead();
                lock.unlockWrite();
                return outcome;
            }).waiting();
            assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockRead()).result(), "a writer waits");
            assertEquals(Acquisition.ACQUIRED, lock.tryLockRead(), "who reads may read again");
            lock.unlockRead();
            lock.unlockRead();
            assertEquals(Acquisition.ACQUIRED, writer.result());
        }

        @Test
        void itIsNotTakenTwiceForWritingNorByAReader() throws Throwable {
            lock.lockWrite();
            assertThrows(IllegalMonitorStateException.class, lock::lockWrite);
            lock.unlockWrite();
            assertThrows(IllegalMonitorStateException.class, lock::unlockWrite);
            assertThrows(IllegalMonitorStateException.class, lock::unlockRead);
            lock.lockRead();
            assertThrows(IllegalMonitorStateException.class, lock::lockWrite);
            lock.unlockRead();
        }

        @Test
        void aDeadWriterIsToldOfUntilAWriterHasGivenItBack() throws Throwable {
            start("platform", lock::lockWrite).ended();
            assertEquals(Acquisition.OWNER_DIED, lock.lockRead());
            lock.unlockRead();
            assertEquals(Acquisition.OWNER_DIED, lock.lockRead());
            lock.unlockRead();
            assertEquals(Acquisition.OWNER_DIED, lock.lockWrite());
            lock.unlockWrite();
            assertEquals(Acquisition.ACQUIRED, lock.lockRead());
            lock.unlockRead();
        }

        @Test
        void aWriterDoesNotWaitForDeadReaders() throws Throwable {
            Pool victim = processes.start();
            ReadWriteLock.find(victim, "l").orElseThrow().lockRead();
            Background<Acquisition> writer = start("platform", () -> lock.tryLockWrite(LONG)).waiting();
            processes.kill(victim);
            assertEquals(Acquisition.ACQUIRED, writer.result());
        }

        @Test
        void anInterruptEndsTheWaitForReadersAndLetsOthersIn() throws Throwable {
            lock.lockRead();
            Background<Acquisition> writer = start("platform", lock::lockWrite).waiting();
            writer.thread().interrupt();
            assertThrows(InterruptedException.class, writer::result);
            assertEquals(Acquisition.ACQUIRED, start("platform", () -> lock.tryLockRead()).result());
            lock.unlockRead();
        }
    }

    @Nested
    class BarriersAndLatches {

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
}
