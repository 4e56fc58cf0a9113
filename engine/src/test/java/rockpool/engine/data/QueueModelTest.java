package rockpool.engine.data;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.model.ModelRun;
import rockpool.engine.testing.model.Operation;
import rockpool.engine.testing.model.Subject;

/// A queue against a list, under random operations of several processes, of which some are killed.
@ExtendWith(NothingLeft.class)
class QueueModelTest {

    private static final int VALUES = 1_000_000;

    static final class QueueSubject implements Subject<SharedQueue<Integer>, List<Integer>> {

        @Override
        public SharedQueue<Integer> create(Pool pool, String name) {
            return SharedQueue.create(pool, name);
        }

        @Override
        public SharedQueue<Integer> find(Pool pool, String name) {
            return SharedQueue.<Integer>find(pool, name).orElseThrow();
        }

        @Override
        public List<Integer> copy(List<Integer> model) {
            return new ArrayList<>(model);
        }

        @Override
        public List<Integer> contents(SharedQueue<Integer> queue, int key) {
            return new ArrayList<>(queue.asDeque());
        }

        @Override
        public List<Operation<SharedQueue<Integer>, List<Integer>>> operations() {
            return List.of(
                new Operation<>("push", 4, (queue, a) -> {
                    queue.push(a[0]);
                    return true;
                }, (list, a) -> list.add(a[0]), VALUES),
                new Operation<>("offerFirst", 1, (queue, a) -> queue.asDeque().offerFirst(a[0]), (list, a) -> {
                    list.addFirst(a[0]);
                    return true;
                }, VALUES),
                new Operation<>("pop", 2, (queue, a) -> queue.pop(), (list, a) -> list.removeFirst()),
                new Operation<>("pop pinned", 2, (queue, a) -> queue.pop(Integer.class, i -> i), (list, a) -> list.removeFirst()),
                new Operation<>("pollLast", 1, (queue, a) -> queue.asDeque().pollLast(), (list, a) -> list.isEmpty() ? null : list.removeLast()),
                new Operation<>("peek", 1, (queue, a) -> queue.peek(), (list, a) -> list.getFirst()),
                new Operation<>("peekLast", 1, (queue, a) -> queue.asDeque().peekLast(), (list, a) -> list.isEmpty() ? null : list.getLast()),
                new Operation<>("length", 1, (queue, a) -> queue.length(), (list, a) -> list.size()),
                new Operation<>("pop and push", 1, (queue, a) -> queue.heap().modify(m -> {
                    queue.push(a[0]);
                    return queue.pop();
                }), (list, a) -> {
                    list.add(a[0]);
                    return list.removeFirst();
                }, VALUES));
        }
    }

    @Test
    void processesSeeOneQueue() {
        ModelRun.of(QueueSubject.class).run();
    }

    @Test
    void theDeadLeaveAQueue() {
        ModelRun.of(QueueSubject.class).killing().steps(40).rounds(8).run();
    }

    @Test
    void simulatedDeadLeaveAQueue() {
        ModelRun.of(QueueSubject.class).simulated().killing().run();
    }
}
