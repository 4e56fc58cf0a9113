package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;
import rockpool.engine.testing.TestNames;

/// A process dies before each of its stores while it changes a hash table: the table is as it was before the operation or after it.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class TableCrashTest {

    private static final int KEYS = 32;
    private static final int LEAST_STORES = 10;

    /// An operation on a table of 32 keys, one of which has three bindings: the next key makes it grow.
    private static final class Operation extends PoolRun {

        private final Consumer<SharedHashTable<String, Object>> operation;
        private final Map<String, List<Object>> after;
        private final SharedHashTable<String, Object> table;

        Operation(Consumer<SharedHashTable<String, Object>> operation, Map<String, List<Object>> after) {
            super(2 << 20);
            this.operation = operation;
            this.after = after;
            this.table = filled(victim);
        }

        @Override
        public void operate() {
            operation.accept(table);
        }

        @Override
        public void recover() {
            super.recover();
            found().heap().modify(m -> null);
        }

        private SharedHashTable<String, Object> found() {
            return SharedHashTable.<String, Object>find(survivor(), "table").orElseThrow();
        }

        @Override
        public void check(boolean died) {
            SharedHashTable<String, Object> seen = found();
            TableVerifier.verify(seen);
            Map<String, List<Object>> now = contents(seen);
            assertTrue(now.equals(after) || died && now.equals(BEFORE), () -> "neither before nor after: " + now);
            seen.add("yet another key", 1);
            assertEquals(1, seen.get("yet another key"));
        }
    }

    private static SharedHashTable<String, Object> filled(Pool pool) {
        SharedHashTable<String, Object> table = SharedHashTable.create(pool, "table");
        for (int i = 0; i < KEYS; i++) {
            table.add("the key number " + i, i);
        }
        table.add("the key number 0", "an older value");
        table.add("the key number 0", "the newest value");
        return table;
    }

    private static Map<String, List<Object>> contents(SharedHashTable<String, Object> table) {
        var contents = new TreeMap<String, List<Object>>();
        table.forEach((key, value) -> contents.computeIfAbsent(key, absent -> new ArrayList<>()).add(value));
        return contents;
    }

    private static final Map<String, List<Object>> BEFORE = inPeace(table -> { });

    /// What a table has when nobody dies in an operation on it.
    private static Map<String, List<Object>> inPeace(Consumer<SharedHashTable<String, Object>> operation) {
        try (Pool pool = Pool.create(TestNames.unique(), 2 << 20)) {
            SharedHashTable<String, Object> table = filled(pool);
            operation.accept(table);
            return contents(table);
        }
    }

    private static void tryAll(Consumer<SharedHashTable<String, Object>> operation) {
        Map<String, List<Object>> after = inPeace(operation);
        assertNotEquals(BEFORE, after);
        CrashEveryStore.Tried tried = CrashEveryStore.tryOperation(() -> new Operation(operation, after));
        assertTrue(tried.stores() >= LEAST_STORES, () -> "too few stores: " + tried);
    }

    @Test
    void addThatMakesTheTableGrow() {
        tryAll(table -> table.add("a new key", List.of("of many", 5)));
    }

    @Test
    void addThatHidesABinding() {
        tryAll(table -> table.add("the key number 1", "another value of it"));
    }

    @Test
    void replaceOfOneOfSeveralBindings() {
        tryAll(table -> table.replace("the key number 0", "another value of it"));
    }

    @Test
    void removeOfTheOnlyBinding() {
        tryAll(table -> table.remove("the key number 5"));
    }

    @Test
    void removeOfOneOfSeveralBindings() {
        tryAll(table -> table.remove("the key number 0"));
    }

    @Test
    void removeOfAKeyWithAllItsBindings() {
        tryAll(table -> table.asMap().remove("the key number 0"));
    }

    @Test
    void clear() {
        tryAll(SharedHashTable::clear);
    }

    @Test
    void computeThatClearsTheTable() {
        tryAll(table -> table.asMap().compute("the key number 0", (key, value) -> {
            table.clear();
            return value + ", again";
        }));
    }

    @Test
    void operationsInAModify() {
        tryAll(table -> table.heap().modify(mutator -> {
            table.replace("the key number 0", "another value of it");
            table.add("the key number 1", "another value of it");
            table.remove("the key number 1");
            table.remove("the key number 0");
            table.asMap().remove("the key number 2");
            return null;
        }));
    }
}
