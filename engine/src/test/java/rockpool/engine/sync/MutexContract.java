package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.TestNames;

/// What every kind of mutex does, for every kind of thread.
abstract class MutexContract {

    private final LockKind kind;
    private final String threads;

    private Pool pool;
    private Mutex mutex;

    MutexContract(LockKind kind, String threads) {
        this.kind = kind;
        this.threads = threads;
    }

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
        mutex = Mutex.create(pool, kind);
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), LockVerifier.verify(pool, mutex.descriptor().offset()));
        pool.close();
    }

    private <T> Background<T> start(Callable<T> body) {
        return Background.start(pool, threads, body);
    }

    private Acquisition lockAndUnlock() throws InterruptedException {
        Acquisition acquisition = mutex.lock();
        mutex.unlock();
        return acquisition;
    }

    @Test
    void itIsTakenAndGivenBack() throws Throwable {
        assertEquals(Acquisition.ACQUIRED, start(() -> {
            Acquisition acquisition = mutex.lock();
            assertTrue(mutex.isMine());
            mutex.unlock();
            assertFalse(mutex.isMine());
            return acquisition;
        }).result());
    }

    @Test
    void whoDoesNotHaveItCannotGiveItBack() throws Throwable {
        assertThrows(IllegalMonitorStateException.class, mutex::unlock);
        mutex.lock();
        assertThrows(IllegalMonitorStateException.class, () -> start(() -> {
            mutex.unlock();
            return null;
        }).result());
        mutex.unlock();
    }

    @Test
    void aWaiterGetsItWhenItIsGivenBack() throws Throwable {
        mutex.lock();
        Background<Acquisition> waiter = start(this::lockAndUnlock).waiting();
        mutex.unlock();
        assertEquals(Acquisition.ACQUIRED, waiter.result());
    }

    @Test
    void tryingDoesNotWait() throws Throwable {
        mutex.lock();
        assertEquals(Acquisition.TIMED_OUT, start(mutex::tryLock).result());
        assertEquals(Acquisition.TIMED_OUT, start(() -> mutex.tryLock(Duration.ZERO)).result());
        mutex.unlock();
        assertEquals(Acquisition.ACQUIRED, mutex.tryLock());
        mutex.unlock();
    }

    @Test
    void aDeadlineEndsTheWait() throws Throwable {
        mutex.lock();
        long begin = System.nanoTime();
        assertEquals(Acquisition.TIMED_OUT, start(() -> mutex.tryLock(Duration.ofMillis(50))).result());
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(50).toNanos());
        mutex.unlock();
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws Throwable {
        mutex.lock();
        Background<Acquisition> waiter = start(this::lockAndUnlock).waiting();
        long begin = System.nanoTime();
        waiter.thread().interrupt();
        assertThrows(InterruptedException.class, waiter::result);
        assertTrue(System.nanoTime() - begin < Duration.ofMillis(500).toNanos());
        mutex.unlock();
    }

    @Test
    void anInterruptedThreadGetsAFreeMutexAndStaysInterrupted() throws Throwable {
        assertTrue(start(() -> {
            Thread.currentThread().interrupt();
            lockAndUnlock();
            return Thread.currentThread().isInterrupted();
        }).result());
    }

    @Test
    void anUninterruptibleWaitGoesOnAndKeepsTheStatus() throws Throwable {
        mutex.lock();
        Background<Boolean> waiter = start(() -> {
            mutex.lockUninterruptibly();
            mutex.unlock();
            return Thread.currentThread().isInterrupted();
        }).waiting();
        waiter.thread().interrupt();
        mutex.unlock();
        assertTrue(waiter.result());
    }

    @Test
    void theSuccessorOfAThreadThatEndedLearnsOfItOnce() throws Throwable {
        start(mutex::lock).ended();
        assertEquals(Acquisition.OWNER_DIED, mutex.lock());
        mutex.unlock();
        assertEquals(Acquisition.ACQUIRED, lockAndUnlock());
    }

    @Test
    void whoTriesGetsItFromAThreadThatEnded() throws Throwable {
        start(mutex::lock).ended();
        assertEquals(Acquisition.OWNER_DIED, mutex.tryLock());
        mutex.unlock();
    }

    @Test
    void aSuccessorThatEndsAsWellLeavesThatToTheNext() throws Throwable {
        start(mutex::lock).ended();
        assertEquals(Acquisition.OWNER_DIED, start(mutex::lock).ended());
        assertEquals(Acquisition.OWNER_DIED, lockAndUnlock());
        assertEquals(Acquisition.ACQUIRED, lockAndUnlock());
    }

    @Test
    void oneOfManyWaitersIsToldOfADeath() throws Throwable {
        Background<Acquisition> owner = start(() -> {
            Acquisition acquisition = mutex.lock();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return acquisition;
        });
        owner.actor();
        List<Background<Acquisition>> waiters = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiters.add(start(this::lockAndUnlock));
        }
        int told = 0;
        for (Background<Acquisition> waiter : waiters) {
            told += waiter.result() == Acquisition.OWNER_DIED ? 1 : 0;
        }
        owner.ended();
        told += lockAndUnlock() == Acquisition.OWNER_DIED ? 1 : 0;
        assertEquals(1, told);
    }

    @Test
    void onlyOneOfManyIsInside() throws Throwable {
        int rounds = 4_000;
        int[] counter = {0};
        List<Background<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(start(() -> {
                for (int round = 0; round < rounds; round++) {
                    mutex.lock();
                    counter[0]++;
                    mutex.unlock();
                }
                return null;
            }));
        }
        for (Background<Void> one : all) {
            one.result();
        }
        assertEquals(8 * rounds, counter[0]);
    }
}
