package rockpool.engine.testing.model;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.data.LongArray;
import rockpool.engine.pool.Pool;

/// The atomic operations on an array of `long` against a variable for each index.
class LongArraySubject implements Subject<LongArray, Cell<Long>> {

    private static final int LENGTH = 3;

    @Override
    public LongArray create(Pool pool, String name) {
        return LongArray.create(pool, name, LENGTH);
    }

    @Override
    public LongArray find(Pool pool, String name) {
        return LongArray.find(pool, name).orElseThrow();
    }

    @Override
    public List<Operation<LongArray, Cell<Long>>> operations() {
        return List.of(
                new Operation<>("getVolatile", 2, (array, a) -> array.getVolatile(a[0]), (cell, a) -> cell.get(), LENGTH),
                new Operation<>("getAndSet", 1, (array, a) -> array.getAndSet(a[0], a[1]), (cell, a) -> cell.set((long) a[1]), LENGTH, 9),
                new Operation<>("getAndAdd", 2, (array, a) -> array.getAndAdd(a[0], a[1]), (cell, a) -> cell.set(cell.get() + a[1]),
                        LENGTH, 9),
                new Operation<>("compareAndSet", 1, (array, a) -> array.compareAndSet(a[0], a[1], a[2]),
                        (cell, a) -> cell.get() == a[1] && cell.set((long) a[2]) == a[1], LENGTH, 9, 9));
    }

    @Override
    public Cell<Long> copy(Cell<Long> model) {
        return model.copy();
    }

    @Override
    public int keys() {
        return LENGTH;
    }

    @Override
    public Cell<Long> contents(LongArray array, int key) {
        return new Cell<>(array.getVolatile(key));
    }

    /// The same, and somebody adds in two steps.
    static final class Losing extends LongArraySubject {

        @Override
        public List<Operation<LongArray, Cell<Long>>> operations() {
            List<Operation<LongArray, Cell<Long>>> all = new ArrayList<>(super.operations());
            all.add(new Operation<>("addInTwoSteps", 4, (array, a) -> addInTwoSteps(array, a[0]), (cell, a) -> cell.set(cell.get() + 1),
                    LENGTH));
            return all;
        }

        private static long addInTwoSteps(LongArray array, int index) {
            long before = array.getVolatile(index);
            Thread.yield();
            array.setVolatile(index, before + 1);
            return before;
        }
    }
}
