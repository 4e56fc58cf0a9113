package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Threads of three processes fight for a mutex and are held up at the steps of the protocol at random. No watcher and no short sleep
/// helps: a single wake-up that is lost makes the test fail. All meet now and then, since in a crowd somebody else's next unlock would
/// make up for it.
@Timeout(120)
@ExtendWith({NothingLeft.class, WakeUpsAlone.class})
class LostWakeUpTest {

    private static final int THREADS = 5;
    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final Duration TIME = Duration.ofMillis(1_500L * SOAK);

    private SimulatedProcesses processes;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger lastRound = new AtomicInteger(Integer.MAX_VALUE);

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(1 << 20);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private interface Round {
        void run(Mutex mutex, Random random) throws InterruptedException;
    }

    /// @return how many rounds there were
    private int fight(Round round) throws Throwable {
        Mutex.create(processes.start(), "m", LockKind.NORMAL);
        long end = System.nanoTime() + TIME.toNanos();
        List<Background<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Pool process = i < 3 ? processes.start() : processes.alive().get(1 + i % 3);
            Mutex mutex = Mutex.find(process, "m").orElseThrow();
            Random random = new Random(i);
            all.add(Background.start(process, i % 3 == 0 ? "virtual" : "platform", () -> rounds(round, mutex, random, end)));
        }
        interruptNowAndThen(all, end);
        int rounds = 0;
        for (Background<Integer> one : all) {
            rounds = one.result();
        }
        Pool last = processes.alive().getFirst();
        assertEquals(List.of(), LockVerifier.verify(last, Mutex.find(last, "m").orElseThrow().descriptor().offset()));
        return rounds;
    }

    private int rounds(Round round, Mutex mutex, Random random, long end) throws InterruptedException {
        int rounds = 0;
        while (meet(rounds, System.nanoTime() > end)) {
            for (int i = random.nextInt(150); i >= 0; i--) {
                round.run(mutex, random);
            }
            rounds++;
        }
        return rounds;
    }

    /// Waits until all have arrived for a round.
    ///
    /// @param late whether there should be none after it
    /// @return false if there is no such round any more: all agree on that, having met for the one before
    private boolean meet(int round, boolean late) {
        if (round >= lastRound.get()) {
            return false;
        }
        if (late) {
            lastRound.accumulateAndGet(round + 1, Math::min);
        }
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        arrived.incrementAndGet();
        while (arrived.get() < (round + 1) * THREADS) {
            assertTrue(System.nanoTime() < patience, "somebody sleeps whom nobody wakes");
            Thread.yield();
        }
        return true;
    }

    private static void interruptNowAndThen(List<Background<Integer>> all, long end) {
        while (System.nanoTime() < end - TimeUnit.MILLISECONDS.toNanos(50)) {
            LockSupport.parkNanos(300_000);
            all.get(ThreadLocalRandom.current().nextInt(all.size())).thread().interrupt();
        }
    }

    private static boolean inside(Mutex mutex, int pause) {
        for (int i = 0; i < pause; i++) {
            Thread.onSpinWait();
        }
        mutex.unlock();
        return true;
    }

    @Test
    void everySleeperIsWokenWhileOthersTryGiveUpAndAreInterrupted() throws Throwable {
        int rounds = fight((mutex, random) -> {
            try {
                boolean taken = switch (random.nextInt(4)) {
                    case 0 -> mutex.tryLock().taken();
                    case 1 -> mutex.tryLock(Duration.ofNanos(random.nextInt(2_000_000))).taken();
                    default -> mutex.lock().taken();
                };
                if (taken) {
                    inside(mutex, random.nextInt(10) == 0 ? 3_000 : 10);
                }
            } catch (InterruptedException e) {
                // It goes on with the next round.
            }
        });
        System.out.println(rounds + " rounds");
    }

    @Test
    void everySleeperIsWokenThatCannotLeave() throws Throwable {
        int rounds = fight((mutex, random) -> {
            assertEquals(Acquisition.ACQUIRED, mutex.lockUninterruptibly());
            inside(mutex, random.nextInt(10) == 0 ? 3_000 : 10);
        });
        System.out.println(rounds + " rounds");
    }

    @Test
    void aWakeUpThatReachesSomebodyWhoLeavesIsPassedOn() throws Throwable {
        Pool first = processes.start();
        Mutex mutex = Mutex.create(first, "m", LockKind.NORMAL);
        mutex.lock();
        Background<Acquisition> leaving = asleep(mutex);
        Background<Acquisition> staying = asleep(mutex);
        Points.listen(point -> {
            if (point == SyncPoint.LOCK_WOKEN && Thread.currentThread() == leaving.thread()) {
                leaving.thread().interrupt();
            }
        });
        mutex.unlock();
        assertThrows(InterruptedException.class, leaving::result);
        assertEquals(Acquisition.ACQUIRED, staying.result());
    }

    private Background<Acquisition> asleep(Mutex mutex) {
        Pool process = processes.start();
        Mutex theirs = Mutex.find(process, "m").orElseThrow();
        Background<Acquisition> sleeper = Background.start(process, () -> {
            Acquisition outcome = theirs.lock();
            theirs.unlock();
            return outcome;
        }).waiting();
        eventuallyAsleep(process, sleeper, TimeUnit.MILLISECONDS.toNanos(5));
        return sleeper;
    }

    private static void eventuallyAsleep(Pool process, Background<?> sleeper, long nanos) {
        eventually("it has been asleep for a while",
                () -> System.nanoTime() - process.actors().get(sleeper.actor().index()).waitSince() > nanos);
    }

    /// Another process sleeps; the one that gives the mutex back to it dies after it has freed the word.
    private Background<Acquisition> leftAsleep(long nanosAsleep) throws Throwable {
        Points.listen(null);
        Pool victim = processes.start();
        Pool other = processes.start();
        Mutex mutex = Mutex.create(victim, "m", LockKind.NORMAL);
        mutex.lock();
        Mutex theirs = Mutex.find(other, "m").orElseThrow();
        Background<Acquisition> sleeper = Background.start(other, () -> {
            Acquisition outcome = theirs.lock();
            theirs.unlock();
            return outcome;
        }).waiting();
        eventuallyAsleep(other, sleeper, nanosAsleep);
        assertThrows(Stop.class, () -> stoppedAtRelease(mutex));
        processes.kill(victim);
        return sleeper;
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static void stoppedAtRelease(Mutex mutex) {
        Points.listen(point -> {
            if (point == SyncPoint.UNLOCK_RELEASED) {
                throw new Stop();
            }
        });
        try {
            mutex.unlock();
        } finally {
            Points.listen(null);
        }
    }

    @Test
    void aWakeUpThatIsLostLeavesASleeperThatReliesOnItAsleep() throws Throwable {
        Background<Acquisition> sleeper = leftAsleep(0);
        assertFalse(sleeper.thread().join(Duration.ofMillis(200)), "so this test would notice");
        sleeper.thread().interrupt();
        assertThrows(InterruptedException.class, sleeper::result);
    }

    @Test
    void theWatcherWakesASleeperWhoseWakeUpIsLost() throws Throwable {
        WordWait.relyOnWakeUps(false);
        assertEquals(Acquisition.ACQUIRED, leftAsleep(TimeUnit.MILLISECONDS.toNanos(10)).result());
    }
}
