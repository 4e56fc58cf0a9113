package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores while it changes a hash table, and the one that cleans up dies as well: the table is as it was
/// before the operation or after it.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class TableCrashTest {

    private static final int KEYS = 8;

    /// An operation on a table of eight keys, one of which has three bindings: the next key makes it grow.
    private static final class Operation extends PoolRun {

        private final Consumer<SharedHashTable<String, Object>> operation;
        private final SharedHashTable<String, Object> table;
        private final Map<String, List<Object>> before;

        Operation(Consumer<SharedHashTable<String, Object>> operation) {
            super(2 << 20);
            this.operation = operation;
            this.table = SharedHashTable.create(victim, "table", "the header of this table");
            for (int i = 0; i < KEYS; i++) {
                table.add("the key number " + i, i);
            }
            table.add("the key number 0", "an older value");
            table.add("the key number 0", "the newest value");
            this.before = contents(table);
        }

        static Map<String, List<Object>> contents(SharedHashTable<String, Object> table) {
            var contents = new TreeMap<String, List<Object>>();
            table.forEach((key, value) -> contents.computeIfAbsent(key, absent -> new ArrayList<>()).add(value));
            return contents;
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
            if (!died || !now.equals(before)) {
                operation.accept(plain(seen));
                assertEquals(contents(plainTable), now);
            }
            assertEquals("the header of this table", seen.header(String.class));
            seen.add("another key", 1);
            seen.heap().gc();
            TableVerifier.verify(seen);
        }

        private SharedHashTable<String, Object> plainTable;

        /// A table that is as the other was before, on which the same is done in peace.
        private SharedHashTable<String, Object> plain(SharedHashTable<String, Object> like) {
            plainTable = SharedHashTable.create(like.heap().pool());
            before.forEach((key, values) -> values.reversed().forEach(value -> plainTable.add(key, value)));
            return plainTable;
        }
    }

    private static void tryAll(int leastStores, Consumer<SharedHashTable<String, Object>> operation) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(() -> new Operation(operation));
        assertTrue(tried.stores() >= leastStores, () -> "too few stores: " + tried);
    }

    @Test
    void addThatMakesTheTableGrow() {
        tryAll(20, table -> table.add("a new key", List.of("of many", 5)));
    }

    @Test
    void addThatHidesABinding() {
        tryAll(10, table -> table.add("the key number 1", "another value of it"));
    }

    @Test
    void replaceOfOneOfSeveralBindings() {
        tryAll(10, table -> table.replace("the key number 0", "another value of it"));
    }

    @Test
    void removeOfTheOnlyBinding() {
        tryAll(6, table -> table.remove("the key number 5"));
    }

    @Test
    void removeOfOneOfSeveralBindings() {
        tryAll(6, table -> table.remove("the key number 0"));
    }

    @Test
    void clear() {
        tryAll(6, SharedHashTable::clear);
    }

    @Test
    void computeThatTakesAKeyOutAndPutsAnotherOneIn() {
        tryAll(20, table -> table.asMap().compute("the key number 0", (key, value) -> {
            table.asMap().merge("another key yet", 5, (a, b) -> b);
            return null;
        }));
    }
}
