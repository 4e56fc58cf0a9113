package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores in an operation on a queue: the queue is as it was before the operation or as it is after it,
/// and works. The recovery is the heap's, whatever the operation; for one of them it is cut off as well.
@ExtendWith(NothingLeft.class)
class QueueCrashTest {

    private static final List<String> ELEMENTS = List.of("the first element", "the second element", "the third element");

    /// An operation on a queue of three elements, or on an empty one.
    private static final class QueueRun extends PoolRun {

        private final List<String> before;
        private final List<String> after;
        private final Consumer<SharedQueue<String>> operation;
        private final SharedQueue<String> queue;

        QueueRun(List<String> before, List<String> after, Consumer<SharedQueue<String>> operation) {
            super(2 << 20);
            this.before = before;
            this.after = after;
            this.operation = operation;
            queue = SharedQueue.create(victim, "queue");
            before.forEach(queue::push);
        }

        @Override
        public void operate() {
            operation.accept(queue);
        }

        @Override
        public void recover() {
            super.recover();
            // What the dead one has committed is finished by the next who takes the lock.
            survivors().heap().modify(m -> null);
        }

        private SharedQueue<String> survivors() {
            return SharedQueue.<String>find(survivor(), "queue").orElseThrow();
        }

        @Override
        public void check(boolean died) {
            SharedQueue<String> seen = survivors();
            List<String> there = seen.fold(new ArrayList<>(), (list, element) -> {
                list.add(element);
                return list;
            });
            assertTrue(there.equals(after) || died && there.equals(before), there::toString);
            assertEquals(there.size(), seen.length());
            Deque<String> deque = seen.asDeque();
            assertEquals(there, List.copyOf(deque.reversed()).reversed());
            deque.addFirst("in front");
            deque.addLast("at the end");
            seen.heap().gc();
            there.addFirst("in front");
            assertEquals(there, there.stream().map(element -> deque.pollFirst()).toList());
            assertEquals("at the end", seen.pop());
            seen.heap().gc();
            assertEquals(1, seen.heap().stats().blocks());
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    private static void tryAll(List<String> before, List<String> after, Consumer<SharedQueue<String>> operation) {
        assertTrue(CrashEveryStore.tryOperation(() -> new QueueRun(before, after, operation)).stores() > 0);
    }

    @Test
    void whoDiesWhilePushingHasPushedOrNot() {
        tryAll(ELEMENTS.subList(0, 2), ELEMENTS, queue -> queue.push(ELEMENTS.get(2)));
    }

    @Test
    void whoDiesWhilePushingTheFirstHasPushedOrNot() {
        tryAll(List.of(), ELEMENTS.subList(0, 1), queue -> queue.push(ELEMENTS.getFirst()));
    }

    @Test
    void whoDiesWhilePushingInFrontHasPushedOrNot() {
        tryAll(ELEMENTS.subList(1, 3), ELEMENTS, queue -> queue.asDeque().addFirst(ELEMENTS.getFirst()));
    }

    @Test
    void whoDiesWhilePoppingHasPoppedOrNot() {
        assertTrue(CrashEveryStore.tryAll(() -> new QueueRun(ELEMENTS, ELEMENTS.subList(1, 3), SharedQueue::pop)).stores() > 0);
    }

    @Test
    void whoDiesWhilePoppingTheOnlyOneInPlaceHasPoppedOrNot() {
        tryAll(ELEMENTS.subList(0, 1), List.of(), queue -> queue.pop(String.class, String::length));
    }

    @Test
    void whoDiesWhilePoppingAtTheEndHasPoppedOrNot() {
        tryAll(ELEMENTS, ELEMENTS.subList(0, 2), queue -> queue.asDeque().pollLast());
    }

    @Test
    void whoDiesWhileRemovingFromTheMiddleHasRemovedOrNot() {
        tryAll(ELEMENTS, List.of(ELEMENTS.getFirst(), ELEMENTS.getLast()), queue -> {
            Iterator<String> all = queue.iterator();
            all.next();
            all.next();
            all.remove();
        });
    }

    @Test
    void whoDiesWhileClearingHasClearedOrNot() {
        tryAll(ELEMENTS, List.of(), SharedQueue::clear);
    }

    @Test
    void whoDiesInAModifyOfSeveralHasDoneAllOrNothing() {
        tryAll(ELEMENTS.subList(0, 2), List.of(ELEMENTS.get(1), "pushed"), queue -> queue.heap().modify(m -> {
            queue.push("pushed");
            return queue.pop();
        }));
    }
}
