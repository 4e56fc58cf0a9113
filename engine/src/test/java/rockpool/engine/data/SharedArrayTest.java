package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.StaleValueException;
import rockpool.engine.heap.TypeMismatchException;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What a program does with shared arrays.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class SharedArrayTest {

    record Account(String owner, long balance) {}

    interface AccountView {
        String owner();

        long balance();

        void balance(long value);
    }

    record Limits(int most, Mutex lock) {}

    interface LimitsView {
        int most();

        void most(int value);

        Mutex lock();
    }

    private static final Account ANN = new Account("ann", 10);
    private static final Account BOB = new Account("bob, whose name is longer", 20);

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), HeapVerifier.verify(pool));
        pool.close();
    }

    private static void assertMessage(String part, Exception thrown) {
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    @Test
    void itHasTheValuesThatItWasCreatedFrom() {
        SharedArray<Object> array = SharedArray.create(pool, Arrays.asList(1, null, "a text of some length", ANN, List.of(1, "x")));
        assertEquals(5, array.length());
        assertEquals(Arrays.asList(1, null, "a text of some length", ANN, List.of(1, "x")), array.asList());
        assertEquals(0, SharedArray.create(pool, List.of()).length());
    }

    @Test
    void lengthsAtTheBordersOfBlocksAreFilledAsAnyOthers() {
        for (int length : new int[] {1, 7, 8, 9, 1023, 1024, 1025, 3000}) {
            assertEquals(IntStream.range(0, length).boxed().toList(), SharedArray.init(pool, length, i -> (int) i).asList());
            SharedArray<String> same = SharedArray.make(pool, length, "the same");
            assertTrue(same.asList().stream().allMatch("the same"::equals));
            same.set(length - 1, "last");
            assertEquals("last", same.get(length - 1));
            assertEquals(length - 1, same.asList().stream().filter("the same"::equals).count());
            assertEquals(length, same.length());
        }
    }

    @Test
    void tenBillionElementsThatAreTheSameTakeNoMemoryAndEachCanBeSet() {
        long length = 10_000_000_000L;
        SharedArray<Account> array = SharedArray.make(pool, length, ANN);
        array.set(5_000_000_000L, BOB);
        assertEquals(ANN, array.get(4_999_999_999L));
        assertEquals(BOB, array.get(5_000_000_000L));
        assertEquals(ANN, array.get(length - 1));
        array.grow(2 * length, BOB);
        assertEquals(List.of(ANN, BOB, BOB), List.of(array.get(length - 1), array.get(length), array.get(2 * length - 1)));
        assertTrue(array.heap().stats().usedBytes() < 1 << 20, () -> array.heap().stats().toString());
    }

    @Test
    void elementsAreReadInThreeWays() {
        SharedArray<Account> array = SharedArray.create(pool, List.of(ANN, BOB));
        assertEquals(BOB, array.get(1));
        assertEquals(20, array.<AccountView, Long>with(1, AccountView.class, AccountView::balance));
        AccountView view = array.view(1, AccountView.class);
        view.balance(30);
        assertEquals(30, array.get(1).balance());
        List<AccountView> all = array.view(AccountView.class);
        all.get(0).balance(11);
        assertEquals(List.of(11L, 30L), all.stream().map(AccountView::balance).toList());
        assertEquals(new Account("ann", 11), array.get(0));
        assertMessage("through its view", assertThrows(UnsupportedOperationException.class, () -> all.set(0, view)));
    }

    @Test
    void nullElementsAreSeenAsNull() {
        SharedArray<Account> array = SharedArray.make(pool, 3, null);
        assertNull(array.get(2));
        assertNull(array.view(2, AccountView.class));
        assertTrue(array.<AccountView, Boolean>with(2, AccountView.class, view -> view == null));
        array.set(2, ANN);
        array.set(2, (Account) null);
        assertEquals(Arrays.asList(null, null, null), array.asList());
    }

    @Test
    void aPinnedElementStaysThoughItIsReplacedAndCollected() {
        SharedArray<Account> array = SharedArray.create(pool, List.of(ANN));
        AccountView unprotected = array.view(0, AccountView.class);
        array.<AccountView, Void>with(0, AccountView.class, pinned -> {
            array.set(0, BOB);
            array.heap().gc();
            assertEquals("ann", pinned.owner());
            assertEquals("ann", unprotected.owner());
            return null;
        });
        array.heap().gc();
        assertThrows(StaleValueException.class, unprotected::owner);
        assertEquals(BOB, array.get(0));
    }

    @Test
    void itGrowsWithoutTouchingWhatIsThere() {
        SharedArray<Object> array = SharedArray.create(pool, List.of(ANN, 2));
        AccountView first = array.view(0, AccountView.class);
        List<Object> model = new ArrayList<>(List.of(ANN, 2));
        for (int length : new int[] {3, 5, 9, 30, 31, 1024, 1030, 1000, 5000, 2_000_000}) {
            array.grow(length, "to " + length);
            while (model.size() < length) {
                model.add("to " + length);
            }
            array.set(length / 2, length);
            model.set(length / 2, length);
            assertEquals(model.size(), array.length());
        }
        for (int i = 0; i < model.size(); i += i < 6000 ? 1 : 997) {
            assertEquals(model.get(i), array.get(i), "index " + i);
        }
        array.heap().gc();
        assertEquals(10, first.balance());
    }

    @Test
    void whatCameBehindTheEndWithGrowingIsGoneWithTheNextGrowing() {
        SharedArray<String> array = SharedArray.make(pool, 1100, "a");
        array.grow(1110, "b");
        array.grow(1120, "c");
        array.grow(4000, "d");
        array.grow(4010, null);
        assertEquals(Arrays.asList("a", "b", "b", "c", "c", "d", "d", null, null),
                IntStream.of(1099, 1100, 1109, 1110, 1119, 1120, 3999, 4000, 4009).mapToObj(array::get).toList());
    }

    @Test
    void anIndexOutsideIsRefusedWithTheLength() {
        SharedArray<Integer> array = SharedArray.create(pool, List.of(1, 2));
        for (long index : new long[] {-1, 2, 1024, Long.MAX_VALUE, Long.MIN_VALUE}) {
            String message = "index=" + index + ": allowed are 0 to 1, the length is 2";
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.get(index)));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.set(index, 1)));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.view(index, AccountView.class)));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.with(index, Integer.class, n -> n)));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.updateAndGet(index, n -> n)));
            assertMessage(message, assertThrows(IndexOutOfBoundsException.class, () -> array.compareAndSet(index, 1, 1)));
        }
        assertMessage("length=-1", assertThrows(IllegalArgumentException.class, () -> SharedArray.make(pool, -1, 0)));
        assertMessage("length=-5", assertThrows(IllegalArgumentException.class, () -> array.grow(-5, 0)));
        assertMessage("length=" + Long.MAX_VALUE, assertThrows(IllegalArgumentException.class, () -> array.grow(Long.MAX_VALUE, 0)));
    }

    @Test
    void whatCannotBeSharedIsRefusedAndTheOldElementStays() {
        SharedArray<Object> array = SharedArray.create(pool, List.of(1));
        assertMessage("Thread", assertThrows(NotShareableException.class, () -> array.set(0, new Thread())));
        assertThrows(NotShareableException.class, () -> array.grow(5, new Thread()));
        assertThrows(NotShareableException.class, () -> SharedArray.create(pool, "bad", List.of(1, new Thread())));
        assertThrows(NotShareableException.class, () -> array.setHeader(new Thread()));
        assertEquals(List.of(1), array.asList());
        assertEquals(Optional.empty(), SharedArray.find(pool, "bad"));
    }

    @Test
    void aFullPoolIsReportedAndNothingChanges() {
        SharedArray<String> array = SharedArray.make(pool, 3, "first");
        assertThrows(OutOfPoolMemoryException.class, () -> array.set(1, "x".repeat(20 << 20)));
        assertThrows(OutOfPoolMemoryException.class, () -> SharedArray.init(pool, 1 << 20, i -> "a text that takes a block " + i));
        assertEquals(List.of("first", "first", "first"), array.asList());
        array.set(1, "second");
        assertEquals("second", array.get(1));
    }

    @Test
    void aValueOfItsHeapIsSetWithoutCopyingAndOneOfAnotherHeapIsRefused() {
        SharedArray<Account> array = SharedArray.create(pool, Arrays.asList(ANN, null));
        array.heap().modify(m -> {
            array.set(1, m.add(BOB));
            return null;
        });
        assertEquals(BOB, array.get(1));
        Heap other = Heap.create(pool);
        other.modify(m -> assertMessage("add a copy", m.add(ANN), array));
        assertEquals(BOB, array.get(1));
    }

    private static Void assertMessage(String part, rockpool.engine.heap.Added value, SharedArray<Account> array) {
        assertMessage(part, assertThrows(IllegalArgumentException.class, () -> array.set(1, value)));
        return null;
    }

    @Test
    void operationsInAModifyHappenTogetherOrNotAtAll() {
        SharedArray<Integer> array = SharedArray.create(pool, List.of(1, 2));
        assertThrows(IllegalStateException.class, () -> array.heap().modify(m -> {
            array.set(0, 7);
            array.grow(2000, 9);
            array.set(1999, 8);
            assertEquals(List.of(7, 2, 9, 8), List.of(array.get(0), array.get(1), array.get(2), array.get(1999)));
            throw new IllegalStateException("no");
        }));
        assertEquals(List.of(1, 2), array.asList());
    }

    @Test
    void elementsAreChangedInOneStepAsInAnAtomicArray() {
        SharedArray<Integer> array = SharedArray.make(pool, 2000, 1);
        assertEquals(1, array.getAndSet(1500, 2));
        assertEquals(2, array.getAndUpdate(1500, n -> n + 1));
        assertEquals(4, array.updateAndGet(1500, n -> n + 1));
        assertEquals(4, array.getAndAccumulate(1500, 6, Integer::sum));
        assertEquals(11, array.accumulateAndGet(1500, 1, Integer::sum));
        assertFalse(array.compareAndSet(1500, 10, 0));
        assertTrue(array.compareAndSet(1500, 11, 0));
        assertEquals(List.of(1, 0, 1), List.of(array.get(1499), array.get(1500), array.get(1501)));
        assertThrows(ArithmeticException.class, () -> array.updateAndGet(1500, n -> 1 / n));
        assertEquals(0, array.get(1500));
        SharedArray<Account> accounts = SharedArray.create(pool, List.of(ANN));
        assertTrue(accounts.compareAndSet(0, new Account("ann", 10), BOB), "values are compared, not places");
    }

    @Test
    void theListSetsAndSortsAndRefusesToChangeItsLength() {
        SharedArray<Integer> array = SharedArray.init(pool, 3000, i -> (int) (i * 7919 % 3000));
        List<Integer> list = array.asList();
        assertEquals(0, list.set(0, 17));
        list.set(0, 0);
        list.sort(Comparator.reverseOrder());
        assertEquals(IntStream.range(0, 3000).map(i -> 2999 - i).boxed().toList(), list);
        list.subList(10, 20).sort(null);
        assertEquals(2980, list.get(10));
        list.replaceAll(n -> n + 1);
        assertEquals(3000, array.get(0));
        assertEquals(3000L * 3001 / 2, list.parallelStream().mapToLong(n -> n).sum());
        assertTrue(list.contains(1));
        assertMessage("grow", assertThrows(UnsupportedOperationException.class, () -> list.add(1)));
        assertMessage("set the element to null", assertThrows(UnsupportedOperationException.class, () -> list.remove(1)));
        assertThrows(UnsupportedOperationException.class, list::clear);
        assertThrows(IndexOutOfBoundsException.class, () -> list.get(3000));
        assertThrows(ClassCastException.class, () -> SharedArray.create(pool, List.of(1, "x")).asList().sort(null));
    }

    @Test
    void anIteratorSeesWhatCameByGrowing() {
        SharedArray<Integer> array = SharedArray.create(pool, List.of(1));
        Iterator<Integer> iterator = array.asList().iterator();
        iterator.next();
        assertFalse(iterator.hasNext());
        array.grow(2, 5);
        assertTrue(iterator.hasNext());
        assertEquals(5, iterator.next());
    }

    @Test
    void itsHeaderIsAValueOfWhichOneComponentCanBeChanged() {
        Mutex lock = Mutex.create(pool, LockKind.NORMAL);
        SharedArray<Integer> array = SharedArray.make(pool, 2, 0, new Limits(10, lock));
        array.header(LimitsView.class).most(20);
        assertEquals(new Limits(20, lock), array.header(Limits.class));
        assertEquals(20, array.<LimitsView, Integer>withHeader(LimitsView.class, LimitsView::most));
        assertEquals(lock, array.header(LimitsView.class).lock());
        array.setHeader("a text");
        assertEquals("a text", array.header(String.class));
        array.setHeader(null);
        assertNull(array.header(Limits.class));
        assertTrue(array.<LimitsView, Boolean>withHeader(LimitsView.class, header -> header == null));
    }

    @Test
    void itIsFoundByNameAndByItsDescriptorAndInAValue() {
        SharedArray<Integer> array = SharedArray.create(pool, "numbers", List.of(1, 2));
        assertEquals(Optional.of(array), SharedArray.find(pool, "numbers"));
        assertEquals(array, SharedArray.of(pool, array.descriptor()));
        assertEquals(array, Descriptors.resolve(array.descriptor()));
        Ref<SharedArray<Integer>> ref = Ref.create(pool, array);
        assertEquals(2, ref.get().get(1));
        SharedArray<SharedArray<Integer>> arrays = SharedArray.create(pool, List.of(array));
        assertEquals(array, arrays.get(0));
        assertEquals(array.hashCode(), arrays.get(0).hashCode());
        assertNotEquals(array, SharedArray.create(pool, List.of(1, 2)));
        assertMessage("name=numbers", assertThrows(IllegalArgumentException.class, () -> SharedArray.make(pool, "numbers", 1, 0)));
        assertEquals(Optional.empty(), SharedArray.find(pool, "others"));
        assertEquals(Optional.empty(), Ref.find(pool, "numbers"));
    }

    @Test
    void elementsOfAnotherTypeThanTheHandlesAreReported() {
        SharedArray.create(pool, "mixed", List.of(1, "text"));
        SharedArray<Integer> array = SharedArray.find(pool, "mixed", Integer.class).orElseThrow();
        assertEquals(1, array.get(0));
        assertMessage("Integer", assertThrows(TypeMismatchException.class, () -> array.get(1)));
    }

    @Test
    void whatIsDestroyedSaysSo() {
        SharedArray<Integer> array = SharedArray.create(pool, "gone", List.of(1, 2));
        assertEquals("SharedArray(gone, [1, 2])", array.toString());
        assertTrue(SharedArray.make(pool, 1000, 123).toString().endsWith("…])"));
        array.destroy();
        assertMessage("destroyed", assertThrows(IllegalStateException.class, () -> array.get(0)));
        assertMessage("destroyed", assertThrows(IllegalStateException.class, () -> array.set(0, 1)));
        assertMessage("destroyed", assertThrows(IllegalStateException.class, array::length));
        assertMessage("destroyed", assertThrows(IllegalStateException.class, () -> array.view(0, Integer.class)));
        assertMessage("destroyed", assertThrows(IllegalStateException.class, () -> array.with(0, Integer.class, n -> n)));
        assertEquals("SharedArray(destroyed)", array.toString());
        assertEquals(Optional.empty(), SharedArray.find(pool, "gone"));
    }
}
