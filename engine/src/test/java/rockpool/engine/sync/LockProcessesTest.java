package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that share a mutex and are killed.
///
/// `-Drockpool.soak=10` makes the random part ten times as long.
@Timeout(300)
@ExtendWith(NothingLeft.class)
class LockProcessesTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Pool pool;
    private GuardedCounter counter;
    private int users;
    private int deaths;

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
        counter = GuardedCounter.create(pool, LockKind.NORMAL);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /// What a child runs.
    static final class Child {

        public static void main(String[] args) throws InterruptedException {
            GuardedCounter counter = GuardedCounter.at(Pool.attach(args[1]), Long.parseLong(args[2]));
            int user = Integer.parseInt(args[3]);
            switch (args[0]) {
                case "count" -> {
                    System.out.println("ready");
                    counter.countUntilStopped(user);
                }
                case "hold" -> {
                    counter.mutex().lock();
                    System.out.println("holding");
                    eventually("told to stop", PATIENCE, counter::isStopped);
                    counter.mutex().unlock();
                }
                case "make" -> {
                    while (!counter.isStopped()) {
                        Mutex.create(counter.pool(), "made", LockKind.NORMAL).destroy();
                    }
                }
                default -> throw new IllegalArgumentException("what=" + args[0]);
            }
            System.out.println("done");
        }
    }

    private String[] arguments(String what) {
        return new String[] {what, pool.name(), String.valueOf(counter.offset()), String.valueOf(users++)};
    }

    private ChildJvm child(String what) {
        return ChildJvm.start(Child.class, arguments(what));
    }

    /// Waits until the others count on after a death.
    ///
    /// @return how long that took, in milliseconds
    private double progress() {
        long begin = System.nanoTime();
        long before = counter.counted();
        eventually("the survivors go on", PATIENCE, () -> counter.counted() > before + 20);
        return (System.nanoTime() - begin) / 1e6;
    }

    @Test
    void processesThatAreKilledAtRandomLeaveTheOthersAtWork() throws Throwable {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int kills = 160 * SOAK;
        double[] millis = new double[kills];
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                children.add(child("count"));
            }
            for (ChildJvm child : children) {
                child.expectLine("ready");
            }
            for (int i = 0; i < kills; i++) {
                int victim = random.nextInt(children.size());
                children.get(victim).kill();
                deaths++;
                millis[i] = progress();
                if (i % 3 == 0) {
                    pool.recoverDead();
                }
                children.set(victim, child("count"));
                if (random.nextBoolean()) {
                    children.get(victim).expectLine("ready");
                }
            }
            counter.stop();
            for (ChildJvm child : children) {
                assertEquals(0, child.waitFor(), child.output());
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        pool.recoverDead();
        counter.verify(deaths);
        Arrays.sort(millis);
        System.out.printf("%d kills, %d counts; to the survivors' next twenty: median %.1f ms, maximum %.1f ms%n", kills, counter.counted(),
                millis[kills / 2], millis[kills - 1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock.announced", "lock.flagged", "lock.woken", "lock.acquired", "lock.taken-over", "unlock.released",
            "unlock.woken"})
    void aProcessThatIsKilledAtAPointLeavesTheOthersAtWork(String point) throws Throwable {
        List<Background<Void>> survivors = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int user = users++;
            survivors.add(Background.start(pool, () -> {
                counter.countUntilStopped(user);
                return null;
            }));
        }
        for (int nth : new int[] {1, 7}) {
            try (ChildJvm victim = ChildJvm.startDyingAt(point, nth, Child.class, arguments("count"))) {
                assertEquals(137, victim.waitFor(), victim.output());
                deaths++;
                progress();
            }
        }
        counter.stop();
        for (Background<Void> survivor : survivors) {
            survivor.result();
        }
        pool.recoverDead();
        counter.verify(deaths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock.create.claimed", "lock.create.formatted", "lock.create.named", "lock.destroy.held",
            "lock.destroy.unnamed",
            "name.written"})
    void aProcessThatIsKilledWhileItMakesOrDestroysAMutexLeavesNothingBehind(String point) throws Throwable {
        try (ChildJvm victim = ChildJvm.startDyingAt(point, 3, Child.class, arguments("make"))) {
            assertEquals(137, victim.waitFor(), victim.output());
        }
        pool.recoverDead();
        Mutex.find(pool, "made").ifPresent(mutex -> {
            assertTrue(mutex.lockUninterruptibly().taken());
            mutex.unlock();
            mutex.destroy();
        });
        Mutex.create(pool, "made", LockKind.NORMAL).destroy();
        assertEquals(List.of(), LockTableVerifier.verify(pool));
        assertEquals(1, new LockInspector(pool).locks().size(), "only the counter's is left");
    }

    @Test
    void aWaiterIsReleasedWhenTheOwnersProcessIsKilled() throws Throwable {
        double[] millis = new double[3];
        for (int i = 0; i < millis.length; i++) {
            try (ChildJvm owner = child("hold")) {
                owner.expectLine("holding");
                Background<Acquisition> waiter = Background.start(pool, counter.mutex()::lock).waiting();
                long begin = System.nanoTime();
                owner.kill();
                assertEquals(Acquisition.OWNER_DIED, waiter.result());
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        System.out.println("from SIGKILL to the successor, ms: " + Arrays.toString(millis));
        pool.recoverDead();
    }

    @Test
    void aStoppedOwnerIsAliveAndADeadlineStillEndsTheWait() throws Throwable {
        try (ChildJvm owner = child("hold")) {
            owner.expectLine("holding");
            owner.signal(SIGSTOP);
            assertEquals(Acquisition.TIMED_OUT, counter.mutex().tryLock(Duration.ofMillis(250)));
            assertEquals(LockReport.Condition.HELD, new LockInspector(pool).lock(counter.mutex().descriptor().offset()).condition());
            Background<Acquisition> waiter = Background.start(pool, counter.mutex()::lock).waiting();
            counter.stop();
            assertFalse(waiter.thread().join(Duration.ofMillis(150)), "it is not taken over");
            owner.signal(SIGCONT);
            assertEquals(Acquisition.ACQUIRED, waiter.ended());
            assertEquals(0, owner.waitFor(), owner.output());
        }
        assertEquals(Acquisition.OWNER_DIED, counter.mutex().lock());
        counter.mutex().unlock();
    }

    @Test
    void anInterruptEndsAWaitForAnotherProcess() throws Throwable {
        try (ChildJvm owner = child("hold")) {
            owner.expectLine("holding");
            Background<Acquisition> waiter = Background.start(pool, counter.mutex()::lock).waiting();
            long begin = System.nanoTime();
            waiter.thread().interrupt();
            assertThrows(InterruptedException.class, waiter::result);
            System.out.printf("from the interrupt to the end of the wait: %.1f ms%n", (System.nanoTime() - begin) / 1e6);
            counter.stop();
            assertEquals(0, owner.waitFor(), owner.output());
        }
    }

    /// A sleep that ends for nothing is what costs processor time.
    @Test
    void sixtyFourWaitersSleepOnWhileTheWatcherLooksAfterThem() throws Throwable {
        AtomicInteger sleepsOver = new AtomicInteger();
        try (ChildJvm owner = child("hold")) {
            owner.expectLine("holding");
            Points.listen(point -> sleepsOver.addAndGet(point == SyncPoint.LOCK_WOKEN ? 1 : 0));
            List<Background<Acquisition>> waiters = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                waiters.add(Background.start(pool, i % 2 == 0 ? "platform" : "virtual", () -> {
                    Acquisition outcome = counter.mutex().lock();
                    counter.mutex().unlock();
                    return outcome;
                }).waiting());
            }
            eventually("each has outlived its first, short sleep", () -> sleepsOver.get() >= waiters.size());
            Looks looks = new Looks();
            Watcher.add(looks);
            eventually("the watcher has looked many times", () -> looks.count.get() > 20);
            Watcher.remove(looks);
            assertEquals(waiters.size(), sleepsOver.get(), "somebody was woken for nothing");
            counter.stop();
            for (Background<Acquisition> waiter : waiters) {
                assertEquals(Acquisition.ACQUIRED, waiter.result());
            }
            assertEquals(0, owner.waitFor(), owner.output());
        } finally {
            Points.listen(null);
        }
    }

    /// Counts how often the watcher looks.
    private static final class Looks implements Watcher.Watched {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public boolean isOverdue(Look look) {
            count.incrementAndGet();
            return false;
        }

        @Override
        public boolean isIn(Pool somePool) {
            return false;
        }

        @Override
        public void rouse() {
            throw new AssertionError("nothing is overdue");
        }
    }
}
