package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Threads of several processes meet at semaphores, conditions, read-write locks, barriers and latches, and are held up at the steps of the
/// protocols at random. No watcher and no short sleep helps: a single wake-up that is lost makes the test fail.
@Timeout(120)
@ExtendWith({NothingLeft.class, WakeUpsAlone.class})
class SyncLostWakeUpTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);

    private SimulatedProcesses processes;
    private final List<Background<Void>> all = new ArrayList<>();

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(4 << 20);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private void start(Pool process, boolean virtual, Body body) {
        all.add(Background.start(process, virtual ? "virtual" : "platform", () -> {
            body.run();
            return null;
        }));
    }

    private void join() throws Throwable {
        for (Background<Void> one : all) {
            one.result();
        }
    }

    private Pool process() {
        return processes.start();
    }

    /// As many units are posted as are wanted, one by one, by two; five take them, some giving up in between.
    @Test
    void everyUnitThatIsPostedReachesSomebody() throws Throwable {
        int each = 1_500 * SOAK;
        Pool first = process();
        Semaphore.create(first, "s", 0);
        for (int i = 0; i < 5; i++) {
            Pool process = process();
            Semaphore mine = Semaphore.find(process, "s").orElseThrow();
            boolean hasty = i < 2;
            start(process, i % 2 == 1, () -> take(mine, each, hasty));
        }
        AtomicInteger left = new AtomicInteger(5 * each);
        for (int i = 0; i < 2; i++) {
            Pool process = process();
            Semaphore mine = Semaphore.find(process, "s").orElseThrow();
            start(process, false, () -> {
                while (left.getAndDecrement() > 0) {
                    mine.post();
                    pauseNowAndThen();
                }
            });
        }
        join();
        assertEquals(0, Semaphore.find(first, "s").orElseThrow().value());
    }

    private static void take(Semaphore semaphore, int times, boolean hasty) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            if (hasty) {
                while (!semaphore.tryAcquire(Duration.ofNanos(ThreadLocalRandom.current().nextInt(300_000)))) {
                    Thread.onSpinWait();
                }
            } else {
                semaphore.acquire();
            }
        }
    }

    private static void pauseNowAndThen() {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    @Test
    void theUnitsOfAProtectedSemaphoreGoRound() throws Throwable {
        Pool first = process();
        Semaphore.createProtected(first, "s", 2);
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 6; i++) {
            Pool process = process();
            Semaphore mine = Semaphore.find(process, "s").orElseThrow();
            start(process, i % 3 == 1, () -> {
                for (int round = 0; round < 1_000 * SOAK; round++) {
                    mine.acquire();
                    assertTrue(inside.incrementAndGet() <= 2);
                    pauseNowAndThen();
                    inside.decrementAndGet();
                    mine.post();
                }
            });
        }
        join();
        assertEquals(2, Semaphore.find(first, "s").orElseThrow().value());
    }

    /// A bounded queue of one number: each that is put is taken once. Only one is ever signalled, so a signal that goes to nobody stops
    /// all.
    @Test
    void everySignalReachesAWaiter() throws Throwable {
        Pool first = process();
        Mutex.create(first, "m", LockKind.NORMAL);
        Condition.create(first, "full");
        Condition.create(first, "empty");
        AtomicLong slot = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        int rounds = 1_500 * SOAK;
        for (int i = 0; i < 4; i++) {
            Pool process = process();
            Mutex mutex = Mutex.find(process, "m").orElseThrow();
            Condition full = Condition.find(process, "full").orElseThrow();
            Condition empty = Condition.find(process, "empty").orElseThrow();
            boolean putter = i < 2;
            start(process, i % 2 == 1, () -> {
                for (int round = 0; round < rounds; round++) {
                    mutex.lock();
                    while (putter == (slot.get() != 0)) {
                        waitSomehow(putter ? empty : full, mutex);
                    }
                    taken.addAndGet(putter ? 0 : slot.get());
                    slot.set(putter ? 1 : 0);
                    (putter ? full : empty).signal();
                    mutex.unlock();
                }
            });
        }
        join();
        assertEquals(2L * rounds, taken.get());
    }

    private static void waitSomehow(Condition condition, Mutex mutex) throws InterruptedException {
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
            condition.tryAwait(mutex, Duration.ofNanos(ThreadLocalRandom.current().nextInt(200_000)));
        } else {
            condition.await(mutex);
        }
    }

    @Test
    void readersAndWritersGoOn() throws Throwable {
        Pool first = process();
        ReadWriteLock.create(first, "l");
        AtomicInteger readers = new AtomicInteger();
        AtomicInteger writers = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            Pool process = process();
            ReadWriteLock mine = ReadWriteLock.find(process, "l").orElseThrow();
            start(process, i % 2 == 1, () -> {
                for (int round = 0; round < 600 * SOAK; round++) {
                    if (ThreadLocalRandom.current().nextInt(4) == 0) {
                        write(mine, readers, writers);
                    } else {
                        read(mine, readers, writers);
                    }
                }
            });
        }
        join();
        assertEquals(0, ReadWriteLock.find(first, "l").orElseThrow().readers());
    }

    private static void write(ReadWriteLock lock, AtomicInteger readers, AtomicInteger writers) throws InterruptedException {
        if (lock.tryLockWrite(Duration.ofMillis(ThreadLocalRandom.current().nextInt(2) * 10_000)).taken()) {
            assertEquals(1, writers.incrementAndGet());
            assertEquals(0, readers.get());
            pauseNowAndThen();
            writers.decrementAndGet();
            lock.unlockWrite();
        }
    }

    private static void read(ReadWriteLock lock, AtomicInteger readers, AtomicInteger writers) throws InterruptedException {
        lock.lockRead();
        readers.incrementAndGet();
        assertEquals(0, writers.get());
        pauseNowAndThen();
        readers.decrementAndGet();
        lock.unlockRead();
    }

    @Test
    void allMeetAtTheBarrierEachTime() throws Throwable {
        int parties = 4;
        int rounds = 500 * SOAK;
        Pool first = process();
        Barrier.create(first, "b", parties);
        AtomicInteger arrived = new AtomicInteger();
        for (int i = 0; i < parties; i++) {
            Pool process = process();
            Barrier mine = Barrier.find(process, "b").orElseThrow();
            start(process, i % 2 == 1, () -> {
                for (int round = 1; round <= rounds; round++) {
                    arrived.incrementAndGet();
                    if (ThreadLocalRandom.current().nextInt(3) == 0) {
                        while (!mine.tryAwait(Duration.ofNanos(ThreadLocalRandom.current().nextInt(300_000)))) {
                            Thread.onSpinWait();
                        }
                    } else {
                        mine.await();
                    }
                    assertTrue(arrived.get() >= round * parties, "one went on before all had arrived");
                }
            });
        }
        join();
        assertEquals(rounds, Barrier.find(first, "b").orElseThrow().generation());
    }

    @Test
    void anOpenLatchLetsAllThrough() throws Throwable {
        Pool first = process();
        for (int round = 0; round < 150 * SOAK; round++) {
            Latch latch = Latch.create(first, "l" + round, 2);
            for (int i = 0; i < 2; i++) {
                start(first, i == 1, latch::await);
                start(first, false, latch::countDown);
            }
            join();
            all.clear();
            latch.destroy();
        }
    }
}
