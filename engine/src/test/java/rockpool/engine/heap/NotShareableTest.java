package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class NotShareableTest {

    private static final String ALLOWED = "; allowed are records, enums, primitives, texts, numbers, dates and times, arrays, lists, sets, maps "
        + "and optionals of these, and handles of what lies in pools";

    record Account(String owner, Object session) {}

    record Bank(List<Account> accounts, Map<String, Account> byName) {}

    private Pool pool;
    private Ref<Object> ref;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 24);
        ref = Ref.create(pool, "before");
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private String refusal(Object value) {
        String message = assertThrows(NotShareableException.class, () -> ref.set(value)).getMessage();
        assertEquals("before", ref.get(), "the heap is as it was");
        return message;
    }

    @Test
    void thePathLeadsToWhatWasRefused() {
        var bad = new Account("ann", Thread.currentThread());
        assertEquals("Account.session: java.lang.Thread cannot live in shared memory" + ALLOWED, refusal(bad));
        assertEquals("Bank.accounts[1].session: java.lang.Thread cannot live in shared memory" + ALLOWED,
            refusal(new Bank(List.of(new Account("bob", 1), bad), Map.of())));
        assertEquals("Bank.byName[ann].session: java.lang.Thread cannot live in shared memory" + ALLOWED,
            refusal(new Bank(List.of(), Map.of("ann", bad))));
        assertEquals("List[0].get().session: java.lang.Thread cannot live in shared memory" + ALLOWED, refusal(List.of(Optional.of(bad))));
        assertEquals("Object[][2]: java.lang.Thread cannot live in shared memory" + ALLOWED, refusal(new Object[] {1, 2, Thread.currentThread()}));
    }

    @Test
    void aValueThatIsRefusedItselfNeedsNoPath() {
        assertEquals("java.lang.Thread cannot live in shared memory" + ALLOWED, refusal(Thread.currentThread()));
        assertEquals("java.lang.StringBuilder cannot live in shared memory" + ALLOWED, refusal(new StringBuilder()));
        assertEquals("java.util.ArrayDeque cannot live in shared memory" + ALLOWED, refusal(new ArrayDeque<>()));
        assertEquals("java.lang.Object cannot live in shared memory" + ALLOWED, refusal(new Object()));
    }

    @Test
    void anOrderThatCannotBeKeptIsRefused() {
        assertEquals("Map[x]: java.util.TreeSet cannot live in shared memory with a comparator of its own; "
                + "use natural or reverse order, or a "
            + "LinkedHash collection", refusal(Map.of("x", new TreeSet<>(String.CASE_INSENSITIVE_ORDER))));
    }

    @Test
    void aRefusalAfterManyBlocksLeavesNoneBehind() {
        long before = usedAfterCollection();
        var list = new ArrayList<Object>();
        for (int i = 0; i < 10_000; i++) {
            list.add(List.of("a string that needs a block of its own", i));
        }
        list.add(Thread.currentThread());
        refusal(list);
        assertEquals(before, usedAfterCollection());
    }

    @Test
    void aPoolThatIsFullKeepsTheOldValue() {
        assertThrows(OutOfPoolMemoryException.class, () -> ref.set(new long[1 << 22]));
        assertEquals("before", ref.get());
        ref.set("after");
        assertEquals("after", ref.get());
    }

    @Test
    void anAccessorThatThrowsLeavesTheHeapAsItWas() {
        var thrown = assertThrows(IllegalStateException.class, () -> ref.set(new Unwilling("x")));
        assertEquals("not now", thrown.getMessage());
        assertEquals("before", ref.get());
    }

    record Unwilling(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    void insideAModifyOnlyTheValueIsRefused() {
        ref.heap().modify(m -> {
            assertThrows(NotShareableException.class, () -> m.add(new LinkedHashMap<>(Map.of("k", new Object()))));
            m.assign(m.add("after"));
            return null;
        });
        assertEquals("after", ref.get());
    }

    private long usedAfterCollection() {
        ref.heap().gc();
        return ref.heap().stats().usedBytes();
    }
}
