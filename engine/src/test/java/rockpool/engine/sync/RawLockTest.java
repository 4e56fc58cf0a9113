package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.RawLock.Result;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class RawLockTest {

    private Pool pool;
    private long lock;

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
        lock = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        RawLock.format(pool, lock, LockKind.NORMAL);
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), LockVerifier.verify(pool, lock));
        pool.close();
    }

    private Result lock() {
        return RawLock.lock(pool, pool.actor(), lock, Long.MAX_VALUE, true);
    }

    private Result lockWithin(Duration time) {
        return RawLock.lock(pool, pool.actor(), lock, System.nanoTime() + time.toNanos(), true);
    }

    private void unlock() {
        RawLock.unlock(pool, pool.actor(), lock);
    }

    /// Starts a thread that takes the lock and gives it back, and waits until it sleeps.
    private Background<Result> waiter(String kind, Duration atMost) {
        return Background.start(pool, kind, () -> {
            Result outcome = atMost == null ? lock() : lockWithin(atMost);
            if (outcome == Result.OWNER_DIED) {
                RawLock.recovered(pool, pool.actor(), lock);
            }
            if (outcome.taken()) {
                unlock();
            }
            return outcome;
        }).waiting();
    }

    @Test
    void aFreeLockIsTakenAndGivenBack() {
        assertEquals(Result.ACQUIRED, lock());
        assertTrue(RawLock.isMine(pool, pool.actor(), lock));
        assertEquals(Result.ALREADY_MINE, lock());
        assertEquals(Result.ALREADY_MINE, RawLock.tryLock(pool, pool.actor(), lock));
        unlock();
        assertFalse(RawLock.isMine(pool, pool.actor(), lock));
        assertThrows(IllegalMonitorStateException.class, this::unlock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aWaiterGetsTheLockWhenItIsGivenBack(String kind) throws Throwable {
        lock();
        Background<Result> waiter = waiter(kind, null);
        unlock();
        assertEquals(Result.ACQUIRED, waiter.result());
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void theDeadlineEndsAWait(String kind) throws Throwable {
        lock();
        long begin = System.nanoTime();
        assertEquals(Result.TIMED_OUT, waiter(kind, Duration.ofMillis(60)).result());
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(60).toNanos());
        assertEquals(Result.ALREADY_MINE, lock());
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anInterruptEndsAWait(String kind) throws Throwable {
        lock();
        Background<Result> waiter = waiter(kind, null);
        waiter.thread().interrupt();
        assertEquals(Result.INTERRUPTED, waiter.result());
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anUninterruptibleWaitKeepsTheInterruptedStatus(String kind) throws Throwable {
        lock();
        Background<Boolean> waiter = Background.start(pool, kind, () -> {
            Thread.currentThread().interrupt();
            RawLock.lock(pool, pool.actor(), lock, Long.MAX_VALUE, false);
            unlock();
            return Thread.currentThread().isInterrupted();
        }).waiting();
        waiter.thread().interrupt();
        unlock();
        assertTrue(waiter.result());
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aThreadThatEndsHoldingTheLockIsADeadOwner(String kind) throws Throwable {
        assertEquals(Result.ACQUIRED, Background.start(pool, kind, this::lock).ended());
        assertEquals(Result.OWNER_DIED, lock());
        RawLock.recovered(pool, pool.actor(), lock);
        unlock();
        assertEquals(Result.ACQUIRED, lock());
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aWaiterIsReleasedWhenTheOwnersThreadEnds(String kind) throws Throwable {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Result> taken = new CompletableFuture<>();
        Background.start(pool, kind, () -> {
            taken.complete(lock());
            return end.join();
        });
        assertEquals(Result.ACQUIRED, taken.join());
        Background<Result> waiter = waiter("platform", null);
        end.complete(null);
        assertEquals(Result.OWNER_DIED, waiter.result());
    }

    @Test
    void whoUnlocksWithoutHavingRecoveredLeavesThatToTheNext() throws Throwable {
        Background.start(pool, this::lock).ended();
        assertEquals(Result.OWNER_DIED, lock());
        unlock();
        assertEquals(Result.OWNER_DIED, RawLock.tryLock(pool, pool.actor(), lock));
        RawLock.recovered(pool, pool.actor(), lock);
        unlock();
        assertEquals(Result.ACQUIRED, lock());
        unlock();
    }

    @Test
    void anAbandonedLockIsNobodys() throws Throwable {
        lock();
        List<Background<Result>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(waiter(i % 2 == 0 ? "platform" : "virtual", null));
        }
        RawLock.abandon(pool, pool.actor(), lock);
        for (Background<Result> waiter : waiters) {
            assertEquals(Result.ABANDONED, waiter.result());
        }
        assertEquals(Result.ABANDONED, lock());
        assertEquals(Result.ABANDONED, RawLock.tryLock(pool, pool.actor(), lock));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aReservationByADeadWaiterHoldsNobodyUpForLong(String kind) throws Throwable {
        Memory.putLong(pool.position() + lock, LockWord.RESERVED);
        Background<Result> newcomer = Background.start(pool, kind, () -> {
            Result outcome = lockWithin(Duration.ofSeconds(10));
            unlock();
            return outcome;
        });
        assertEquals(Result.ACQUIRED, newcomer.result());
        Memory.putLong(pool.position() + lock, LockWord.RESERVED);
        assertEquals(Result.ACQUIRED, RawLock.tryLock(pool, pool.actor(), lock));
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void whoHasWaitedTooLongAndLeavesTakesTheReservationAlong(String kind) throws Throwable {
        lock();
        Background<Result> waiter = waiter(kind, Duration.ofMillis(100));
        eventually("it has lost its patience", () -> LockWord.has(LockSlot.word(pool.position() + lock), LockWord.RESERVED));
        assertEquals(Result.TIMED_OUT, waiter.result());
        assertFalse(LockWord.has(LockSlot.word(pool.position() + lock), LockWord.RESERVED));
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anInterruptIsNotLostIfTheLockComesFreeAtTheSameTime(String kind) throws Throwable {
        for (int round = 0; round < 300; round++) {
            lock();
            Background<Boolean> waiter = Background.start(pool, kind, () -> {
                Result outcome = lock();
                if (outcome.taken()) {
                    unlock();
                }
                return outcome == Result.INTERRUPTED || Thread.currentThread().isInterrupted();
            }).waiting();
            waiter.thread().interrupt();
            unlock();
            assertTrue(waiter.result());
        }
    }

    @Test
    void whoHasWaitedTooLongIsNotPassedByAgain() throws Throwable {
        lock();
        Background<Result> waiter = waiter("platform", null);
        eventually("it has lost its patience", () -> {
            unlock();
            lock();
            return waiter.thread().getState() == Thread.State.TERMINATED
                    || LockWord.has(LockSlot.word(pool.position() + lock), LockWord.RESERVED);
        });
        if (LockWord.has(LockSlot.word(pool.position() + lock), LockWord.RESERVED)) {
            long before = LockSlot.acquisitions(pool.position() + lock);
            unlock();
            lock();
            assertTrue(LockSlot.acquisitions(pool.position() + lock) >= before + 2, "the waiter came first");
        }
        unlock();
        assertEquals(Result.ACQUIRED, waiter.result());
    }

    @Test
    void aWordThatCannotBeIsReportedAsDamage() {
        Memory.putLong(pool.position() + lock, 1L << 60 | 5);
        PoolDamagedException damage = assertThrows(PoolDamagedException.class, this::lock);
        assertTrue(damage.getMessage().contains("lock=" + lock), damage.getMessage());
        RawLock.format(pool, lock, LockKind.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void onlyOneOfManyThreadsIsInside(String kind) throws Exception {
        int rounds = 20_000;
        int[] counter = {0};
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(Background.threads(kind).newThread(() -> {
                for (int round = 0; round < rounds; round++) {
                    lock();
                    counter[0]++;
                    unlock();
                }
            }));
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            assertTrue(thread.join(Duration.ofSeconds(30)), "no thread waits for ever");
        }
        assertEquals(8 * rounds, counter[0]);
    }
}
