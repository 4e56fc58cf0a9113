package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// What changes values is cut off before each of its stores, and each recovery before each of its own. After each there is the old value or
/// the new one, as a whole.
@ExtendWith(NothingLeft.class)
class ValueCrashTest {

    private static final long MIB = 1 << 20;

    record Part(int number, String text) {}

    record Whole(long left, Part part, List<Object> list, long right) {}

    interface PartView {
        void number(int number);

        void text(InHeap text);
    }

    interface WholeView {
        void left(long value);

        void right(long value);

        PartView part();

        List<Object> list();
    }

    private static Whole whole(int number) {
        return new Whole(number, new Part(number, "the text of number " + number),
                List.of("x", number, "not a short string", number), number);
    }

    /// A reference that the victim changes.
    private static final class Change extends PoolRun {

        private final Ref<Whole> ref;
        private final Consumer<Ref<Whole>> change;
        private final List<Object> outcomes;

        Change(Consumer<Ref<Whole>> change, Object after) {
            super(2 * MIB);
            this.change = change;
            this.outcomes = List.of(whole(1), after);
            this.ref = Ref.create(victim, "whole", whole(1));
        }

        @Override
        public void operate() {
            change.accept(ref);
        }

        @Override
        public void check(boolean died) {
            Ref<Whole> seen = Ref.find(survivor(), "whole", Whole.class).orElseThrow();
            Whole value = seen.get();
            assertTrue(outcomes.contains(value), () -> "neither before nor after: " + value);
            HeapChecks.verify(survivor());
            seen.set(whole(3));
            seen.heap().gc();
            assertEquals(whole(3), seen.get());
            HeapChecks.verify(survivor());
        }

        @Override
        public void recover() {
            super.recover();
            Ref.find(survivor(), "whole", Whole.class).orElseThrow().heap().modify(m -> null);
        }
    }

    private static void tryAll(Supplier<PoolRun> run, int leastStores) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(run);
        assertTrue(tried.stores() >= leastStores, () -> "too few stores: " + tried);
    }

    @Test
    void anAssignmentHappensAsAWholeOrNotAtAll() {
        tryAll(() -> new Change(ref -> ref.set(whole(2)), whole(2)), 30);
    }

    @Test
    void settersInAModifyHappenTogetherOrNotAtAll() {
        tryAll(() -> new Change(ref -> ref.heap().modify(m -> {
            WholeView view = m.root(WholeView.class);
            view.left(2);
            view.right(2);
            view.part().number(2);
            view.part().text(m.add("the text of number 2"));
            view.list().set(1, 2);
            view.list().set(3, 2);
            return null;
        }), whole(2)), 20);
    }

    @Test
    void aSetterByItselfHappensOrNot() {
        tryAll(() -> new Change(ref -> ref.view(WholeView.class).right(9), new Whole(1, whole(1).part, whole(1).list, 9)), 4);
    }

    @Test
    void aPinnedReadChangesNothingAndLeavesNoPin() {
        tryAll(() -> new Change(ref -> ref.with(StructView.class, view -> view.get("left")), whole(1)), 2);
    }

    /// The victim creates a reference.
    private static final class Creation extends PoolRun {

        Creation() {
            super(2 * MIB);
        }

        @Override
        public void operate() {
            Ref.create(victim, "created", whole(1));
        }

        @Override
        public void recover() {
            HeapDirectory.of(survivor());
            super.recover();
            find(survivor()).ifPresent(ref -> ref.heap().modify(m -> null));
        }

        private static Optional<Ref<Whole>> find(Pool pool) {
            return Ref.find(pool, "created", Whole.class);
        }

        @Override
        public void check(boolean died) {
            find(survivor()).ifPresentOrElse(ref -> {
                assertEquals(whole(1), ref.get(), "a reference that is found has its value");
                ref.destroy();
            }, () -> assertTrue(died));
            Ref<Whole> again = Ref.create(survivor(), "created", whole(2));
            assertEquals(whole(2), again.get());
            HeapChecks.verify(survivor());
        }
    }

    @Test
    void aCreationThatIsCutOffLeavesNothingInTheWay() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryEachNthRecovery(4, Creation::new);
        assertTrue(tried.stores() >= 30, () -> "too few stores: " + tried);
    }
}
