package rockpool.engine.testing.model;

import java.util.List;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// A shared variable against a plain one.
final class RefSubject implements Subject<Ref<RefSubject.Pair>, Cell<Integer>> {

    /// Two numbers that are changed together.
    record Pair(int left, int right) {

        static Pair of(int number) {
            return new Pair(number, -number);
        }

        Object whole() {
            return left == -right ? (Object) left : "torn: " + this;
        }
    }

    interface PairView {

        int left();

        void left(int value);

        void right(int value);
    }

    @Override
    public Ref<Pair> create(Pool pool, String name) {
        return Ref.create(pool, name, Pair.of(0));
    }

    @Override
    public Ref<Pair> find(Pool pool, String name) {
        return Ref.find(pool, name, Pair.class).orElseThrow();
    }

    @Override
    public List<Operation<Ref<Pair>, Cell<Integer>>> operations() {
        return List.of(
                new Operation<>("get", 3, (ref, a) -> ref.get().whole(), (cell, a) -> cell.get()),
                new Operation<>("set", 2, (ref, a) -> set(ref, a[0]), (cell, a) -> {
                    cell.set(a[0]);
                    return "set";
                }, 5),
                new Operation<>("increment", 3, (ref, a) -> increment(ref), (cell, a) -> cell.set(cell.get() + 1)),
                new Operation<>("compareAndSet", 2, (ref, a) -> compareAndSet(ref, a[0], a[1]),
                        (cell, a) -> cell.get() == a[0] && cell.set(a[1]) == a[0], 5, 5));
    }

    private static String set(Ref<Pair> ref, int value) {
        ref.set(Pair.of(value));
        return "set";
    }

    private static int increment(Ref<Pair> ref) {
        return ref.heap().modify(mutator -> {
            PairView view = mutator.root(PairView.class);
            int before = view.left();
            view.left(before + 1);
            view.right(-before - 1);
            return before;
        });
    }

    private static boolean compareAndSet(Ref<Pair> ref, int expected, int value) {
        return ref.heap().modify(mutator -> {
            boolean equal = mutator.root(PairView.class).left() == expected;
            if (equal) {
                ref.set(Pair.of(value));
            }
            return equal;
        });
    }

    @Override
    public Cell<Integer> copy(Cell<Integer> model) {
        return model.copy();
    }

    @Override
    public Cell<Integer> contents(Ref<Pair> ref, int key) {
        return new Cell<>((Integer) ref.get().whole());
    }
}
