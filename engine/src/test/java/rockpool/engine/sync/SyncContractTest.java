package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;

/// What semaphores, conditions, read-write locks, barriers and latches have in common: names, descriptors, their end.
class SyncContractTest extends SyncTest {

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
        assertEquals(List.of(), LockTableVerifier.verify(pool));
        assertEquals(List.of(), LockTableVerifier.verifyEmpty(pool));
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
}
