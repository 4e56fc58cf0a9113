package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.HeapAccess;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.testing.FailedClaims;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Each claim of memory of each operation fails once, and once with all that follow: the structure is as it was or as it should be, nothing
/// is kept, and another thread can do the same at once.
@ExtendWith(NothingLeft.class)
class FullPoolTest {

    private static final long BYTES = 2 << 20;
    private static final int PAGES = 16;

    /// What does something: it may end with any exception.
    private interface Change<S> {
        void run(S structure) throws Exception;
    }

    /// @param least so many claims it makes at least
    private record Operation<S>(String name, int least, Function<Pool, S> make, Change<S> change, Function<S, Object> contents) {

        @Override
        public String toString() {
            return name;
        }
    }

    /// A text for each way in which blocks get memory: in a page, in a unit, in two units.
    private static final List<String> VALUE = Stream.of(3000, 6000, 70_000).map("x"::repeat).toList();

    private static SharedArray<Object> array(Pool pool) {
        return SharedArray.make(pool, "array", 3000, "the same");
    }

    private static SharedArray<Object> numbers(Pool pool) {
        return SharedArray.init(pool, "numbers", 9000, i -> (int) (9000 - i));
    }

    private static Object someOf(SharedArray<Object> array) {
        return List.of(array.length(), array.get(5), array.get(7), array.get(array.length() - 1), "" + array.header(Object.class));
    }

    private static SharedHashTable<Object, Object> table(Pool pool) {
        var table = SharedHashTable.create(pool, "table");
        for (int i = 0; i < 2 * TableBlocks.LOAD; i++) {
            table.add("key " + i, i);
        }
        return table;
    }

    private static Map<String, List<Object>> contents(SharedHashTable<Object, Object> table) {
        var contents = new TreeMap<String, List<Object>>();
        table.forEach((key, value) -> contents.computeIfAbsent(key.toString(), absent -> new ArrayList<>()).add(value));
        return contents;
    }

    private static SharedQueue<Object> queue(Pool pool) {
        var queue = SharedQueue.create(pool, "queue");
        queue.push("first");
        return queue;
    }

    private static SharedBlockingQueue<Object> blocking(Pool pool) {
        return SharedBlockingQueue.create(pool, "blocking", 3);
    }

    private static SharedVariable<Object> variable(Pool pool) {
        SharedVariable<Object> variable = SharedVariable.create(pool, "variable");
        variable.set("first");
        return variable;
    }

    private static Object names(Pool pool) {
        return pool.names().list().stream().map(Names.Entry::name).sorted().toList();
    }

    private static void inModify(Heap heap, Runnable body) {
        heap.modify(mutator -> {
            body.run();
            return null;
        });
    }

