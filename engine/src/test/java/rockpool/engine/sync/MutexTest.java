package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Event;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// What differs between the kinds, and how mutexes come and go.
@ExtendWith(NothingLeft.class)
class MutexTest {

    private Pool pool;

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void takingANormalMutexAgainWaitsUntilSomethingElseEndsTheWait() throws Throwable {
        Mutex mutex = Mutex.create(pool);
        mutex.lock();
        assertEquals(Acquisition.TIMED_OUT, mutex.tryLock());
        assertEquals(Acquisition.TIMED_OUT, mutex.tryLock(Duration.ofMillis(10)));
        mutex.unlock();
        Background<Acquisition> stuck = Background.start(pool, () -> {
            mutex.lock();
            return mutex.lock();
        }).waiting();
        stuck.thread().interrupt();
        assertThrows(InterruptedException.class, stuck::result);
    }

    @Test
    void takingACheckedMutexAgainIsADeadlock() throws Throwable {
        Mutex mutex = Mutex.create(pool, "mine", LockKind.ERRORCHECK);
        mutex.lock();
        DeadlockException deadlock = assertThrows(DeadlockException.class, mutex::lock);
        assertEquals(1, deadlock.cycle().size());
        assertTrue(deadlock.getMessage().matches(".* waits \\d+ ms for lock mine of pool .* in .+, held by thread .*"), deadlock.getMessage());
        assertThrows(DeadlockException.class, () -> mutex.tryLock(Duration.ofDays(1)));
        assertEquals(Acquisition.TIMED_OUT, mutex.tryLock());
        mutex.unlock();
        assertThrows(IllegalMonitorStateException.class, mutex::unlock);
    }

