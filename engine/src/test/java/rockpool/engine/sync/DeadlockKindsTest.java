package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;
import rockpool.waiting.Program;

/// Cycles of two, three and several kinds of waits, in one pool and through two.
@Timeout(60)
@ExtendWith(NothingLeft.class)
class DeadlockKindsTest {

    private static final Duration LONG = Duration.ofSeconds(15);

    private Pool pool;
    private Pool other;
    private Mutex checked;

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
        other = Pool.create(TestNames.unique(), 1 << 20);
        checked = Mutex.create(pool, "checked", LockKind.ERRORCHECK);
    }

    @AfterEach
    void close() {
        other.close();
        pool.close();
    }

    /// Who is on the cycle that taking the checked mutex would close.
    private List<WaitGraph.Wait> cycleOfTaking() {
        return assertThrows(DeadlockException.class, () -> Program.take(checked)).cycle();
    }

    private static Set<WaitKind> kinds(List<WaitGraph.Wait> cycle) {
        return cycle.stream().map(WaitGraph.Wait::kind).collect(Collectors.toSet());
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    /// Has the checked mutex, and waits for something else meanwhile.
    private Background<Object> holderThat(Pool where, Step wait) throws Throwable {
        return Background.start(where, () -> {
            Actor mine = pool.actor();
            assertTrue(mine.index() >= 0);
            checked.lock();
            try {
                wait.run();
            } finally {
                checked.unlock();
            }
            return null;
        }).waiting();
    }

    private static void end(Background<Object> holder) {
        holder.thread().interrupt();
        assertThrows(InterruptedException.class, holder::result);
    }

    @Test
    void aSemaphoreAllOfWhoseUnitsAreHeldOnTheCycle() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, "units", 2);
        semaphore.acquire();
        semaphore.acquire();
        Background<Object> holder = holderThat(pool, semaphore::acquire);
        List<WaitGraph.Wait> cycle = cycleOfTaking();
        assertEquals(Set.of(WaitKind.CHECKED_LOCK, WaitKind.SEMAPHORE), kinds(cycle));
        assertEquals("checked", cycle.getFirst().name().orElseThrow());
        assertEquals("units", cycle.getLast().name().orElseThrow());
        semaphore.post();
        assertEquals(null, holder.result());
        semaphore.post();
    }

    @Test
    void aSemaphoreWithAUnitThatSomebodyElseMayGiveBackIsNone() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, "units", 2);
        semaphore.acquire();
        Latch latch = Latch.create(pool, 1);
        Background<Object> third = Background.start(pool, () -> {
            semaphore.acquire();
            latch.await();
            semaphore.post();
            return null;
        }).waiting();
        Background<Object> holder = holderThat(pool, semaphore::acquire);
        assertEquals(Acquisition.TIMED_OUT, checked.tryLock(Duration.ofMillis(100)));
        assertTrue(WaitGraph.of(pool).cycles().isEmpty());
        latch.countDown();
        third.result();
        holder.result();
        semaphore.post();
    }

    @Test
    void aConditionWhoseMutexIsHeldOnTheCycle() throws Throwable {
        Mutex mutex = Mutex.create(pool, "m", LockKind.NORMAL);
        Condition condition = Condition.create(pool, "c");
        Background<Object> holder = holderThat(pool, () -> {
            mutex.lock();
            condition.await(mutex);
            mutex.unlock();
        });
        mutex.lock();
        List<WaitGraph.Wait> cycle = cycleOfTaking();
        assertEquals(Set.of(WaitKind.CHECKED_LOCK, WaitKind.CONDITION), kinds(cycle));
        assertEquals("c", cycle.getLast().name().orElseThrow());
        condition.signal();
        mutex.unlock();
        holder.result();
    }

    @Test
    void aWriterThatWaitsForAReaderOnTheCycle() throws Throwable {
        ReadWriteLock lock = ReadWriteLock.create(pool, "rw");
        lock.lockRead();
        Background<Object> holder = holderThat(pool, () -> {
            lock.lockWrite();
            lock.unlockWrite();
        });
        assertEquals(Set.of(WaitKind.CHECKED_LOCK, WaitKind.READERS), kinds(cycleOfTaking()));
        lock.unlockRead();
        holder.result();
    }

    @Test
    void threeThreadsWaitForThreeKindsOfThings() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, "units", 1);
        ReadWriteLock lock = ReadWriteLock.create(pool, "rw");
        lock.lockRead();
        Background<Object> second = Background.start(pool, () -> {
            semaphore.acquire();
            lock.lockWrite();
            lock.unlockWrite();
            semaphore.post();
            return null;
        }).waiting();
        Background<Object> first = holderThat(pool, semaphore::acquire);
        List<WaitGraph.Wait> cycle = cycleOfTaking();
        assertEquals(List.of(WaitKind.CHECKED_LOCK, WaitKind.SEMAPHORE, WaitKind.READERS), cycle.stream().map(WaitGraph.Wait::kind).toList());
        lock.unlockRead();
        second.result();
        first.result();
    }

    @Test
    void aCycleThroughTwoPools() throws Throwable {
        Mutex elsewhere = Mutex.create(other, "elsewhere", LockKind.NORMAL);
        elsewhere.lock();
        Background<Object> holder = holderThat(other, elsewhere::lock);
        List<WaitGraph.Wait> cycle = cycleOfTaking();
        assertEquals(List.of(pool.name(), other.name()), cycle.stream().map(WaitGraph.Wait::pool).toList());
        assertEquals(List.of("checked", "elsewhere"), cycle.stream().map(wait -> wait.name().orElseThrow()).toList());
        end(holder);
        elsewhere.unlock();
    }

    /// The cycle is there already when a view looks, which none of the threads knows of.
    @Test
    void viewsShowACycleThroughTwoPoolsAndThreeKinds() throws Throwable {
        Mutex elsewhere = Mutex.create(other, "elsewhere", LockKind.NORMAL);
        Semaphore semaphore = Semaphore.createProtected(pool, "units", 1);
        Mutex plain = Mutex.create(pool, "plain", LockKind.NORMAL);
        CyclicBarrier all = new CyclicBarrier(3);
        Background<Object> first = Background.start(other, () -> {
            semaphore.acquire();
            all.await();
            return elsewhere.lock();
        });
        Background<Object> second = Background.start(pool, () -> {
            elsewhere.lock();
            all.await();
            return plain.lock();
        });
        Background<Object> third = Background.start(pool, () -> {
            plain.lock();
            all.await();
            semaphore.acquire();
            return null;
        });
        try (PoolView one = Pool.view(pool.name()); PoolView two = Pool.view(other.name())) {
            eventually("all three wait for each other", () -> WaitGraph.of(List.of(one, two)).cycles().size() == 1);
            assertEquals(3, WaitGraph.of(List.of(one, two)).cycles().getFirst().size());
            assertTrue(WaitGraph.of(one).cycles().isEmpty(), "one pool alone shows no cycle");
        }
        for (Background<Object> one : List.of(first, second, third)) {
            one.thread().interrupt();
            assertTrue(one.thread().join(LONG));
        }
    }

    @Test
    void aWaitForAThreadIsAnEdgeToIt() throws Throwable {
        long me = Participants.identityWord(ProcessIdentity.self());
        long thread = Thread.currentThread().threadId();
        Background<Object> holder = holderThat(other, () -> {
            Actor actor = other.actor();
            var target = new WordWait.Target(other, WaitKind.BOX_FULL, 64, actor.wakePosition() - other.position(), me, thread);
            try (WordWait wait = WordWait.open(target, actor, Deadline.NONE, true, look -> false)) {
                while (wait.sleep(wait.ticket()) != Wakeup.INTERRUPTED) {
                    Thread.onSpinWait();
                }
            }
            throw new InterruptedException();
        });
        assertEquals(Set.of(WaitKind.CHECKED_LOCK, WaitKind.BOX_FULL), kinds(cycleOfTaking()));
        end(holder);
    }

    /// Threads stand for processes: the one in the middle has nothing of the pool.
    @Test
    void anOutsiderSeesACycleOverTwoJoinsAndAMutexThatIsNotChecked() throws Throwable {
        Mutex plain = Mutex.create(pool, "plain", LockKind.NORMAL);
        String joins = TestNames.unique();
        CompletableFuture<Thread> first = new CompletableFuture<>();
        CompletableFuture<Thread> third = new CompletableFuture<>();
        Thread second = Thread.ofPlatform().name("second").start(() -> joinUntilInterrupted(joins, 3, third));
        Background<Object> holder = Background.start(other, () -> {
            plain.lock();
            first.complete(Thread.currentThread());
            joinUntilInterrupted(joins, 2, CompletableFuture.completedFuture(second));
            plain.unlock();
            return null;
        });
        first.join();
        Background<Object> waiter = Background.start(pool, () -> {
            third.complete(Thread.currentThread());
            return Program.take(plain);
        });
        eventually("the cycle is seen", () -> WaitGraph.ofMachine(graph -> graph.cycles().stream().anyMatch(cycle -> cycle.size() == 3
                && kinds(cycle).equals(Set.of(WaitKind.JOIN, WaitKind.LOCK)))));
        List<WaitGraph.Wait> cycle = WaitGraph.ofMachine(graph -> graph.cycles().stream().filter(one -> one.size() == 3).findFirst().orElseThrow());
        assertEquals(Set.of("second", holder.thread().getName(), waiter.thread().getName()),
                cycle.stream().map(wait -> wait.waiter().thread()).collect(Collectors.toSet()));
        assertTrue(WaitGraph.of(pool).cycles().isEmpty(), "the pool alone shows no cycle");
        holder.thread().interrupt();
        assertEquals(null, holder.result());
        assertEquals(Acquisition.ACQUIRED, waiter.result());
        second.interrupt();
        assertTrue(second.join(LONG));
    }

    /// Shows the wait as a join does, and never gives up.
    private static void joinUntilInterrupted(String joins, long task, CompletableFuture<Thread> runner) {
        try (JoinWait wait = JoinWait.publish(joins, task, false, System.nanoTime())) {
            wait.runBy(ProcessIdentity.self(), runner.join().threadId());
            while (!Thread.interrupted()) {
                LockSupport.park();
            }
        }
    }

    @Test
    void theCycleSaysFromWhichLineSinceWhenAndWhereEachWaits() throws Throwable {
        Mutex second = Mutex.create(pool, "second", LockKind.NORMAL);
        second.lock();
        Background<Object> holder = holderThat(pool, () -> Program.take(second));
        DeadlockException deadlock = assertThrows(DeadlockException.class, () -> Program.take(checked));
        for (WaitGraph.Wait wait : deadlock.cycle()) {
            assertTrue(wait.line().matches("Program\\.take\\(Program\\.java:\\d+\\)"), wait.line());
            assertTrue(wait.since().compareTo(LONG) < 0);
            assertEquals(pool.self().pid(), wait.waiter().pid());
            assertTrue(deadlock.getMessage().contains(wait.line()), deadlock.getMessage());
        }
        assertFalse(deadlock.cycle().getFirst().waiter().equals(deadlock.cycle().getLast().waiter()));
        end(holder);
        second.unlock();
    }

    @Test
    void reportsShowAllKindsToAView() throws Throwable {
        Semaphore semaphore = Semaphore.createProtected(pool, "units", 2);
        Semaphore.create(pool, "plain", 5);
        ReadWriteLock lock = ReadWriteLock.create(pool, "rw");
        Barrier barrier = Barrier.create(pool, "gate", 3);
        Latch.create(pool, "latch", 4);
        Condition condition = Condition.create(pool, "cond");
        semaphore.acquire();
        lock.lockRead();
        Background<Boolean> arrived = Background.start(pool, () -> barrier.tryAwait(Duration.ofSeconds(20))).waiting();
        checked.lock();
        condition.awaitAsync(checked, Runnable::run, () -> 1);
        Background<Object> blocked = Background.start(pool, () -> {
            checked.lock();
            condition.await(checked);
            checked.unlock();
            return null;
        }).waiting();
        try (PoolView view = Pool.view(pool.name())) {
            List<LockReport> reports = new LockInspector(view).locks();
            assertEquals(7, reports.size());
            assertReport(reports, "units", SyncKind.PROTECTED_SEMAPHORE, 1, 2, 1);
            assertReport(reports, "plain", SyncKind.SEMAPHORE, 5, -1, 0);
            assertReport(reports, "rw", SyncKind.READ_WRITE_LOCK, 1, -1, 1);
            assertReport(reports, "gate", SyncKind.BARRIER, 1, 3, 1);
            assertReport(reports, "latch", SyncKind.LATCH, 4, -1, 0);
            assertReport(reports, "cond", SyncKind.CONDITION, -1, -1, 0);
            assertEquals(2, of(reports, "cond").waiters().size());
            assertEquals(SyncKind.MUTEX, of(reports, "checked").what());
            assertTrue(reports.stream().allMatch(report -> report.condition() != LockReport.Condition.DAMAGED));
        }
        condition.broadcast();
        blocked.result();
        barrier.tryAwait(Duration.ZERO);
        arrived.thread().interrupt();
        assertThrows(InterruptedException.class, arrived::result);
        lock.unlockRead();
        semaphore.post();
    }

    private static LockReport of(List<LockReport> reports, String name) {
        return reports.stream().filter(report -> report.name().equals(Optional.of(name))).findFirst().orElseThrow();
    }

    private static void assertReport(List<LockReport> reports, String name, SyncKind what, long value, long limit, int holders) {
        LockReport report = of(reports, name);
        assertEquals(what, report.what(), name);
        assertEquals(value, report.value().orElse(-1), name);
        assertEquals(limit, report.limit().orElse(-1), name);
        assertEquals(holders, report.holders().size(), name);
    }
}
