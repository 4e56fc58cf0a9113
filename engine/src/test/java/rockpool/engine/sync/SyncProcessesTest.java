package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that meet at conditions, semaphores, read-write locks and barriers, and are killed.
///
/// `-Drockpool.soak=10` kills ten times as many.
@Timeout(900)
@ExtendWith(NothingLeft.class)
class SyncProcessesTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int CHILDREN = 5;
    private static final int KILLS = 100 * SOAK;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What all share. Words from `offset` on: tokens, consumed, first, second (equal while nobody writes), inside (of the semaphore),
    /// stop.
    private record Place(Pool pool, long at) {

        private static final int TOKENS = 0;
        private static final int CONSUMED = 8;
        private static final int FIRST = 16;
        private static final int SECOND = 24;
        private static final int READ = 32;
        private static final int UNITS = 40;
        private static final int STOP = 48;

        long get(int field) {
            return Memory.getLongVolatile(at + field);
        }

        void set(int field, long value) {
            Memory.putLongVolatile(at + field, value);
        }

        void count(int field) {
            Memory.getAndAddLong(at + field, 1);
        }

        Mutex mutex() {
            return Mutex.find(pool, "m").orElseThrow();
        }

        Condition condition(String name) {
            return Condition.find(pool, name).orElseThrow();
        }

        /// Puts a token as soon as there is none, until told to stop. Who takes one says so by one signal.
        void produce() throws InterruptedException {
            Mutex mutex = mutex();
            Condition taken = condition("taken");
            Condition put = condition("put");
            while (get(STOP) == 0) {
                boolean died = mutex.lock() == Acquisition.OWNER_DIED;
                while (!died && get(TOKENS) > 0 && get(STOP) == 0) {
                    died = taken.await(mutex).ownerDied();
                }
                set(TOKENS, 1);
                repairOrSignal(died, put);
                mutex.unlock();
            }
        }

        void consume() throws InterruptedException {
            Mutex mutex = mutex();
            Condition taken = condition("taken");
            Condition put = condition("put");
            boolean died = mutex.lock() == Acquisition.OWNER_DIED;
            try {
                while (get(TOKENS) == 0 && get(STOP) == 0) {
                    repair(died);
                    died = put.await(mutex).ownerDied();
                }
                set(TOKENS, 0);
                count(CONSUMED);
                repairOrSignal(died, taken);
            } finally {
                mutex.unlock();
            }
        }

        private void repairOrSignal(boolean died, Condition whom) {
            if (!died) {
                whom.signal();
            }
            repair(died);
        }

        private void repair(boolean died) {
            if (died) {
                condition("taken").broadcast();
                condition("put").broadcast();
            }
        }

        void readOrWrite() throws InterruptedException {
            ReadWriteLock lock = ReadWriteLock.find(pool, "l").orElseThrow();
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
                boolean died = lock.lockWrite() == Acquisition.OWNER_DIED;
                require(died || get(FIRST) == get(SECOND), "half written, and nobody died");
                set(FIRST, get(FIRST) + 1);
                LockSupport.parkNanos(20_000);
                set(SECOND, get(FIRST));
                lock.unlockWrite();
            } else {
                boolean died = lock.lockRead() == Acquisition.OWNER_DIED;
                long first = get(FIRST);
                LockSupport.parkNanos(20_000);
                require(died || first == get(SECOND) && first == get(FIRST), "read while somebody wrote");
                lock.unlockRead();
                count(READ);
            }
        }

        void useUnit() throws InterruptedException {
            Semaphore semaphore = Semaphore.find(pool, "s").orElseThrow();
            semaphore.acquire();
            LockSupport.parkNanos(20_000);
            semaphore.post();
            count(UNITS);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise);
            }
        }
    }

    /// What a child runs.
    static final class Child {

        public static void main(String[] args) throws InterruptedException {
            Pool pool = Pool.attach(args[0]);
            Place place = new Place(pool, pool.position() + Long.parseLong(args[1]));
            Barrier barrier = Barrier.find(pool, "b").orElseThrow();
            System.out.println("ready");
            while (place.get(Place.STOP) == 0) {
                for (int i = 0; i < 10; i++) {
                    place.consume();
                    place.readOrWrite();
                    place.useUnit();
                }
                while (place.get(Place.STOP) == 0 && !barrier.tryAwait(Duration.ofSeconds(5))) {
                    Thread.onSpinWait();
                }
            }
            System.out.println("done");
        }
    }

    private Pool pool;
    private Place place;
    private long offset;

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
        offset = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        Memory.clear(pool.position() + offset, 64);
        place = new Place(pool, pool.position() + offset);
        Mutex.create(pool, "m", LockKind.NORMAL);
        Condition.create(pool, "taken");
        Condition.create(pool, "put");
        ReadWriteLock.create(pool, "l");
        Semaphore.createProtected(pool, "s", 2);
        Barrier.create(pool, "b", CHILDREN);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private ChildJvm child() {
        return ChildJvm.start(Child.class, pool.name(), String.valueOf(offset));
    }

    private long[] progress() {
        return new long[] {place.get(Place.CONSUMED), place.get(Place.FIRST), place.get(Place.READ), place.get(Place.UNITS)};
    }

    private boolean allAdvancedSince(long[] before) {
        long[] now = progress();
        boolean all = true;
        for (int i = 0; i < now.length; i++) {
            all &= now[i] > before[i];
        }
        return all;
    }

    @Test
    void processesThatAreKilledAtRandomLeaveNobodyWaiting() throws Throwable {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Background<Void> producer = Background.start(pool, () -> {
            place.produce();
            return null;
        });
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < CHILDREN; i++) {
                children.add(child());
            }
            for (int kills = 0; kills < KILLS; kills++) {
                int victim = random.nextInt(CHILDREN);
                children.get(victim).expectLine("ready");
                LockSupport.parkNanos(random.nextInt(3_000_000));
                long[] before = progress();
                children.get(victim).kill();
                eventuallyAdvanced(before, kills);
                children.set(victim, child());
                if (kills % 5 == 0) {
                    pool.recoverDead();
                }
            }
            long generation = Barrier.find(pool, "b").orElseThrow().generation();
            eventually("all meet again", PATIENCE, () -> Barrier.find(pool, "b").orElseThrow().generation() > generation + 1);
            place.set(Place.STOP, 1);
            for (ChildJvm child : children) {
                while (child.process().isAlive()) {
                    place.condition("put").broadcast();
                    place.condition("taken").broadcast();
                    LockSupport.parkNanos(2_000_000);
                }
                assertEquals(0, child.waitFor(), child.output());
            }
        } finally {
            children.forEach(ChildJvm::close);
        }
        place.condition("taken").broadcast();
        producer.result();
        pool.recoverDead();
        assertEquals(2, Semaphore.find(pool, "s").orElseThrow().value());
        assertTrue(ReadWriteLock.find(pool, "l").orElseThrow().tryLockWrite().taken());
        ReadWriteLock.find(pool, "l").orElseThrow().unlockWrite();
        LockTable.recover(pool);
        assertEquals(List.of(), LockTableVerifier.verify(pool));
        System.out.println(KILLS + " kills; taken, written, read, units: " + Arrays.toString(progress()) + ", met "
                + Barrier.find(pool, "b").orElseThrow().generation() + " times");
    }

    /// The others go on, unless all of them wait for the dead one at the barrier: then its successor has them go on.
    private void eventuallyAdvanced(long[] before, int kills) {
        eventually("the others go on after kill " + kills, PATIENCE,
                () -> allAdvancedSince(before) || Barrier.find(pool, "b").orElseThrow().waiting() == CHILDREN - 1);
    }
}
