package rockpool.engine.data;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.model.Cell;
import rockpool.engine.testing.model.ModelRun;
import rockpool.engine.testing.model.Operation;
import rockpool.engine.testing.model.Subject;

/// A shared variable against a plain one with a count, under random operations of several processes, of which some are killed.
@ExtendWith(NothingLeft.class)
class SharedVariableModelTest {

    private static final int VALUES = 1_000_000;

    record Counted(long version, Integer value) {

        Counted next(Integer newer) {
            return new Counted(version + 1, newer);
        }
    }

    static final class VariableSubject implements Subject<SharedVariable<Integer>, Cell<Counted>> {

        @Override
        public SharedVariable<Integer> create(Pool pool, String name) {
            return SharedVariable.create(pool, name);
        }

        @Override
        public SharedVariable<Integer> find(Pool pool, String name) {
            return SharedVariable.<Integer>find(pool, name).orElseThrow();
        }

        @Override
        public Cell<Counted> copy(Cell<Counted> model) {
            return model.copy();
        }

        @Override
        public Cell<Counted> contents(SharedVariable<Integer> variable, int key) {
            VersionedValue<Integer> now = variable.versioned();
            return new Cell<>(new Counted(now.version(), now.get()));
        }

        @Override
        public List<Operation<SharedVariable<Integer>, Cell<Counted>>> operations() {
            return List.of(
                new Operation<>("get", 2, (variable, a) -> variable.get(), (cell, a) -> cell.get().value()),
                new Operation<>("version", 1, (variable, a) -> variable.version(), (cell, a) -> cell.get().version()),
                new Operation<>("versioned", 2, (variable, a) -> variable.versioned(),
                    (cell, a) -> "version " + cell.get().version() + ": " + cell.get().value()),
                new Operation<>("set", 2, (variable, a) -> variable.set(a[0]), (cell, a) -> {
                    cell.set(cell.get().next(a[0]));
                    return cell.get().version();
                }, VALUES),
                new Operation<>("add", 2, (variable, a) -> add(variable, a[0]), (cell, a) -> {
                    int sum = (cell.get().value() == null ? 0 : cell.get().value()) + a[0];
                    cell.set(cell.get().next(sum));
                    return sum;
                }, VALUES),
                new Operation<>("computeIfAbsent", 1, (variable, a) -> variable.computeIfAbsent(() -> a[0]), (cell, a) -> {
                    if (cell.get().value() == null) {
                        cell.set(cell.get().next(a[0]));
                    }
                    return cell.get().value();
                }, VALUES));
        }

        private static int add(SharedVariable<Integer> variable, int more) {
            VersionedValue<Integer> seen = variable.versioned();
            while (true) {
                int sum = (seen.get() == null ? 0 : seen.get()) + more;
                if (seen.trySet(sum)) {
                    return sum;
                }
            }
        }
    }

    @Test
    void processesSeeOneVariable() {
        ModelRun.of(VariableSubject.class).rounds(20).run();
    }

    @Test
    void theDeadLeaveAVariable() {
        ModelRun.of(VariableSubject.class).killing().steps(40).rounds(3).run();
    }

    @Test
    void simulatedDeadLeaveAVariable() {
        ModelRun.of(VariableSubject.class).simulated().killing().rounds(30).run();
    }
}
