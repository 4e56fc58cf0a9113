package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.heap.StructView;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class SharedQueueTest {

    record Job(String file, int page) {}

    interface JobView {
        String file();

        int page();

        void page(int page);
    }

    record Limits(Mutex mutex, int most) {}

    interface LimitsView {
        Mutex mutex();

        int most();

        void most(int most);
    }

    private Pool pool;
    private SharedQueue<Job> jobs;

    @BeforeEach
    void createPool() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
        jobs = SharedQueue.create(pool, "jobs");
    }

    @AfterEach
    void closePool() {
        assertEquals(List.of(), HeapVerifier.verify(pool));
        pool.close();
    }

    private void pushThree() {
        jobs.push(new Job("a", 1));
        jobs.push(new Job("b", 2));
        jobs.push(new Job("c", 3));
    }

    private static SharedQueue<Integer> numbers(Pool pool, int count) {
        SharedQueue<Integer> numbers = SharedQueue.create(pool);
        IntStream.range(0, count).forEach(numbers::push);
        return numbers;
    }

    private static List<Integer> seen(SharedQueue<Integer> queue) {
        return queue.fold(new ArrayList<>(), (list, element) -> {
            list.add(element);
            return list;
        });
    }

    @Test
    void elementsLeaveInTheOrderInWhichTheyCame() {
        pushThree();
        assertEquals(3, jobs.length());
        assertFalse(jobs.isEmpty());
        assertEquals(new Job("a", 1), jobs.pop());
        assertEquals(new Job("b", 2), jobs.pop());
        jobs.push(new Job("d", 4));
        assertEquals(new Job("c", 3), jobs.pop());
        assertEquals(new Job("d", 4), jobs.pop());
        assertTrue(jobs.isEmpty());
    }

    @Test
    void theFirstElementIsSeenInThreeWays() {
        pushThree();
        assertEquals(new Job("a", 1), jobs.peek());
        assertEquals(1, (int) jobs.peek(JobView.class, JobView::page));
        assertEquals("a", jobs.view(JobView.class).file());
        assertEquals("a", jobs.peek(StructView.class, job -> job.get("file")));
        assertEquals(new Job("a", 1), jobs.peek(Job.class, job -> job));
        assertEquals(3, jobs.length());
    }

    @Test
    void aViewsSetterChangesTheElementInTheQueue() {
        pushThree();
        jobs.view(JobView.class).page(10);
        assertEquals(new Job("a", 10), jobs.pop());
    }

    @Test
    void anEmptyQueueIsNamedByWhatNeedsAnElement() {
        List<Runnable> needing = List.of(jobs::pop, jobs::peek, () -> jobs.pop(JobView.class, JobView::page),
            () -> jobs.peek(JobView.class, JobView::page), () -> jobs.view(JobView.class));
        needing.forEach(operation -> assertTrue(assertThrows(NoSuchElementException.class, operation::run).getMessage().contains("jobs")));
        jobs.push(new Job("a", 1));
        jobs.pop();
        needing.forEach(operation -> assertThrows(NoSuchElementException.class, operation::run));
    }

    @Test
    void whatCannotBeAnElementIsRefusedAndChangesNothing() {
        SharedQueue<Object> anything = SharedQueue.create(pool);
        assertTrue(assertThrows(NullPointerException.class, () -> anything.push(null)).getMessage().contains("element=null"));
        assertThrows(NotShareableException.class, () -> anything.push(List.of(1, new Thread())));
        assertThrows(NullPointerException.class, () -> anything.asDeque().offerFirst(null));
        SharedQueue<Object> other = SharedQueue.create(pool);
        other.heap().modify(m -> {
            var there = m.add(new Job("x", 1));
            assertThrows(IllegalArgumentException.class, () -> anything.push(there));
            return null;
        });
        assertTrue(anything.isEmpty());
    }

    @Test
    void anElementThatIsTakenForSomethingElseStays() {
        jobs.push(new Job("a", 1));
        SharedQueue<String> mistaken = SharedQueue.find(pool, "jobs", String.class).orElseThrow();
        assertThrows(TypeMismatchException.class, mistaken::pop);
        assertThrows(IllegalArgumentException.class, () -> jobs.pop(LimitsView.class, LimitsView::most));
        assertEquals(1, jobs.length());
    }

    @Test
    void aPoppedElementHasLeftWhenTheFunctionOverItThrows() {
        pushThree();
        assertThrows(ArithmeticException.class, () -> jobs.pop(JobView.class, job -> {
            assertEquals(2, jobs.length());
            return job.page() / (job.page() - job.page());
        }));
        assertEquals(new Job("b", 2), jobs.peek());
    }

    @Test
    void aPoppedElementStaysWhenTheModifyAroundThrows() {
        pushThree();
        assertThrows(ArithmeticException.class, () -> jobs.heap().modify(m -> jobs.pop(JobView.class, job -> 1 / (job.page() - job.page()))));
        assertEquals(3, jobs.length());
        assertEquals(new Job("a", 1), jobs.peek());
    }

    @Test
    void aPoppedElementIsNotCollectedWhileTheFunctionRunsOverIt() {
        pushThree();
        JobView after = jobs.pop(JobView.class, job -> {
            jobs.heap().gc();
            assertEquals("a", job.file());
            return job;
        });
        jobs.heap().gc();
        assertThrows(StaleValueException.class, after::file);
    }

    @Test
    void aModifyOfTheHeapTakesSeveralOperationsTogether() {
        pushThree();
        SharedQueue<Job> same = SharedQueue.<Job>find(pool, "jobs").orElseThrow();
        assertThrows(IllegalStateException.class, () -> jobs.heap().modify(m -> {
            jobs.push(new Job("d", 4));
            assertEquals(new Job("a", 1), jobs.pop());
            assertEquals(3, jobs.length());
            assertEquals(List.of("b", "c", "d"), StreamSupport.stream(jobs.spliterator(), false).map(Job::file).toList());
            jobs.clear();
            assertTrue(jobs.isEmpty());
            throw new IllegalStateException("on purpose");
        }));
        assertEquals(3, same.length());
        assertEquals(new Job("a", 1), same.pop());
    }

    @Test
    void aValueThatLivesInTheHeapIsPushedWithoutACopy() {
        jobs.heap().modify(m -> {
            JobView added = m.add(new Job("a", 1), JobView.class);
            SharedQueue<Object> anything = SharedQueue.of(pool, jobs.descriptor());
            anything.push(added);
            anything.push(added);
            return null;
        });
        jobs.view(JobView.class).page(7);
        assertEquals(new Job("a", 7), jobs.pop());
        assertEquals(new Job("a", 7), jobs.pop());
    }

    @Test
    void nothingIsKeptOfWhatHasLeft() {
        SharedQueue<Integer> queue = numbers(pool, 1000);
        queue.heap().gc();
        long full = queue.heap().stats().blocks();
        assertEquals(1001, full);
        IntStream.range(0, 400).forEach(i -> queue.pop());
        IntStream.range(0, 100).forEach(i -> queue.asDeque().pollLast());
        queue.heap().gc();
        assertEquals(501, queue.heap().stats().blocks());
        queue.clear();
        queue.heap().gc();
        assertEquals(1, queue.heap().stats().blocks());
        jobs.push(new Job("a long enough name to need a block", 1));
        jobs.pop();
        jobs.heap().gc();
        assertEquals(1, jobs.heap().stats().blocks());
    }

    @Test
    void anIterationSeesTheElementsAtTheTimeOfTheCall() {
        SharedQueue<Integer> queue = numbers(pool, 100);
        List<Integer> seen = new ArrayList<>();
        queue.forEach(element -> {
            seen.add(element);
            queue.push(1000 + element);
            queue.pop();
            if (element % 10 == 0) {
                queue.heap().gc();
            }
        });
        assertEquals(IntStream.range(0, 100).boxed().toList(), seen);
        assertEquals(100, queue.length());
        seen.clear();
        queue.forEach(Integer.class, element -> {
            seen.add(element);
            queue.clear();
            queue.heap().gc();
        });
        assertEquals(IntStream.range(1000, 1100).boxed().toList(), seen);
    }

    @Test
    void elementsAreFoldedAsCopiesAndInPlace() {
        pushThree();
        assertEquals("abc", jobs.fold("", (text, job) -> text + job.file()));
        assertEquals(6, (int) jobs.fold(JobView.class, 0, (sum, job) -> sum + job.page()));
        List<String> files = new ArrayList<>();
        jobs.forEach(JobView.class, job -> files.add(job.file()));
        assertEquals(List.of("a", "b", "c"), files);
    }

    @Test
    void theHeaderIsReadAndChanged() {
        Mutex mutex = Mutex.create(pool);
        SharedQueue<Job> limited = SharedQueue.create(pool, "limited", new Limits(mutex, 10));
        assertEquals(10, limited.header(Limits.class).most());
        limited.header(LimitsView.class).most(20);
        assertEquals(20, (int) limited.withHeader(LimitsView.class, LimitsView::most));
        assertEquals(mutex, limited.header(LimitsView.class).mutex());
        limited.setHeader(new Limits(mutex, 30));
        assertEquals(30, limited.header(Limits.class).most());
        assertEquals(null, jobs.header(Limits.class));
    }

    @Test
    void itIsFoundByNameByDescriptorAndInOtherStructures() {
        pushThree();
        SharedQueue<Job> found = SharedQueue.find(pool, "jobs", Job.class).orElseThrow();
        assertEquals(jobs, found);
        assertEquals(jobs.hashCode(), found.hashCode());
        assertEquals(jobs, Descriptors.resolve(jobs.descriptor()));
        assertEquals(jobs, SharedQueue.of(pool, jobs.descriptor()));
        assertNotEquals(jobs, SharedQueue.create(pool));
        SharedQueue<SharedQueue<Job>> queues = SharedQueue.create(pool);
        queues.push(jobs);
        assertEquals(new Job("a", 1), queues.pop().pop());
        assertTrue(SharedQueue.find(pool, "others").isEmpty());
        assertEquals("SharedQueue(jobs, 2 elements)", jobs.toString());
        jobs.pop();
        assertEquals("SharedQueue(jobs, 1 element)", jobs.toString());
        assertEquals("SharedQueue(0 elements)", SharedQueue.create(pool).toString());
    }

    @Test
    void aDestroyedQueueSaysSo() {
        pushThree();
        JobView first = jobs.view(JobView.class);
        jobs.destroy();
        assertThrows(IllegalStateException.class, jobs::pop);
        assertThrows(IllegalStateException.class, () -> jobs.push(new Job("d", 4)));
        assertThrows(RuntimeException.class, first::file);
        assertTrue(SharedQueue.find(pool, "jobs").isEmpty());
        assertEquals("SharedQueue(destroyed)", jobs.toString());
    }

    @Test
    void aQueueWithAPinnedElementIsNotDestroyed() {
        pushThree();
        jobs.peek(JobView.class, job -> assertThrows(IllegalStateException.class, jobs::destroy));
        assertEquals(3, jobs.length());
    }

    // Java's habits

    @Test
    void theDequeWorksAtBothEnds() {
        Deque<Job> deque = jobs.asDeque();
        pushThree();
        deque.addFirst(new Job("0", 0));
        assertEquals(new Job("c", 3), deque.peekLast());
        assertEquals(new Job("c", 3), deque.removeLast());
        assertEquals(new Job("0", 0), deque.pop());
        assertEquals(2, deque.size());
        deque.push(new Job("1", 1));
        assertEquals(List.of("1", "a", "b"), deque.stream().map(Job::file).toList());
        assertEquals(List.of("b", "a", "1"), deque.reversed().stream().map(Job::file).toList());
        deque.clear();
        assertEquals(null, deque.poll());
        assertEquals(null, deque.peek());
        assertThrows(NoSuchElementException.class, deque::getLast);
        deque.offerFirst(new Job("x", 9));
        assertEquals(new Job("x", 9), deque.element());
        assertEquals(new Job("x", 9), deque.pollLast());
        assertTrue(deque.isEmpty());
    }

    @Test
    void theDequeFindsAndRemovesElements() {
        SharedQueue<Integer> queue = numbers(pool, 200);
        IntStream.range(0, 200).forEach(queue::push);
        Deque<Integer> deque = queue.asDeque();
        assertTrue(deque.contains(150));
        assertFalse(deque.contains(200));
        assertTrue(deque.removeLastOccurrence(7));
        assertTrue(deque.remove((Object) 150));
        assertFalse(deque.remove((Object) 1000));
        List<Integer> expected = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        expected.remove((Object) 150);
        expected.addAll(IntStream.range(0, 200).filter(i -> i != 7).boxed().toList());
        assertEquals(expected, List.copyOf(deque));
        assertEquals(expected.reversed(), List.copyOf(deque.reversed()));
        assertTrue(deque.removeIf(i -> i % 2 == 0));
        expected.removeIf(i -> i % 2 == 0);
        assertEquals(expected, seen(queue));
        assertEquals(expected.size(), queue.length());
    }

    @Test
    void anIteratorGoesOnAfterOthersHaveChangedWhatItWasAt() {
        SharedQueue<Integer> queue = numbers(pool, 300);
        Iterator<Integer> all = queue.iterator();
        assertEquals(0, all.next());
        IntStream.range(0, 100).forEach(i -> queue.pop());
        queue.heap().gc();
        List<Integer> seen = new ArrayList<>();
        all.forEachRemaining(seen::add);
        assertEquals(IntStream.range(100, 300).boxed().toList(), seen.subList(seen.indexOf(100), seen.size()));
        Iterator<Integer> cleared = queue.iterator();
        cleared.next();
        queue.clear();
        queue.push(1);
        cleared.remove();
        assertEquals(1, queue.length());
        cleared.forEachRemaining(element -> assertNotEquals(1, element));
    }

    @Test
    void anIteratorShowsAllThatStaysWhenItsPlaceIsTakenFromTheMiddle() {
        SharedQueue<Integer> queue = numbers(pool, 100);
        for (boolean forwards : new boolean[] {true, false}) {
            Iterator<Integer> all = forwards ? queue.iterator() : queue.asDeque().descendingIterator();
            List<Integer> seen = new ArrayList<>();
            IntStream.range(0, 32).forEach(i -> seen.add(all.next()));
            queue.asDeque().removeIf(element -> element % 10 != 0);
            queue.heap().gc();
            all.forEachRemaining(seen::add);
            assertTrue(seen.containsAll(IntStream.range(0, 10).map(i -> 10 * i).boxed().toList()), seen::toString);
            assertEquals(seen.size(), seen.stream().distinct().count());
            queue.clear();
            IntStream.range(0, 100).forEach(queue::push);
        }
    }

    @Test
    void anIteratorRemovesOnceWhatItReturnedLast() {
        SharedQueue<Integer> queue = numbers(pool, 40);
        Iterator<Integer> all = queue.iterator();
        assertThrows(IllegalStateException.class, all::remove);
        IntStream.range(0, 32).forEach(i -> all.next());
        assertTrue(all.hasNext());
        all.remove();
        assertThrows(IllegalStateException.class, all::remove);
        assertEquals(32, all.next());
        assertFalse(queue.asDeque().contains(31));
        assertEquals(39, queue.length());
    }

    @Test
    void aLoopThatPushesEnds() {
        SharedQueue<Integer> queue = numbers(pool, 50);
        for (Integer element : queue) {
            queue.push(element);
        }
        assertEquals(100, queue.length());
        assertEquals(2 * 1225, StreamSupport.stream(queue.spliterator(), false).mapToInt(i -> i).sum());
    }

    @Test
    void aFullPoolLeavesTheQueueAsItIs() {
        try (Pool small = Pool.create(TestNames.unique(), PoolOptions.of(1 << 20))) {
            SharedQueue<byte[]> queue = SharedQueue.create(small);
            assertThrows(rockpool.engine.pool.OutOfPoolMemoryException.class, () -> {
                while (true) {
                    queue.push(new byte[10_000]);
                }
            });
            long length = queue.length();
            assertTrue(length > 10, "length=" + length);
            Deque<byte[]> model = new ArrayDeque<>();
            queue.forEach(model::add);
            assertEquals(length, model.size());
            queue.pop();
            queue.pop();
            queue.push(new byte[10_000]);
            assertEquals(length - 1, queue.length());
            assertEquals(List.of(), HeapVerifier.verify(small));
        }
    }
}
