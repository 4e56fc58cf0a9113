package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What a program does with a hash table.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class SharedHashTableTest {

    record Account(String owner, long balance) {}

    interface AccountView {
        String owner();

        long balance();

        void balance(long value);
    }

    record Limits(int most, String unit) {}

    interface LimitsView {
        int most();

        void most(int value);
    }

    record Bank(String name, SharedHashTable<String, Account> accounts) {}

    private Pool pool;
    private SharedHashTable<String, Account> table;

    @BeforeEach
    void make() {
        pool = Pool.create(TestNames.unique(), 64 << 20);
        table = SharedHashTable.create(pool, "accounts");
    }

    @AfterEach
    void verify() {
        SharedHashTable.find(pool, "accounts").ifPresent(TableVerifier::verify);
        pool.close();
    }

    private static Account account(long balance) {
        return new Account("owner number " + balance, balance);
    }

    private static void assertMessage(String part, Exception thrown) {
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    @Test
    void whatIsAddedIsFoundUntilItIsRemoved() {
        table.add("ann", account(1));
        table.add("a key of many letters", account(2));
        assertEquals(account(1), table.get("ann"));
        assertEquals(account(2), table.get("a key of many letters"));
        assertTrue(table.containsKey("ann"));
        assertNull(table.get("bob"));
        assertFalse(table.containsKey("bob"));
        assertEquals(2, table.length());
        assertTrue(table.remove("ann"));
        assertFalse(table.remove("ann"));
        assertNull(table.get("ann"));
        assertEquals(1, table.length());
    }

    @Test
    void addHidesOlderBindingsAndRemoveBringsThemBack() {
        for (int i = 1; i <= 4; i++) {
            table.add("ann", account(i));
        }
        assertEquals(4, table.length());
        assertEquals(List.of(account(4), account(3), account(2), account(1)), table.getAll("ann"));
        table.replace("ann", account(9));
        assertEquals(4, table.length());
        assertEquals(List.of(account(9), account(3), account(2), account(1)), table.getAll("ann"));
        for (long left : List.of(3, 2, 1)) {
            TableVerifier.verify(table);
            assertTrue(table.remove("ann"));
            assertEquals(account(left), table.get("ann"));
        }
        assertTrue(table.remove("ann"));
        assertEquals(List.of(), table.getAll("ann"));
        assertEquals(0, table.length());
    }

    @Test
    void replaceAddsWhatIsNotThere() {
        table.replace("ann", account(1));
        table.replace("ann", account(2));
        assertEquals(account(2), table.get("ann"));
        assertEquals(1, table.length());
    }

    @Test
    void aTableThatGrowsKeepsAllItsKeys() {
        SharedHashTable<Integer, Integer> numbers = SharedHashTable.create(pool);
        for (int i = 0; i < 5000; i++) {
            numbers.add(i, -i);
            if (Integer.bitCount(i) < 3) {
                TableVerifier.verify(numbers);
            }
        }
        for (int i = 0; i < 5000; i++) {
            assertEquals(-i, numbers.get(i));
        }
        assertFalse(numbers.containsKey(5000));
        for (int i = 0; i < 5000; i += 2) {
            assertTrue(numbers.remove(i));
        }
        TableVerifier.verify(numbers);
        assertEquals(2500, numbers.length());
        assertNull(numbers.get(0));
        assertEquals(-4999, numbers.get(4999));
    }

    @Test
    void aValueIsReadInThreeWays() {
        table.add("ann", account(1));
        assertEquals(Optional.of(1L), table.with("ann", AccountView.class, AccountView::balance));
        assertEquals(Optional.empty(), table.with("bob", AccountView.class, AccountView::balance));
        AccountView view = table.view("ann", AccountView.class);
        assertEquals("owner number 1", view.owner());
        assertNull(table.view("bob", AccountView.class));
        view.balance(7);
        assertEquals(7, table.get("ann").balance());
        table.remove("ann");
        table.heap().gc();
        assertThrows(StaleValueException.class, view::balance);
    }

    @Test
    void allValuesAreReadInThreeWays() {
        for (int i = 1; i <= 3; i++) {
            table.add("ann", account(i));
        }
        table.add("bob", account(5));
        List<Long> pinned = table.withAll("ann", AccountView.class, all -> {
            table.clear();
            table.heap().gc();
            return all.stream().map(AccountView::balance).toList();
        });
        assertEquals(List.of(3L, 2L, 1L), pinned);
        table.add("bob", account(5));
        assertEquals(List.of(5L), table.withAll("bob", AccountView.class, all -> all.stream().map(AccountView::balance).toList()));
        assertEquals(List.of(), table.withAll("ann", AccountView.class, List::copyOf));
        table.add("bob", account(6));
        List<AccountView> views = table.viewAll("bob", AccountView.class);
        assertEquals(List.of(6L, 5L), views.stream().map(AccountView::balance).toList());
        assertEquals(List.of(), table.viewAll("ann", AccountView.class));
        table.clear();
        table.heap().gc();
        assertThrows(StaleValueException.class, views.getFirst()::balance);
    }

    @Test
    void aValueThatIsPinnedSurvivesItsEnd() {
        table.add("ann", account(1));
        assertEquals(Optional.of("owner number 1"), table.with("ann", AccountView.class, view -> {
            table.remove("ann");
            table.heap().gc();
            return view.owner();
        }));
    }

    @Test
    void clearLeavesTheHeaderAndNothingElse() {
        SharedHashTable<Integer, String> some = SharedHashTable.create(pool, null, new Limits(3, "m"));
        for (int i = 0; i < 100; i++) {
            some.add(i, "value " + i);
        }
        some.clear();
        assertEquals(0, some.length());
        assertNull(some.get(5));
        TableVerifier.verify(some);
        some.add(5, "new");
        assertEquals("new", some.get(5));
        assertEquals(new Limits(3, "m"), some.header(Limits.class));
        some.heap().gc();
        assertTrue(some.heap().stats().liveBytes() < 4000, () -> "left: " + some.heap().stats());
    }

    @Test
    void theHeaderIsReadAndChangedInPlace() {
        SharedHashTable<Integer, String> some = SharedHashTable.create(pool, null, new Limits(3, "m"));
        some.header(LimitsView.class).most(4);
        assertEquals(new Limits(4, "m"), some.header(Limits.class));
        assertEquals(4, some.<LimitsView, Integer>withHeader(LimitsView.class, LimitsView::most));
        some.setHeader(new Limits(5, "s"));
        assertEquals(new Limits(5, "s"), some.header(Limits.class));
        assertNull(table.header(Limits.class));
    }

    @Test
    void itIsFoundByNameAndByDescriptorAndInsideAValue() {
        table.add("ann", account(1));
        assertEquals(table, SharedHashTable.find(pool, "accounts").orElseThrow());
        assertEquals(Optional.empty(), SharedHashTable.find(pool, "others"));
        assertEquals(table, SharedHashTable.of(pool, table.descriptor()));
        assertEquals(table, Descriptors.resolve(table.descriptor()));
        var bank = Ref.create(pool, new Bank("first", table));
        assertEquals(account(1), bank.get().accounts().get("ann"));
        assertEquals("SharedHashTable(accounts, 1 binding)", table.toString());
        assertThrows(IllegalArgumentException.class, () -> SharedHashTable.create(pool, "accounts"));
        table.destroy();
        assertEquals("SharedHashTable(destroyed)", table.toString());
        assertThrows(IllegalStateException.class, () -> table.get("ann"));
    }

    @Test
    void whatCannotBeAKeyOrAValueIsRefusedBeforeAnythingChanges() {
        table.add("ann", account(1));
        assertMessage("key=null", assertThrows(IllegalArgumentException.class, () -> table.add(null, account(1))));
        assertMessage("value=null", assertThrows(IllegalArgumentException.class, () -> table.add("ann", null)));
        assertMessage("value=null", assertThrows(IllegalArgumentException.class, () -> table.replace("bob", null)));
        SharedHashTable<Object, Object> any = SharedHashTable.<Object, Object>find(pool, "accounts").orElseThrow();
        assertMessage("Thread", assertThrows(NotShareableException.class, () -> any.add("bob", List.of(Thread.currentThread()))));
        assertMessage("Thread", assertThrows(NotShareableException.class, () -> any.add(List.of(Thread.currentThread()), "x")));
        assertMessage("Thread", assertThrows(NotShareableException.class, () -> any.get(Thread.currentThread())));
        var loop = new ArrayList<Object>();
        loop.add(loop);
        assertMessage("leads back to itself", assertThrows(IllegalArgumentException.class, () -> any.add(loop, "x")));
        assertEquals(List.of(account(1)), table.getAll("ann"));
        assertEquals(1, table.length());
    }

    @Test
    void aHandleThatKnowsItsTypesTakesNothingElse() {
        SharedHashTable<String, Account> typed = SharedHashTable.find(pool, "accounts", String.class, Account.class).orElseThrow();
        typed.add("ann", account(1));
        SharedHashTable<Object, Object> any = SharedHashTable.<Object, Object>find(pool, "accounts").orElseThrow();
        any.add("bob", "no account");
        assertThrows(TypeMismatchException.class, () -> typed.get("bob"));
        @SuppressWarnings({"unchecked", "rawtypes"})
        SharedHashTable<Object, Object> wrong = (SharedHashTable) typed;
        assertMessage("value=5", assertThrows(IllegalArgumentException.class, () -> wrong.add("carl", 5)));
        assertMessage("key=5", assertThrows(IllegalArgumentException.class, () -> wrong.add(5, account(5))));
        assertEquals(2, table.length());
    }

    @Test
    void operationsInsideAModifyHappenTogether() {
        table.add("ann", account(1));
        assertThrows(IllegalStateException.class, () -> table.heap().modify(m -> {
            table.add("bob", account(2));
            table.remove("ann");
            assertEquals(account(2), table.get("bob"));
            assertNull(table.get("ann"));
            throw new IllegalStateException("not today");
        }));
        assertEquals(account(1), table.get("ann"));
        assertNull(table.get("bob"));
        table.heap().modify(m -> {
            for (int i = 0; i < 100; i++) {
                table.add("key " + i, account(i));
            }
            return null;
        });
        assertEquals(101, table.length());
        assertEquals(account(99), table.get("key 99"));
    }

    @Test
    void aValueThatLivesInTheHeapIsNotCopied() {
        table.heap().modify(m -> {
            var shared = m.add(account(1));
            putAny(table, "ann", shared);
            putAny(table, "bob", shared);
            return null;
        });
        table.view("ann", AccountView.class).balance(7);
        assertEquals(7, table.get("bob").balance());
        SharedHashTable<String, Account> other = SharedHashTable.create(pool);
        assertMessage("lives in", assertThrows(IllegalArgumentException.class,
            () -> putAny(other, "ann", table.view("ann", AccountView.class))));
        assertEquals(0, other.length());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void putAny(SharedHashTable table, Object key, Object value) {
        table.replace(key, value);
    }

    @Test
    void aTableThatHasNoRoomStaysAsItWas() {
        Pool small = Pool.create(TestNames.unique(), 1 << 20);
        SharedHashTable<Integer, String> full = SharedHashTable.create(small);
        var thrown = assertThrows(OutOfPoolMemoryException.class, () -> {
            for (int i = 0; i < 1_000_000; i++) {
                full.add(i, "a value of some letters");
            }
        });
        assertNotEquals("", thrown.getMessage());
        TableVerifier.verify(full);
        long length = full.length();
        assertTrue(full.remove(0));
        full.heap().gc();
        full.add(-1, "x");
        assertEquals(length, full.length());
        small.close();
    }

    private static long buckets(SharedHashTable<?, ?> table) {
        return table.structure.<Long>read(TableBlocks::count);
    }

    @Test
    void aTableShrinksAsItsKeysGoAndKeepsTheOthers() {
        SharedHashTable<Integer, Integer> numbers = SharedHashTable.create(pool);
        numbers.heap().gc();
        long blocks = numbers.heap().stats().blocks();
        int most = 20_000;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < most; i++) {
                numbers.add(i, i);
            }
            assertEquals((most - 1) / TableBlocks.LOAD + 1, buckets(numbers));
            for (int i = 0; i < most; i++) {
                assertTrue(numbers.remove(i));
                long enough = Math.max(1, (most - i - 1) / TableBlocks.LEAST_LOAD);
                assertTrue(buckets(numbers) <= Math.max(enough, 1), () -> buckets(numbers) + " buckets, " + enough + " are enough");
                if (i % 3000 == 0) {
                    TableVerifier.verify(numbers);
                }
            }
            numbers.heap().gc();
            assertTrue(numbers.heap().stats().blocks() <= blocks + 2, () -> numbers.heap().stats().toString());
        }
    }

    @Test
    void aRemovalNeedsNoMemory() {
        try (Pool small = Pool.create(TestNames.unique(), 1 << 20)) {
            SharedHashTable<Integer, Integer> full = SharedHashTable.create(small);
            for (int i = 0; i < 5000; i++) {
                full.add(i, i);
            }
            while (small.units().free() > 0) {
                small.units().claim(1, UnitClass.DATA, 0);
            }
            long shortages = small.events().next();
            for (int i = 0; i < 5000; i++) {
                assertTrue(full.remove(i));
            }
            assertTrue(small.events().next() - shortages < 100, "nobody asks for memory each time");
            TableVerifier.verify(full);
            for (int i = 0; i < 200; i++) {
                full.add(i, i);
                full.remove(i);
            }
            assertEquals(1, buckets(full), "what there was no room for is made up for");
        }
    }

    @Test
    void manyBindingsOfOneKeyMakeNoOtherOneSlow() {
        SharedHashTable<Integer, Integer> numbers = SharedHashTable.create(pool);
        for (int i = 0; i < 20_000; i++) {
            numbers.add(1, i);
        }
        numbers.add(2, 5);
        assertEquals(20_001, numbers.length());
        assertEquals(2, numbers.keyCount());
        assertEquals(19_999, numbers.get(1));
        assertEquals(20_000, numbers.getAll(1).size());
        numbers.remove(1);
        assertEquals(19_998, numbers.get(1));
        TableVerifier.verify(numbers);
    }
}