    static Stream<Operation<?>> operations() {
        return Stream.of(
            new Operation<>("array: set", 2, FullPoolTest::array, array -> array.set(5, VALUE), FullPoolTest::someOf),
            new Operation<>("array: grow", 2, FullPoolTest::array, array -> array.grow(5000, VALUE), FullPoolTest::someOf),
            new Operation<>("array: header", 2, FullPoolTest::array, array -> array.setHeader(VALUE), FullPoolTest::someOf),
            new Operation<>("array: sort", 1, FullPoolTest::numbers, array -> array.asList().sort(null), FullPoolTest::someOf),
            new Operation<>("array: a modify with a long log", 1, FullPoolTest::numbers, array -> inModify(array.heap(), () -> {
                for (int i = 0; i < 200; i++) {
                    array.set(i, i);
                }
            }), FullPoolTest::someOf),
            new Operation<>("matrix: set", 2, pool -> SharedMatrix.<Object>make(pool, "matrix", 50, 50, "the same"),
                matrix -> matrix.set(3, 3, VALUE), matrix -> List.of(matrix.get(3, 3), matrix.get(0, 0))),
            new Operation<>("buffer: add", 3, pool -> SharedBuffer.create(pool, "buffer"), buffer -> buffer.add("x".repeat(200_000)), SharedBuffer::text),
            new Operation<>("queue: push", 2, FullPoolTest::queue, queue -> queue.push(VALUE), queue -> List.copyOf(queue.asDeque())),
            new Operation<>("queue: at the front", 2, FullPoolTest::queue, queue -> queue.asDeque().addFirst(VALUE), queue -> List.copyOf(queue.asDeque())),
            new Operation<>("blocking queue: put", 2, FullPoolTest::blocking, queue -> queue.put(VALUE), queue -> List.copyOf(queue)),
            new Operation<>("table: add", 2, FullPoolTest::table, table -> table.add("new", VALUE), FullPoolTest::contents),
            new Operation<>("table: a large key", 2, FullPoolTest::table, table -> table.add(VALUE, 1), FullPoolTest::contents),
            new Operation<>("table: another binding", 2, FullPoolTest::table, table -> table.add("key 1", VALUE), FullPoolTest::contents),
            new Operation<>("table: replace", 2, FullPoolTest::table, table -> table.replace("key 1", VALUE), FullPoolTest::contents),
            new Operation<>("table: grow in a modify", 2, FullPoolTest::table, table -> inModify(table.heap(), () -> {
                for (int i = 0; i < 600; i++) {
                    table.add("another " + i, i);
                }
            }), FullPoolTest::contents),
            new Operation<>("reference: set", 2, pool -> Ref.<Object>create(pool, "ref", "first"), ref -> ref.set(VALUE), Ref::get),
            new Operation<>("variable: set", 2, FullPoolTest::variable, variable -> variable.set(VALUE), SharedVariable::get),
            new Operation<>("create an array", 2, Function.identity(), pool -> SharedArray.make(pool, "new", 3000, VALUE), FullPoolTest::names),
            new Operation<>("create a blocking queue", 1, Function.identity(), pool -> SharedBlockingQueue.create(pool, "new", 3), FullPoolTest::names),
            new Operation<>("create a large primitive array", 2, Function.identity(), pool -> LongArray.create(pool, "new", 20_000), FullPoolTest::names),
            new Operation<>("create a small primitive array", 2, Function.identity(), pool -> LongArray.create(pool, "new", 20), FullPoolTest::names),
            new Operation<>("create a mutex", 1, Function.identity(), pool -> Mutex.create(pool, "new"), FullPoolTest::names),
            new Operation<>("create a semaphore", 1, Function.identity(), pool -> Semaphore.createProtected(pool, "new", 3), FullPoolTest::names));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    <S> void aClaimThatFailsLeavesAllAsItWas(Operation<S> operation) throws Exception {
        Object after = inPeace(operation);
        int claim = 0;
        try (FailedClaims claims = new FailedClaims()) {
            while (tried(operation, claims, claim, true, after) && tried(operation, claims, claim, false, after)) {
                claim++;
            }
        }
        int made = claim;
        assertTrue(made >= operation.least, () -> "too few claims: " + made);
    }

    private static <S> Object inPeace(Operation<S> operation) throws Exception {
        try (Pool pool = Pool.create(TestNames.unique(), BYTES)) {
            S structure = operation.make.apply(pool);
            Object before = operation.contents.apply(structure);
            operation.change.run(structure);
            Object after = operation.contents.apply(structure);
            assertNotEquals(before, after);
            return after;
        }
    }

    /// @return false if the operation makes fewer claims
    private static <S> boolean tried(Operation<S> operation, FailedClaims claims, int claim, boolean forGood, Object after) throws Exception {
        try (Pool pool = Pool.create(TestNames.unique(), BYTES)) {
            S structure = operation.make.apply(pool);
            List<Ref<String>> filling = fillPages(pool);
            Object before = operation.contents.apply(structure);
            int free = free(pool, structure);
            FailedClaims.Outcome outcome = forGood ? claims.forGood(claim, () -> run(operation, structure))
                : claims.once(claim, () -> run(operation, structure));
            if (outcome.thrown() != null) {
                assertInstanceOf(OutOfPoolMemoryException.class, outcome.thrown());
                assertEquals(before, operation.contents.apply(structure), () -> "claim " + claim);
                requireWhole(pool);
                assertTrue(free(pool, structure) >= free, () -> "claim " + claim + ": memory is kept");
                new Waiting<>(pool, () -> run(operation, structure)).get();
            }
            assertEquals(after, operation.contents.apply(structure), () -> "claim " + claim);
            requireWhole(pool);
            filling.forEach(Ref::destroy);
            return outcome.failed() > 0;
        }
    }

    private static <S> boolean run(Operation<S> operation, S structure) throws Exception {
        operation.change.run(structure);
        return true;
    }

    /// Leaves no page in a unit that is shared, so that each page takes a new unit.
    private static List<Ref<String>> fillPages(Pool pool) {
        List<Ref<String>> filling = new ArrayList<>();
        int free = pool.units().free();
        while (pool.units().free() == free) {
            filling.add(Ref.create(pool, "x".repeat(4000)));
        }
        for (int page = 1; page < PAGES; page++) {
            filling.add(Ref.create(pool, "x".repeat(4000)));
        }
        return filling;
    }

    /// The units that nobody has when there is no garbage.
    private static int free(Pool pool, Object structure) {
        if (structure == pool) {
            // Units of locks and of slots stay when they have been claimed.
            return 0;
        }
        Shared shared = (Shared) structure;
        HeapAccess.at(pool, shared.descriptor().offset(), shared.descriptor().incarnation()).gc();
        return pool.units().free();
    }

    private static void requireWhole(Pool pool) {
        assertEquals(List.of(), HeapVerifier.verify(pool));
        assertEquals(List.of(), PoolVerifier.verify(pool));
    }

    @Test
    void aFullPoolInAnInnerModifyLeavesTheOuterOne() {
        try (Pool pool = Pool.create(TestNames.unique(), BYTES); FailedClaims claims = new FailedClaims()) {
            SharedArray<Object> array = numbers(pool);
            FailedClaims.Outcome outcome = claims.forGood(1, () -> array.heap().modify(outer -> {
                array.set(5, "of the outer one");
                assertThrows(OutOfPoolMemoryException.class, () -> inModify(array.heap(), () -> {
                    array.set(5, "of the inner one");
                    array.set(7, VALUE);
                }));
                array.set(8, "after it");
                return null;
            }));
            assertEquals(null, outcome.thrown());
            assertTrue(outcome.failed() > 0);
            assertEquals(List.of("of the outer one", 8993, "after it"), List.of(array.get(5), array.get(7), array.get(8)));
            requireWhole(pool);
        }
    }
}
