package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;
import rockpool.engine.testing.model.ModelRun;
import rockpool.engine.testing.model.Operation;
import rockpool.engine.testing.model.Subject;

/// A blocking queue against a list, under random operations of several processes, of which some are killed; and processes that wait for
/// each other, and are killed.
@ExtendWith(NothingLeft.class)
class BlockingQueueModelTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int VALUES = 1_000_000;
    private static final int CAPACITY = 4;

    static final class QueueSubject implements Subject<SharedBlockingQueue<Integer>, List<Integer>> {

        @Override
        public SharedBlockingQueue<Integer> create(Pool pool, String name) {
            return SharedBlockingQueue.create(pool, name, CAPACITY);
        }

        @Override
        public SharedBlockingQueue<Integer> find(Pool pool, String name) {
            return SharedBlockingQueue.<Integer>find(pool, name).orElseThrow();
        }

        @Override
        public List<Integer> copy(List<Integer> model) {
            return new ArrayList<>(model);
        }

        @Override
        public List<Integer> contents(SharedBlockingQueue<Integer> queue, int key) {
            return new ArrayList<>(queue);
        }

        private static boolean offer(List<Integer> model, int value) {
            return model.size() < CAPACITY && model.add(value);
        }

        private static Integer poll(List<Integer> model) {
            return model.isEmpty() ? null : model.removeFirst();
        }

        @Override
        public List<Operation<SharedBlockingQueue<Integer>, List<Integer>>> operations() {
            return List.of(
                new Operation<>("offer", 4, (queue, a) -> queue.offer(a[0]), (list, a) -> offer(list, a[0]), VALUES),
                new Operation<>("offer soon", 4, (queue, a) -> queue.offer(a[0], 1, TimeUnit.MILLISECONDS), (list, a) -> offer(list, a[0]),
                    VALUES),
                new Operation<>("poll", 3, (queue, a) -> queue.poll(), (list, a) -> poll(list)),
                new Operation<>("poll soon", 3, (queue, a) -> queue.poll(1, TimeUnit.MILLISECONDS), (list, a) -> poll(list)),
                new Operation<>("peek", 1, (queue, a) -> queue.peek(), (list, a) -> list.isEmpty() ? null : list.getFirst()),
                new Operation<>("room", 1, (queue, a) -> queue.remainingCapacity(), (list, a) -> CAPACITY - list.size()));
        }
    }

    @Test
    void processesSeeOneBoundedQueue() {
        ModelRun.of(QueueSubject.class).rounds(40).run();
    }

    @Test
    void simulatedDeadLeaveABoundedQueue() {
        ModelRun.of(QueueSubject.class).simulated().killing().rounds(20).run();
    }

    /// Two put and two take, without a deadline; one after the other is killed and replaced. The others always go on, there are never too
    /// many elements, and to each taker a putter's come in their order.
    @Test
    void processesThatWaitForEachOtherGoOnWhenSomeAreKilled() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        List<ChildJvm> children = new ArrayList<>();
        try (Pool pool = Pool.create(TestNames.unique(), 8 << 20)) {
            SharedBlockingQueue.create(pool, "queue", CAPACITY);
            SharedBlockingQueue<Long> queue = SharedBlockingQueue.<Long>find(pool, "queue").orElseThrow();
            LongArray taken = LongArray.create(pool, "taken", 2);
            IntStream.range(0, 4).forEach(i -> children.add(start(pool, i, i)));
            for (int kill = 0; kill < 5 * SOAK; kill++) {
                awaitProgress(queue, taken);
                int victim = random.nextInt(4);
                children.get(victim).kill();
                children.get(victim).close();
                pool.recoverDead();
                children.set(victim, start(pool, victim, 4 + kill));
            }
            awaitProgress(queue, taken);
            children.forEach(ChildJvm::close);
            pool.recoverDead();
            queue.clear();
            assertTrue(queue.offer(1L));
            assertEquals(List.of(), HeapVerifier.verify(pool));
            assertEquals(List.of(), PoolVerifier.verify(pool));
        } finally {
            children.forEach(ChildJvm::close);
        }
    }

    private static ChildJvm start(Pool pool, int slot, int number) {
        return slot < 2 ? ChildJvm.start(Putting.class, pool.name(), "" + number) : ChildJvm.start(Taking.class, pool.name(), "" + (slot - 2));
    }

    private static void awaitProgress(SharedBlockingQueue<Long> queue, LongArray taken) {
        for (int i = 0; i < 2; i++) {
            int taker = i;
            long before = taken.getVolatile(taker);
            eventually("taker " + taker + " goes on", () -> {
                assertTrue(queue.size() <= CAPACITY);
                return taken.getVolatile(taker) > before + 20;
            });
        }
    }

    /// Puts its number and a count.
    static final class Putting {
        public static void main(String[] args) throws InterruptedException {
            SharedBlockingQueue<Long> queue = SharedBlockingQueue.<Long>find(Pool.attach(args[0]), "queue").orElseThrow();
            long number = Long.parseLong(args[1]) << 32;
            while (true) {
                queue.put(number++);
            }
        }
    }

    /// Takes, and counts. It ends if an element comes too late.
    static final class Taking {
        public static void main(String[] args) throws InterruptedException {
            Pool pool = Pool.attach(args[0]);
            SharedBlockingQueue<Long> queue = SharedBlockingQueue.<Long>find(pool, "queue").orElseThrow();
            LongArray taken = LongArray.find(pool, "taken").orElseThrow();
            int slot = Integer.parseInt(args[1]);
            Map<Long, Long> last = new HashMap<>();
            while (true) {
                long element = queue.take();
                if (last.merge(element >> 32, element, Math::max) != element) {
                    throw new AssertionError("element " + element + " after " + last.get(element >> 32));
                }
                taken.setVolatile(slot, taken.getVolatile(slot) + 1);
            }
        }
    }
}
