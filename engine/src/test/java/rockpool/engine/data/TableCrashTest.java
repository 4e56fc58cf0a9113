package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
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

    private static final int KEYS = 2 * TableBlocks.LOAD;
    /// So many fill the first bucket that a table makes.
    private static final int FEW = 4;
    private static final int LEAST_STORES = 10;

    /// An operation on a table of so many keys that the next one makes it grow, or of a few; one of them has three bindings.
    private static final class Operation extends PoolRun {

        private final Consumer<SharedHashTable<String, Object>> operation;
        private final Map<String, List<Object>> after;
        private final SharedHashTable<String, Object> table;

        private final Map<String, List<Object>> before;

        Operation(Function<Pool, SharedHashTable<String, Object>> filled, Consumer<SharedHashTable<String, Object>> operation,
                Map<String, List<Object>> before, Map<String, List<Object>> after) {
            super(2 << 20);
            this.operation = operation;
            this.before = before;
            this.after = after;
            this.table = filled.apply(victim);
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
            assertTrue(now.equals(after) || died && now.equals(before), () -> "neither before nor after: " + now);
            seen.add("yet another key", 1);
            assertEquals(1, seen.get("yet another key"));
        }
    }

    private static SharedHashTable<String, Object> filled(Pool pool, int keys) {
        SharedHashTable<String, Object> table = SharedHashTable.create(pool, "table");
        for (int i = 0; i < keys; i++) {
            table.add("the key number " + i, i);
        }
        table.add("the key number 0", "an older value");
        table.add("the key number 0", "the newest value");
        return table;
    }

    /// One that has had more keys, and has so few that one less takes a bucket back.
    private static SharedHashTable<String, Object> nearlyShrinking(Pool pool, long buckets) {
        long keys = (buckets - 1) * TableBlocks.LOAD + 1;
        SharedHashTable<String, Object> table = filled(pool, (int) keys);
        while (keys > buckets * TableBlocks.LEAST_LOAD) {
            table.remove("the key number " + --keys);
        }
        assertEquals(buckets, buckets(table));
        return table;
    }

    private static long buckets(SharedHashTable<?, ?> table) {
        return table.structure.<Long>read(TableBlocks::count);
    }

    private static Map<String, List<Object>> contents(SharedHashTable<String, Object> table) {
        var contents = new TreeMap<String, List<Object>>();
        table.forEach((key, value) -> contents.computeIfAbsent(key, absent -> new ArrayList<>()).add(value));
        return contents;
    }

    /// What a table has when nobody dies in an operation on it.
    private static Map<String, List<Object>> inPeace(Function<Pool, SharedHashTable<String, Object>> filled,
            Consumer<SharedHashTable<String, Object>> operation) {
        try (Pool pool = Pool.create(TestNames.unique(), 2 << 20)) {
            SharedHashTable<String, Object> table = filled.apply(pool);
            operation.accept(table);
            return contents(table);
        }
    }

    private static void tryAll(Consumer<SharedHashTable<String, Object>> operation) {
        tryAll(KEYS, operation);
    }

    private static void tryAll(int keys, Consumer<SharedHashTable<String, Object>> operation) {
        tryAll(pool -> filled(pool, keys), operation);
    }

    private static void tryAll(Function<Pool, SharedHashTable<String, Object>> filled, Consumer<SharedHashTable<String, Object>> operation) {
        Map<String, List<Object>> before = inPeace(filled, table -> { });
        Map<String, List<Object>> after = inPeace(filled, operation);
        assertNotEquals(before, after);
        CrashEveryStore.Tried tried = CrashEveryStore.tryOperation(() -> new Operation(filled, operation, before, after));
        assertTrue(tried.stores() >= LEAST_STORES, () -> "too few stores: " + tried);
    }

    /// A bucket's place in the tree, as a reader finds it.
    private static long firstBucket(SharedHashTable<?, ?> table) {
        return table.structure.<Long>read((source, root) -> TableBlocks.bucket(source, root, 0));
    }

    @Test
    void addThatMakesTheTableGrow() {
        tryAll(table -> table.add("a new key", List.of("of many", 5)));
    }

    @Test
    void addThatNeedsALargerBucket() {
        tryAll(FEW, table -> {
            long before = firstBucket(table);
            table.add("a new key", List.of("of many", 5));
            assertNotEquals(before, firstBucket(table));
        });
    }

    @Test
    void addInTheSlotOfARemovedKey() {
        tryAll(FEW, table -> {
            long before = firstBucket(table);
            table.heap().modify(mutator -> {
                table.remove("the key number 2");
                table.add("a new key", List.of("of many", 5));
                return null;
            });
            assertEquals(before, firstBucket(table));
        });
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
    void removeThatTakesABucketBack() {
        tryAll(pool -> nearlyShrinking(pool, 7), table -> {
            table.remove("the key number 1");
            assertEquals(6, buckets(table));
        });
    }

    @Test
    void removesThatLeaveNothing() {
        tryAll(pool -> nearlyShrinking(pool, 3), table -> table.heap().modify(mutator -> {
            List.copyOf(table.asMap().keySet()).forEach(table.asMap()::remove);
            assertEquals(1, buckets(table));
            return null;
        }));
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
