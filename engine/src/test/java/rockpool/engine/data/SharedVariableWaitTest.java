package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.DeadlockException;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockReport;
import rockpool.engine.sync.SyncKind;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// Who waits for a value of a shared variable, or for somebody who computes it, and what ends that.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedVariableWaitTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private SimulatedProcesses processes;
    private Pool pool;
    private Pool other;
    private SharedVariable<String> ours;
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(8 << 20);
        pool = processes.start();
        other = processes.start();
        ours = SharedVariable.create(pool, "news");
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Pool one = processes.alive().getFirst();
        one.recoverDead();
        assertEquals(List.of(), PoolVerifier.verify(one));
        assertEquals(List.of(), HeapVerifier.verify(one));
        processes.close();
    }

    private static SharedVariable<String> of(Pool process) {
        return SharedVariable.find(process, "news", String.class).orElseThrow();
    }

    private <T> CompletableFuture<T> start(Callable<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                result.complete(body.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(CompletionException.class, () -> result(future)).getCause();
    }

    private void eventuallyWaiting(SyncKind kind, int count) {
        eventually(count + " wait at a " + kind, () -> waiters(other, kind).size() == count);
    }

    private static List<LockReport.Waiter> waiters(Pool process, SyncKind kind) {
        return new LockInspector(process).locks().stream().filter(lock -> lock.what() == kind)
            .flatMap(lock -> lock.waiters().stream()).toList();
    }

    @Test
    void whoWaitsGetsTheFirstValue() {
        List<CompletableFuture<String>> waiters = List.of(start(ours::await), start(of(other)::await), start(of(other)::await));
        eventuallyWaiting(SyncKind.CONDITION, 3);
        of(other).set("first");
        waiters.forEach(waiter -> assertEquals("first", result(waiter)));
    }

    @Test
    void whoWaitsForANewerValueGetsIt() {
        ours.set("first");
        VersionedValue<String> seen = of(other).versioned();
        CompletableFuture<String> waiter = start(() -> of(other).await(1, LONG));
        CompletableFuture<Boolean> updater = start(() -> seen.await(LONG));
        eventuallyWaiting(SyncKind.CONDITION, 2);
        ours.set("second");
        assertEquals("second", result(waiter));
        assertTrue(result(updater));
        assertEquals("second", seen.get());
    }

    @Test
    void aWaitIsExplainedFromOutside() {
        CompletableFuture<String> waiter = start(() -> ours.await(0, LONG));
        eventuallyWaiting(SyncKind.CONDITION, 1);
        LockReport.Waiter found = waiters(other, SyncKind.CONDITION).getFirst();
        assertTrue(found.hasDeadline());
        assertTrue(found.who().toString().contains("" + ProcessHandle.current().pid()), found::toString);
        ours.set("said");
        assertEquals("said", result(waiter));
    }

    @Test
    void timeAndInterruptsEndAWait() throws InterruptedException {
        assertNull(ours.await(0, Duration.ofMillis(20)));
        assertFalse(of(other).versioned().await(Duration.ofMillis(5)));
        CompletableFuture<String> waiter = start(ours::await);
        eventuallyWaiting(SyncKind.CONDITION, 1);
        threads.getFirst().interrupt();
        assertInstanceOf(InterruptedException.class, failure(waiter));
        assertEquals(1, ours.set("still works"));
    }

    @Test
    void whoWaitsForWhatIsRemovedIsTold() {
        CompletableFuture<String> waiter = start(of(other)::await);
        eventuallyWaiting(SyncKind.CONDITION, 1);
        ours.destroy();
        assertInstanceOf(IllegalStateException.class, failure(waiter));
    }

    @Test
    void whoWaitsForWhatADeadProcessOwnsIsTold() {
        Pool owner = processes.start();
        SharedVariable.create(owner, "owned", VariableAccess.READ_ONLY, null);
        List<CompletableFuture<Object>> waiters = IntStream.range(0, 2)
            .mapToObj(i -> start(SharedVariable.find(other, "owned").orElseThrow()::await)).toList();
        eventuallyWaiting(SyncKind.CONDITION, 2);
        processes.kill(owner);
        waiters.forEach(waiter -> assertInstanceOf(IllegalStateException.class, failure(waiter)));
        assertEquals(Optional.empty(), SharedVariable.find(pool, "owned"));
    }

    @Test
    void whatNobodyUsesGoesAfterItsTimeAndWhoWaitsIsTold() {
        SharedVariable<String> brief = SharedVariable.create(pool, "brief", VariableAccess.SHARED, Duration.ofMillis(60));
        CompletableFuture<String> waiter = start(brief::await);
        assertInstanceOf(IllegalStateException.class, failure(waiter));
        assertEquals(Optional.empty(), SharedVariable.find(other, "brief"));
        SharedVariable.create(pool, "brief", VariableAccess.SHARED, Duration.ofMillis(1));
        eventually("its time has passed", () -> SharedVariable.find(other, "brief").isEmpty());
        assertNull(SharedVariable.create(other, "brief").get());
    }

    @Test
    void aUseBeginsTheTimeAnew() {
        Duration timeout = Duration.ofSeconds(3);
        SharedVariable<String> kept = SharedVariable.create(pool, "kept", VariableAccess.SHARED, timeout);
        for (Runnable use : List.<Runnable>of(kept::get, kept::version, () -> kept.set("used"))) {
            eventually("a use is worth a store", () -> kept.nanosLeft() < timeout.toNanos());
            long left = kept.nanosLeft();
            use.run();
            assertTrue(kept.nanosLeft() > left);
        }
    }

    @Test
    void aValueIsComputedOnce() throws InterruptedException {
        AtomicInteger computations = new AtomicInteger();
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<CompletableFuture<String>> all = IntStream.range(0, 4).mapToObj(i -> start(() -> of(i % 2 == 0 ? pool : other).computeIfAbsent(() -> {
            computations.incrementAndGet();
            return afterwards(mayEnd, "computed");
        }))).toList();
        eventuallyWaiting(SyncKind.MUTEX, 3);
        assertNull(of(other).computeIfAbsent(() -> "impatient", Duration.ofMillis(5)));
        mayEnd.countDown();
        all.forEach(one -> assertEquals("computed", result(one)));
        assertEquals(1, computations.get());
        assertEquals("computed", of(other).computeIfAbsent(() -> "again"));
        assertEquals(1, ours.version());
    }

    private static String afterwards(CountDownLatch latch, String value) {
        try {
            latch.await();
            return value;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAComputationThrowsIsToldAndAnotherOneIsMade() throws InterruptedException {
        RuntimeException reason = new ArithmeticException("none today");
        assertSame(reason, assertThrows(ArithmeticException.class, () -> ours.computeIfAbsent(() -> {
            throw reason;
        })));
        assertNull(ours.computeIfAbsent(() -> null));
        assertEquals(0, ours.version());
        assertEquals("computed", of(other).computeIfAbsent(() -> "computed"));
    }

    @Test
    void aValueThatIsSetMeanwhileCounts() throws InterruptedException {
        assertEquals("set", ours.computeIfAbsent(() -> {
            of(other).set("set");
            return "computed";
        }));
        assertEquals(1, ours.version());
    }

    @Test
    void aComputationThatNeedsItsOwnResultIsADeadlock() {
        assertThrows(DeadlockException.class, () -> ours.computeIfAbsent(() -> {
            try {
                return ours.computeIfAbsent(() -> "never");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertEquals(0, ours.version());
    }

    /// In a pool of its own, since processes of this kind and simulated ones take each other for dead.
    @Test
    void whoComputesAndIsKilledIsReplaced() {
        try (Pool real = Pool.create(TestNames.unique(), 8 << 20)) {
            SharedVariable<String> news = SharedVariable.create(real, "news");
            try (ChildJvm child = ChildJvm.start(Computing.class, real.name())) {
                child.expectLine("computing");
                CompletableFuture<String> waiter = start(() -> news.computeIfAbsent(() -> "computed by another"));
                eventually("it waits", () -> waiters(real, SyncKind.MUTEX).size() == 1);
                assertFalse(waiter.isDone());
                child.kill();
                assertEquals("computed by another", result(waiter));
            }
            real.recoverDead();
            assertEquals(List.of(), PoolVerifier.verify(real));
        }
    }

    /// Begins to compute a value.
    static final class Computing {
        public static void main(String[] arguments) throws InterruptedException {
            of(Pool.attach(arguments[0])).computeIfAbsent(() -> {
                System.out.println("computing");
                return afterwards(new CountDownLatch(1), "never");
            });
        }
    }

    @Test
    void whoLooksForOneThatComesAndGoesFindsItOrNot() {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Integer> seeker = start(() -> {
            int found = 0;
            while (done.getCount() > 0) {
                found += SharedVariable.find(other, "fleeting").isPresent() ? 1 : 0;
            }
            return found;
        });
        for (int i = 0; i < 500; i++) {
            SharedVariable.create(pool, "fleeting").destroy();
        }
        done.countDown();
        assertTrue(result(seeker) >= 0);
    }
}
