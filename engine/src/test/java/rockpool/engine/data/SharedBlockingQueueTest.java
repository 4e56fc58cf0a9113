package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.HeapAccess;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.SyncPoint;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class SharedBlockingQueueTest {

    private static final int FULL = 3;

    private Pool pool;
    private SharedBlockingQueue<Integer> queue;

    @BeforeEach
    void createQueue() {
        pool = Pool.create(TestNames.unique(), 4 << 20);
        queue = SharedBlockingQueue.create(pool, "queue", FULL);
    }

    @AfterEach
    void closePool() {
        assertEquals(List.of(), HeapVerifier.verify(pool));
        assertEquals(List.of(), PoolVerifier.verify(pool));
        pool.close();
    }

    private <T> Waiting<T> waiting(Callable<T> body) {
        return new Waiting<>(pool, body).untilItWaits();
    }

    @Test
    void whoTakesWaitsForAnElement() throws Exception {
        Waiting<Integer> taker = waiting(queue::take);
        queue.put(7);
        assertEquals(7, taker.get());
        assertTrue(queue.isEmpty());
    }

    @Test
    void whoPutsWaitsForRoom() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        assertFalse(queue.offer(4));
        assertThrows(IllegalStateException.class, () -> queue.add(4));
        assertEquals(0, queue.remainingCapacity());
        Waiting<Boolean> putter = waiting(() -> {
            queue.put(4);
            return true;
        });
        assertEquals(1, queue.poll());
        assertTrue(putter.get());
        assertEquals(List.of(2, 3, 4), List.copyOf(queue));
    }

    @Test
    void allWhoWaitHaveTheirTurn() throws Exception {
        List<Waiting<Integer>> takers = IntStream.range(0, 4).mapToObj(i -> waiting(queue::take)).toList();
        for (int i = 0; i < 4; i++) {
            queue.put(i);
        }
        List<Integer> taken = new ArrayList<>();
        for (Waiting<Integer> taker : takers) {
            taken.add(taker.get());
        }
        assertEquals(List.of(0, 1, 2, 3), taken.stream().sorted().toList());
    }

    @Test
    void drainingMakesRoomForAllWhoWaitForIt() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        List<Waiting<Boolean>> putters = IntStream.range(4, 7).mapToObj(i -> waiting(() -> {
            queue.put(i);
            return true;
        })).toList();
        List<Integer> drained = new ArrayList<>();
        assertEquals(2, queue.drainTo(drained, 2));
        assertEquals(List.of(1, 2), drained);
        eventually("two have put", () -> queue.size() == FULL);
        queue.clear();
        for (Waiting<Boolean> putter : putters) {
            assertTrue(putter.get());
        }
        assertThrows(IllegalArgumentException.class, () -> queue.drainTo(queue));
    }

    @Test
    void anElementTakenFromTheMiddleMakesRoom() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        Waiting<Boolean> putter = waiting(() -> queue.offer(4, 20, TimeUnit.SECONDS));
        assertTrue(queue.remove((Object) 2));
        assertTrue(putter.get());
        Iterator<Integer> all = queue.iterator();
        all.next();
        all.remove();
        assertFalse(queue.remove((Object) 1));
        assertEquals(List.of(3, 4), List.copyOf(queue));
    }

    @Test
    void aTimeEndsAWait() throws Exception {
        assertNull(queue.poll(1, TimeUnit.MILLISECONDS));
        assertNull(queue.poll(0, TimeUnit.SECONDS));
        assertNull(queue.poll(-1, TimeUnit.DAYS));
        assertNull(queue.poll());
        queue.addAll(List.of(1, 2, 3));
        assertFalse(queue.offer(4, 1, TimeUnit.MILLISECONDS));
        assertEquals(1, queue.poll(1, TimeUnit.DAYS));
        assertTrue(queue.offer(4, Long.MAX_VALUE, TimeUnit.DAYS));
        assertEquals(List.of(2, 3, 4), List.copyOf(queue));
    }

    @Test
    void anInterruptEndsAWaitAndMovesNothing() throws Exception {
        Waiting<Integer> taker = waiting(queue::take);
        taker.thread().interrupt();
        assertThrows(InterruptedException.class, taker::get);
        queue.addAll(List.of(1, 2, 3));
        Waiting<Boolean> putter = waiting(() -> queue.offer(4, 20, TimeUnit.SECONDS));
        putter.thread().interrupt();
        assertThrows(InterruptedException.class, putter::get);
        assertEquals(List.of(1, 2, 3), List.copyOf(queue));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, queue::take);
        assertFalse(Thread.interrupted());
        assertEquals(FULL, queue.size());
    }

    @Test
    void whatCannotBeAnElementIsRefused() {
        assertThrows(NullPointerException.class, () -> queue.offer(null));
        SharedBlockingQueue<Object> anything = SharedBlockingQueue.create(pool, 1);
        assertThrows(IllegalArgumentException.class, () -> anything.put(new Thread()));
        assertTrue(anything.isEmpty());
        assertThrows(IllegalArgumentException.class, () -> SharedBlockingQueue.create(pool, 0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SharedBlockingQueue.create(pool, "queue", 1)).getMessage()
            .contains("queue"));
    }

    @Test
    void itIsFoundAndTravelsWithItsLocks() throws Exception {
        SharedBlockingQueue<Integer> found = SharedBlockingQueue.find(pool, "queue", Integer.class).orElseThrow();
        assertEquals(queue, found);
        assertEquals(queue, Descriptors.resolve(queue.descriptor()));
        assertEquals(FULL, found.capacity());
        SharedQueue<SharedBlockingQueue<Integer>> queues = SharedQueue.create(pool);
        queues.push(queue);
        Waiting<Integer> taker = waiting(queues.pop()::take);
        found.put(1);
        assertEquals(1, taker.get());
        assertEquals("SharedBlockingQueue(queue, 0 of 3 elements)", queue.toString());
    }

    record Limits(Mutex mutex, int most) {}

    interface LimitsView {
        int most();

        void most(int value);
    }

    @Test
    void theHeaderIsReadAndChangedWhileSomebodyWaits() throws Exception {
        assertNull(queue.header(Limits.class));
        SharedBlockingQueue<Integer> limited = SharedBlockingQueue.create(pool, null, 1, new Limits(Mutex.create(pool), 10));
        Waiting<Integer> taker = waiting(limited::take);
        limited.header(LimitsView.class).most(20);
        assertEquals(20, (int) limited.withHeader(LimitsView.class, LimitsView::most));
        limited.setHeader(new Limits(Mutex.create(pool), 30));
        limited.put(1);
        assertEquals(1, taker.get());
        assertEquals(30, limited.header(Limits.class).most());
    }

    @Test
    void destroyingItEndsAllWaits() {
        Waiting<Integer> taker = waiting(queue::take);
        queue.destroy();
        assertThrows(IllegalStateException.class, taker::get);
        assertThrows(IllegalStateException.class, () -> queue.offer(1));
        assertTrue(SharedBlockingQueue.find(pool, "queue").isEmpty());
    }

    @Test
    void itIsNotUsedInsideAModifyOfItsHeap() {
        SharedBlockingQueue<SharedQueueTest.Job> jobs = SharedBlockingQueue.create(pool, 1);
        jobs.add(new SharedQueueTest.Job("a", 1));
        AtomicReference<Throwable> seen = new AtomicReference<>();
        HeapAccess.at(pool, jobs.descriptor().offset(), jobs.descriptor().incarnation()).modify(m -> {
            seen.set(assertThrows(IllegalStateException.class, () -> jobs.offer(new SharedQueueTest.Job("b", 2))));
            return null;
        });
        assertTrue(seen.get().getMessage().contains("modify"));
        assertEquals(1, jobs.size());
    }

    @Test
    void whoIsWokenAndHasNoMemoryForItsElementWakesAnother() throws Exception {
        SharedBlockingQueue<String> texts = SharedBlockingQueue.create(pool, "texts", 1);
        texts.put("one");
        Waiting<Boolean> large = waiting(() -> {
            texts.put("x".repeat(5 << 20));
            return true;
        });
        Waiting<Boolean> small = waiting(() -> {
            texts.put("two");
            return true;
        });
        assertEquals("one", texts.take());
        assertThrows(OutOfPoolMemoryException.class, large::get);
        assertTrue(small.get());
        assertEquals("two", texts.take());
    }

    @Test
    void anInterruptThatComesWhenAnElementHasMovedIsKept() throws Exception {
        queue.put(6);
        assertEquals(6, queue.take());
        assertNull(queue.poll(1, TimeUnit.MILLISECONDS));
        CountDownLatch leave = new CountDownLatch(1);
        Thread self = Thread.currentThread();
        AtomicInteger unlocked = new AtomicInteger();
        AtomicReference<Waiting<Boolean>> holder = new AtomicReference<>();
        Points.listen(point -> {
            // The second change of the heap is that which moves the element, as somebody may wait for one.
            if (point == SyncPoint.UNLOCK_RELEASED && Thread.currentThread() == self && unlocked.incrementAndGet() == 2) {
                holder.set(holding(HeapAccess.at(pool, queue.descriptor().offset(), queue.descriptor().incarnation()), leave));
                self.interrupt();
            }
        });
        try {
            queue.put(7);
        } finally {
            Points.listen(null);
            leave.countDown();
        }
        assertTrue(Thread.interrupted());
        assertTrue(holder.get().get());
        assertEquals(7, queue.take());
        assertTrue(queue.isEmpty());
    }

    /// Somebody who has the lock of a heap until told to leave.
    private Waiting<Boolean> holding(Heap heap, CountDownLatch leave) {
        CountDownLatch inside = new CountDownLatch(1);
        Waiting<Boolean> holder = new Waiting<>(pool, () -> heap.modify(mutator -> {
            inside.countDown();
            return isDown(leave);
        }));
        assertTrue(isDown(inside));
        return holder;
    }

    private static boolean isDown(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyThreadsMoveEachElementOnce() throws Exception {
        int count = 3000;
        List<Waiting<List<Integer>>> takers = IntStream.range(0, 3).mapToObj(i -> new Waiting<>(pool, () -> {
            List<Integer> taken = new ArrayList<>();
            for (Integer element = queue.take(); element >= 0; element = queue.take()) {
                taken.add(element);
            }
            return taken;
        })).toList();
        List<CompletableFuture<Void>> putters = IntStream.range(0, 3).mapToObj(putter -> CompletableFuture.runAsync(() -> {
            for (int i = 0; i < count; i++) {
                putIn(queue, putter * count + i);
            }
        })).toList();
        putters.forEach(CompletableFuture::join);
        for (int i = 0; i < takers.size(); i++) {
            queue.put(-1);
        }
        List<Integer> all = new ArrayList<>();
        for (Waiting<List<Integer>> taker : takers) {
            all.addAll(taker.get());
        }
        assertEquals(IntStream.range(0, 3 * count).boxed().toList(), all.stream().sorted().toList());
    }

    private static void putIn(SharedBlockingQueue<Integer> queue, int element) {
        try {
            queue.put(element);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
