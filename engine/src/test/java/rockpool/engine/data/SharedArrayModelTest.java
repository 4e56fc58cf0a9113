package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.model.Cell;
import rockpool.engine.testing.model.ModelRun;
import rockpool.engine.testing.model.Operation;
import rockpool.engine.testing.model.Subject;

/// Random operations of several processes on an array, against a plain list.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedArrayModelTest {

    private static final int LENGTH = 4;
    private static final int VALUES = 4;

    /// A value that is torn if its halves differ.
    record Pair(int left, String right) {

        static Pair of(int number) {
            return new Pair(number, "the text that belongs to " + number);
        }

        Object whole() {
            return equals(of(left)) ? (Object) left : "torn: " + this;
        }
    }

    interface PairView {
        int left();

        String right();
    }

    /// Each element by itself.
    public static final class Elements implements Subject<SharedArray<Pair>, Cell<Integer>> {

        @Override
        public SharedArray<Pair> create(Pool pool, String name) {
            return SharedArray.make(pool, name, LENGTH, Pair.of(0));
        }

        @Override
        public SharedArray<Pair> find(Pool pool, String name) {
            return SharedArray.find(pool, name, Pair.class).orElseThrow();
        }

        @Override
        public List<Operation<SharedArray<Pair>, Cell<Integer>>> operations() {
            return List.of(
                    new Operation<>("get", 2, (array, a) -> array.get(a[0]).whole(), (cell, a) -> cell.get(), LENGTH),
                    new Operation<>("with", 2, (array, a) -> array.<PairView, Object>with(a[0], PairView.class,
                            view -> new Pair(view.left(), view.right()).whole()), (cell, a) -> cell.get(), LENGTH),
                    new Operation<>("getAndSet", 2, (array, a) -> array.getAndSet(a[0], Pair.of(a[1])).whole(),
                            (cell, a) -> cell.set(a[1]), LENGTH, VALUES),
                    new Operation<>("updateAndGet", 2, (array, a) -> array.updateAndGet(a[0], old -> Pair.of(old.left + 1)).whole(),
                            (cell, a) -> cell.set(cell.get() + 1) + 1, LENGTH),
                    new Operation<>("compareAndSet", 1, (array, a) -> array.compareAndSet(a[0], Pair.of(a[1]), Pair.of(a[2])),
                            (cell, a) -> cell.get() == a[1] && cell.set(a[2]) == a[1], LENGTH, VALUES, VALUES));
        }

        @Override
        public Cell<Integer> copy(Cell<Integer> model) {
            return model.copy();
        }

        @Override
        public int keys() {
            return LENGTH;
        }

        @Override
        public Cell<Integer> contents(SharedArray<Pair> array, int key) {
            return new Cell<>((Integer) array.get(key).whole());
        }
    }

    /// The array as a whole, while it grows.
    public static final class Growing implements Subject<SharedArray<Integer>, List<Integer>> {

        private static final int MOST = 3000;

        @Override
        public SharedArray<Integer> create(Pool pool, String name) {
            return SharedArray.make(pool, name, 1, 0);
        }

        @Override
        public SharedArray<Integer> find(Pool pool, String name) {
            return SharedArray.find(pool, name, Integer.class).orElseThrow();
        }

        @Override
        public List<Operation<SharedArray<Integer>, List<Integer>>> operations() {
            return List.of(
                    new Operation<>("length", 1, (array, a) -> array.length(), (list, a) -> (long) list.size()),
                    new Operation<>("get", 3, (array, a) -> array.get(a[0]), (list, a) -> list.get(a[0]), MOST),
                    new Operation<>("set", 3, (array, a) -> array.getAndSet(a[0], a[1]), (list, a) -> list.set(a[0], a[1]), MOST, VALUES),
                    new Operation<>("grow", 1, (array, a) -> {
                        array.grow(a[0], a[1]);
                        return "grown";
                    }, (list, a) -> {
                        while (list.size() < a[0]) {
                            list.add(a[1]);
                        }
                        return "grown";
                    }, MOST, VALUES));
        }

        @Override
        public List<Integer> copy(List<Integer> model) {
            return new ArrayList<>(model);
        }

        @Override
        public List<Integer> contents(SharedArray<Integer> array, int key) {
            return new ArrayList<>(IntStream.range(0, (int) array.length()).mapToObj(array::get).toList());
        }
    }

    @Test
    void elementsAreAtomicWhateverProcessesDo() {
        assertTrue(ModelRun.of(Elements.class).rounds(10).run().overlapping() > 0);
    }

    @Test
    void processesThatDieLeaveElementsAsTheyWereBeforeOrAfterTheirStep() {
        assertTrue(ModelRun.of(Elements.class).simulated().killing().steps(30).rounds(30).run().killsMidway() > 0);
    }

    @Test
    void processesThatAreKilledLeaveAnArrayThatGrows() {
        assertTrue(ModelRun.of(Growing.class).killing().steps(20).rounds(2).run().kills() > 0);
    }

    @Test
    void growingIsOneStepForAllWhoLook() {
        ModelRun.of(Growing.class).simulated().killing().steps(30).rounds(20).run();
    }
}
