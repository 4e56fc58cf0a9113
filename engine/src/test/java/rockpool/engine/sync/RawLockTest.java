package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.RawLock.Result;

class RawLockTest {

    private Pool pool;
    private long lock;

    @BeforeEach
    void open() {
        pool = Pool.create("raw_lock_test", 1 << 20);
        lock = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        RawLock.format(pool, lock, LockKind.NORMAL);
    }

    @AfterEach
    void close() {
        LockVerifier.verify(pool, lock);
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

    private static ThreadFactory threads(String kind) {
        return kind.equals("virtual") ? Thread.ofVirtual().factory() : Thread.ofPlatform().daemon().factory();
    }

    /// Runs a body in a thread that is over when this returns, and its actor gone.
    private <T> T inEndedThread(String kind, java.util.function.Supplier<T> body) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicReference<Actor> actor = new AtomicReference<>();
        Thread thread = threads(kind).newThread(() -> {
            actor.set(pool.actor());
            result.complete(body.get());
        });
        thread.start();
        thread.join();
        Await.that("the actor's slot is given back",
                () -> !pool.actors().holdsSlot(actor.get().index(), actor.get().incarnation()));
        return result.get();
    }

    /// Starts a thread that takes the lock, and waits until it sleeps.
    private CompletableFuture<Result> waiter(String kind, AtomicReference<Thread> thread, Duration atMost) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        AtomicReference<Actor> actor = new AtomicReference<>();
        thread.set(threads(kind).newThread(() -> {
            actor.set(pool.actor());
            Result outcome = atMost == null ? lock() : lockWithin(atMost);
            if (outcome == Result.OWNER_DIED) {
                RawLock.recovered(pool, pool.actor(), lock);
            }
            if (outcome.taken()) {
                unlock();
            }
            result.complete(outcome);
        }));
        thread.get().start();
        Await.that("the wait is published", () -> actor.get() != null && pool.actors().get(actor.get().index()).waitingFor() == lock);
        return result;
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
    void aWaiterGetsTheLockWhenItIsGivenBack(String kind) {
        lock();
        CompletableFuture<Result> waiter = waiter(kind, new AtomicReference<>(), null);
        unlock();
        assertEquals(Result.ACQUIRED, Await.result(waiter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void theDeadlineEndsAWait(String kind) {
        lock();
        long begin = System.nanoTime();
        assertEquals(Result.TIMED_OUT, Await.result(waiter(kind, new AtomicReference<>(), Duration.ofMillis(60))));
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(60).toNanos());
        assertEquals(Result.ALREADY_MINE, lock());
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anInterruptEndsAWait(String kind) {
        lock();
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<Result> waiter = waiter(kind, thread, null);
        thread.get().interrupt();
        assertEquals(Result.INTERRUPTED, Await.result(waiter));
        unlock();
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void anUninterruptibleWaitKeepsTheInterruptedStatus(String kind) {
        lock();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = threads(kind).newThread(() -> {
            Thread.currentThread().interrupt();
            RawLock.lock(pool, pool.actor(), lock, Long.MAX_VALUE, false);
            unlock();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        Await.that("it waits", () -> pool.actors().list().stream().anyMatch(actor -> actor.waitingFor() == lock));
        unlock();
        assertTrue(Await.result(interrupted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void aThreadThatEndsHoldingTheLockIsADeadOwner(String kind) throws Exception {
        assertEquals(Result.ACQUIRED, inEndedThread(kind, this::lock));
        assertEquals(Result.OWNER_DIED, lock());
        RawLock.recovered(pool, pool.actor(), lock);
        unlock();
        assertEquals(Result.ACQUIRED, lock());
        unlock();
    }

    @Test
    void aWaiterIsReleasedWhenTheOwnersThreadEnds() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Result> taken = new CompletableFuture<>();
        Thread owner = Thread.ofPlatform().start(() -> {
            taken.complete(lock());
            end.join();
        });
        assertEquals(Result.ACQUIRED, Await.result(taken));
        CompletableFuture<Result> waiter = waiter("platform", new AtomicReference<>(), null);
        end.complete(null);
        owner.join();
        assertEquals(Result.OWNER_DIED, Await.result(waiter));
    }

    @Test
    void whoUnlocksWithoutHavingRecoveredLeavesThatToTheNext() throws Exception {
        inEndedThread("platform", this::lock);
        assertEquals(Result.OWNER_DIED, lock());
        unlock();
        assertEquals(Result.OWNER_DIED, RawLock.tryLock(pool, pool.actor(), lock));
        RawLock.recovered(pool, pool.actor(), lock);
        unlock();
        assertEquals(Result.ACQUIRED, lock());
        unlock();
    }

    @Test
    void anAbandonedLockIsNobodys() {
        lock();
        List<CompletableFuture<Result>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(waiter(i % 2 == 0 ? "platform" : "virtual", new AtomicReference<>(), null));
        }
        RawLock.abandon(pool, pool.actor(), lock);
        waiters.forEach(waiter -> assertEquals(Result.ABANDONED, Await.result(waiter)));
        assertEquals(Result.ABANDONED, lock());
        assertEquals(Result.ABANDONED, RawLock.tryLock(pool, pool.actor(), lock));
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
            all.add(threads(kind).newThread(() -> {
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
