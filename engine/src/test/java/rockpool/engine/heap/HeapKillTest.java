package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Real processes that change one heap are killed with SIGKILL, at named points and at any moment. The others go on, and see no half
/// change.
@ExtendWith(NothingLeft.class)
class HeapKillTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int STANDING_BY = 2;
    private static final long MIB = 1 << 20;

    @Test
    void processesKilledAtEachPointLeaveAHeapThatTheOthersGoOnWith() {
        HeapPoint[] points = HeapPoint.values();
        long seed = seed();
        Random random = new Random(seed);
        int kills = points.length * 6 * SOAK;
        int killed = killAll(kills, (pool, heap) -> i -> {
            HeapPoint point = points[i % points.length];
            return ChildJvm.startDyingAt(point.title(), 1 + random.nextInt(point == HeapPoint.ALLOC_CLAIMED ? 300 : 12), Changing.class,
                    pool.name(), "" + heap.offset(), "" + heap.incarnation(), "" + random.nextLong());
        }, (child, i) -> {
            if (points[i % points.length] == HeapPoint.HEAP_RECOVERING) {
                child.kill();
            }
            assertEquals(137, child.waitFor(), child.output());
        });
        assertEquals(kills, killed);
    }

    @Test
    void processesKilledAtAnyMomentLeaveAHeapThatTheOthersGoOnWith() {
        Random random = new Random(seed());
        int kills = 150 * SOAK;
        int killed = killAll(kills, (pool, heap) -> i -> ChildJvm.start(Changing.class, pool.name(), "" + heap.offset(),
                "" + heap.incarnation(), "" + random.nextLong()), (child, i) -> {
            child.expectLine("changing");
            long end = System.nanoTime() + random.nextInt(20_000_000);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            child.kill();
        });
        assertEquals(kills, killed);
    }

    private static long seed() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        return seed;
    }

    private interface Starter {
        IntFunction<ChildJvm> in(Pool pool, Heap heap);
    }

    private interface Killer {
        void kill(ChildJvm child, int number);
    }

    /// Starts processes, two at a time, ends each, and looks at the heap after each, while a thread reads it all the time.
    ///
    /// @return how many were killed
    private static int killAll(int count, Starter starter, Killer killer) {
        ArrayDeque<ChildJvm> children = new ArrayDeque<>();
        try (Pool pool = Pool.create(TestNames.unique(), 64 * MIB)) {
            Heap heap = Heap.create(pool);
            Ledger ledger = new Ledger(heap);
            ledger.replace(3, 0);
            IntFunction<ChildJvm> start = starter.in(pool, heap);
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread reader = Thread.ofPlatform().start(() -> readUntilInterrupted(ledger, seen));
            int started = 0;
            for (int i = 0; i < count; i++) {
                while (started < count && children.size() < STANDING_BY) {
                    children.add(start.apply(started++));
                }
                killer.kill(children.remove(), i);
                lookAfterADeath(pool, heap, ledger, i);
            }
            reader.interrupt();
            reader.join();
            if (seen.get() != null) {
                throw new AssertionError("a reader saw", seen.get());
            }
            assertEquals(1, HeapImage.all(pool).size(), "the heaps that the dead had for themselves are gone");
            heap.gc();
            GraphHeap.verify(pool);
            assertTrue(pool.units().free() >= pool.units().count() - 4, "free=" + pool.units().free());
            return count;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    private static void readUntilInterrupted(Ledger ledger, AtomicReference<Throwable> seen) {
        try {
            while (!Thread.interrupted()) {
                ledger.read();
                ledger.readPinned();
            }
        } catch (Throwable e) {
            seen.set(e);
        }
    }

    /// The survivors change the heap, and what it was is still whole.
    private static void lookAfterADeath(Pool pool, Heap heap, Ledger ledger, int number) {
        pool.recoverDead();
        ledger.read();
        ledger.overwrite(number);
        ledger.replace(3, number);
        ledger.read();
        Writer writer = heap.lock();
        try {
            assertTrue(heap.stats().blocks() > 0);
        } finally {
            writer.close();
        }
    }

    /// Changes a heap until it is killed.
    static final class Changing {
        public static void main(String[] args) {
            Pool pool = Pool.attach(args[0]);
            Ledger ledger = new Ledger(Heaps.at(pool, Long.parseLong(args[1]), Long.parseLong(args[2])));
            Random random = new Random(Long.parseLong(args[3]));
            System.out.println("changing");
            while (true) {
                ledger.operate(random);
            }
        }
    }
}