    @Test
    void aRecursiveMutexIsGivenBackAsOftenAsItWasTaken() throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.RECURSIVE);
        for (int i = 0; i < 5; i++) {
            assertEquals(Acquisition.ACQUIRED, i % 2 == 0 ? mutex.lock() : mutex.tryLock());
        }
        for (int i = 0; i < 4; i++) {
            mutex.unlock();
            assertEquals(Acquisition.TIMED_OUT, Background.start(pool, mutex::tryLock).result());
        }
        mutex.unlock();
        assertEquals(Acquisition.ACQUIRED, Background.start(pool, mutex::tryLock).ended());
        assertEquals(Acquisition.OWNER_DIED, mutex.lock());
        mutex.unlock();
        assertFalse(mutex.isMine());
    }

    @Test
    void theDepthOfADeadOwnerIsForgotten() throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.RECURSIVE);
        Background.start(pool, () -> {
            mutex.lock();
            return mutex.lock();
        }).ended();
        assertEquals(Acquisition.OWNER_DIED, mutex.lock());
        mutex.unlock();
        assertFalse(mutex.isMine());
    }

    @Test
    void itIsFoundByItsNameUntilItIsDestroyed() throws Throwable {
        Mutex mutex = Mutex.create(pool, "door", LockKind.RECURSIVE);
        Mutex found = Mutex.find(pool, "door").orElseThrow();
        assertEquals(mutex, found);
        assertEquals(LockKind.RECURSIVE, found.kind());
        assertEquals("door", found.name().orElseThrow());
        assertEquals("mutex door in pool " + pool.name(), found.toString());
        IllegalArgumentException taken = assertThrows(IllegalArgumentException.class, () -> Mutex.create(pool, "door", LockKind.NORMAL));
        assertTrue(taken.getMessage().startsWith("name=door:"), taken.getMessage());
        mutex.destroy();
        assertTrue(Mutex.find(pool, "door").isEmpty());
        assertNotEquals(mutex, Mutex.create(pool, "door", LockKind.NORMAL));
    }

    @Test
    void aNameThatIsNoIdentifierIsRefusedAndNothingIsLeft() {
        assertThrows(IllegalArgumentException.class, () -> Mutex.create(pool, "no name", LockKind.NORMAL));
        assertTrue(new LockInspector(pool).locks().isEmpty());
    }

    @Test
    void aDescriptorLeadsToTheSameMutex() {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        assertEquals(mutex, Descriptors.resolve(mutex.descriptor()));
    }

    @Test
    void aHandleOfADestroyedMutexIsRefusedAlsoWhenItsSlotIsUsedAgain() throws Throwable {
        Mutex old = Mutex.create(pool, LockKind.NORMAL);
        old.destroy();
        old.destroy();
        assertRefused(old);
        List<Mutex> others = new ArrayList<>();
        do {
            others.add(Mutex.create(pool, LockKind.NORMAL));
        } while (others.getLast().descriptor().offset() != old.descriptor().offset());
        assertRefused(old);
        old.destroy();
        assertEquals(Acquisition.ACQUIRED, others.getLast().lock());
        assertRefusedWithin(old);
        others.getLast().unlock();
    }

    private static void assertRefused(Mutex mutex) {
        assertThrows(IllegalStateException.class, mutex::lock);
        assertThrows(IllegalStateException.class, mutex::tryLock);
        assertThrows(IllegalStateException.class, mutex::lockUninterruptibly);
        assertRefusedWithin(mutex);
        assertFalse(mutex.isMine());
    }

    private static void assertRefusedWithin(Mutex mutex) {
        assertThrows(IllegalStateException.class, () -> mutex.tryLock(Duration.ofMillis(1)));
    }

    @Test
    void aHeldMutexIsNotDestroyed() throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        mutex.lock();
        IllegalStateException held = assertThrows(IllegalStateException.class, mutex::destroy);
        assertTrue(held.getMessage().contains("held by thread " + Thread.currentThread().getName()), held.getMessage());
        mutex.unlock();
        Background.start(pool, mutex::lock).ended();
        mutex.destroy();
        assertRefused(mutex);
    }

    @Test
    void aLaterProcessOfTheSamePidIsNotTakenForTheOwner() throws Throwable {
        try (SimulatedProcesses processes = SimulatedProcesses.with(1 << 20)) {
            Pool survivor = processes.start();
            Pool owner = processes.start();
            Mutex mutex = Mutex.create(survivor, "m", LockKind.NORMAL);
            Mutex.find(owner, "m").orElseThrow().lock();
            int pid = owner.self().pid();
            int slot = owner.self().index();
            int actor = owner.actor().index();
            processes.kill(owner);
            survivor.recoverDead();
            Pool later = processes.start();
            assertEquals(pid, later.self().pid());
            assertEquals(slot, later.self().index());
            assertEquals(actor, later.actor().index());
            assertFalse(Mutex.find(later, "m").orElseThrow().isMine());
            assertEquals(Acquisition.OWNER_DIED, mutex.lock());
            mutex.unlock();
        }
    }

    @Test
    void whoOnlyTriesGetsItFromADeadProcessAsWell() throws Throwable {
        try (SimulatedProcesses processes = SimulatedProcesses.with(1 << 20)) {
            Pool survivor = processes.start();
            Pool owner = processes.start();
            Mutex mutex = Mutex.create(survivor, "m", LockKind.NORMAL);
            Mutex.find(owner, "m").orElseThrow().lock();
            assertEquals(Acquisition.TIMED_OUT, mutex.tryLock());
            processes.kill(owner);
            eventually("the death is noticed", () -> mutex.tryLock() == Acquisition.OWNER_DIED);
            mutex.unlock();
        }
    }

    @Test
    void takingOverAndLongWaitsLeaveEvents() throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        mutex.lock();
        Background<Acquisition> waiter = Background.start(pool, mutex::lock).waiting();
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        mutex.unlock();
        waiter.ended();
        assertEquals(Acquisition.OWNER_DIED, mutex.lock());
        mutex.unlock();
        List<Event> events = pool.events().read(0).events();
        for (EventKind kind : List.of(EventKind.CONTENDED, EventKind.TAKEN_OVER)) {
            Event event = events.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
            assertEquals(mutex.descriptor().offset(), event.payload().getFirst());
        }
    }

    @Test
    void moreMutexesThanAUnitHoldsAreDistinctAndUsable() throws Throwable {
        Set<Mutex> all = new HashSet<>();
        for (int i = 0; i < 2 * LockUnits.SLOTS + 1; i++) {
            Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
            assertEquals(Acquisition.ACQUIRED, mutex.lock());
            assertTrue(all.add(mutex));
        }
        all.forEach(Mutex::unlock);
        all.forEach(Mutex::destroy);
        int units = pool.units().free();
        for (int i = 0; i < 2 * LockUnits.SLOTS; i++) {
            Mutex.create(pool, LockKind.NORMAL);
        }
        assertEquals(units, pool.units().free(), "slots are used again");
    }

    @Test
    void aMutexOfAClosedPoolSaysSo() {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        pool.close();
        assertThrows(PoolClosedException.class, mutex::lock);
    }

    @ParameterizedTest
    @CsvSource({"platform,0", "platform,20", "virtual,0", "virtual,20"})
    void closingThePoolEndsTheWaitsInThisProcess(String kind, long after) throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        mutex.lock();
        Background<Acquisition> waiter = Background.start(pool, kind, mutex::lock).waiting();
        LockSupport.parkNanos(Duration.ofMillis(after).toNanos());
        pool.close();
        assertThrows(PoolClosedException.class, waiter::result);
    }
}
