package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// What changes an array is cut off before each of its stores, and where several words change, each recovery before each of its own. A
/// matrix has the same elements.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedArrayCrashTest {

    private static final List<Object> BEFORE = List.of(3, "a text that is longer", 1, "x");

    /// An array that the victim changes.
    private static final class Change extends PoolRun {

        private final SharedArray<Object> array;
        private final Consumer<SharedArray<Object>> operation;
        private final List<Object> after;

        Change(Consumer<SharedArray<Object>> operation, List<Object> after) {
            super(1 << 20);
            this.operation = operation;
            this.after = after;
            this.array = SharedArray.create(victim, "array", BEFORE, "header");
        }

        @Override
        public void operate() {
            operation.accept(array);
        }

        @Override
        public void recover() {
            super.recover();
            find(survivor()).orElseThrow().heap().modify(m -> null);
        }

        @Override
        public void check(boolean died) {
            SharedArray<Object> seen = find(survivor()).orElseThrow();
            List<Object> elements = List.copyOf(seen.asList());
            assertTrue(elements.equals(after) || died && elements.equals(BEFORE), () -> "neither before nor after: " + elements);
            assertEquals("header", seen.header(String.class));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
            seen.grow(9, "more");
            seen.set(0, "another text that is longer");
            seen.heap().gc();
            assertEquals(List.of("another text that is longer", "more"), List.of(seen.get(0), seen.get(seen.length() - 1)));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    private static Optional<SharedArray<Object>> find(Pool pool) {
        return SharedArray.find(pool, "array");
    }

    private static void tryEach(Consumer<SharedArray<Object>> operation, List<Object> after, int leastStores) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryOperation(() -> new Change(operation, after));
        assertTrue(tried.stores() >= leastStores, () -> "too few stores: " + tried);
    }

    private static List<Object> after(Consumer<List<Object>> change) {
        List<Object> after = new ArrayList<>(BEFORE);
        change.accept(after);
        return after;
    }

    @Test
    void settingHappensOrNot() {
        tryEach(array -> array.set(1, "a text put in its place"), after(list -> list.set(1, "a text put in its place")), 8);
    }

    @Test
    void growingHappensAsAWholeOrNotAtAll() {
        tryEach(array -> array.grow(6, "a text that is longer"), after(list -> list.addAll(List.of("a text that is longer",
                "a text that is longer"))), 15);
    }

    @Test
    void sortingHappensAsAWholeOrNotAtAll() {
        tryEach(array -> array.asList().sort(Comparator.comparing(Object::toString)),
                after(list -> list.sort(Comparator.comparing(Object::toString))), 10);
    }

    @Test
    void severalInAModifyHappenTogether() {
        List<Object> after = after(list -> {
            list.set(0, 4);
            list.add("y");
        });
        CrashEveryStore.tryAll(() -> new Change(array -> array.heap().modify(m -> {
            array.updateAndGet(0, old -> (int) old + 1);
            array.grow(5, 7);
            array.compareAndSet(4, 7, "y");
            return null;
        }), after));
    }

    /// The victim creates an array.
    private static final class Creation extends PoolRun {

        Creation() {
            super(1 << 20);
        }

        @Override
        public void operate() {
            SharedArray.create(victim, "array", BEFORE, "header");
        }

        @Override
        public void recover() {
            super.recover();
            find(survivor()).ifPresent(array -> array.heap().modify(m -> null));
        }

        @Override
        public void check(boolean died) {
            find(survivor()).ifPresentOrElse(array -> {
                assertEquals(BEFORE, array.asList(), "an array that is found has its elements");
                array.destroy();
            }, () -> assertTrue(died));
            assertEquals(2, SharedArray.make(survivor(), "array", 2, 0).length());
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    @Test
    void aCreationThatIsCutOffLeavesNothingInTheWay() {
        CrashEveryStore.tryOperation(Creation::new);
    }
}
