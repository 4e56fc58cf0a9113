package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// A heap as a program without a reference uses it: through modifications alone.
@ExtendWith(NothingLeft.class)
class MutatorTest {

    record Account(String owner, long balance) {}

    record Pair(Account left, Account right) {}

    record Door(Mutex mutex) {}

    interface AccountView {
        String owner();
    }

    interface PairView {
        AccountView left();

        void left(AccountView left);

        AccountView right();

        void right(AccountView right);
    }

    interface DoorView {
        Mutex mutex();

        void mutex(InHeap mutex);
    }

    private Pool pool;
    private Heap heap;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 24);
        heap = Heap.create(pool);
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private static Account account(int number) {
        return new Account("the owner of account " + number, number);
    }

    private void assign(Object value) {
        heap.modify(m -> {
            m.assign(m.add(value));
            return null;
        });
    }

    private <T> Root<T> root(Class<T> type) {
        return Root.of(heap, type);
    }

    @Test
    void aHeapIsFoundByItsDescriptorUntilItIsDestroyed() {
        assign(new Account("ann", 10));
        Descriptor descriptor = heap.descriptor();
        Heap found = (Heap) Descriptors.resolve(pool, descriptor);
        assertEquals(new Account("ann", 10), Root.of(found, Account.class).get());
        assertEquals("ann", Root.of(found, Account.class).view(AccountView.class).owner());
        assertEquals("Account[owner=ann, balance=10]", ValueText.show(found, 100));
        assertEquals(1, found.stats().blocks());
        heap.destroy();
        assertThrows(IllegalStateException.class, () -> Descriptors.resolve(pool, descriptor));
    }

    @Test
    void aMutatorKnowsItsHeapAndPool() {
        assertSame(heap, heap.modify(Mutator::heap));
        assertSame(pool, heap.modify(m -> m.heap().pool()));
    }

    @Test
    void theElementsOfAnArrayMayBeOneCopyOfAValue() {
        heap.modify(m -> {
            @SuppressWarnings("unchecked")
            List<Object> array = (List<Object>) m.add(new Account[3], List.class);
            Added one = m.add(account(1));
            IntStream.range(0, 3).forEach(index -> array.set(index, one));
            m.assign(array);
            return null;
        });
        List<?> seen = root(Account[].class).view(List.class);
        assertEquals(seen.get(0), seen.get(2));
        assertArrayEquals(new Account[] {account(1), account(1), account(1)}, root(Account[].class).get());
    }

    @Test
    void theElementsOfAnArrayThatHoldOthersStayOneObject() {
        Pair[] same = new Pair[3];
        Arrays.fill(same, new Pair(null, account(1)));
        assign(same);
        List<?> seen = root(Pair[].class).view(List.class);
        assertEquals(seen.get(0), seen.get(2));
        Pair[] copy = root(Pair[].class).get();
        assertSame(copy[0], copy[2]);
    }

    @Test
    void anArrayHasACopyOfEachElementOfItsOwn() {
        assign(IntStream.range(0, 3).mapToObj(k -> account(1)).toArray(Account[]::new));
        List<?> seen = root(Account[].class).view(List.class);
        assertNotEquals(seen.get(0), seen.get(2));
        assertEquals(account(1), root(Account[].class).get()[2]);
    }

    @Test
    void whatIsAddedSharesPartsThatLiveInTheHeap() {
        assign(account(1));
        AccountView old = root(Account.class).view(AccountView.class);
        heap.modify(m -> {
            PairView pair = m.add(new Pair(null, null), PairView.class);
            pair.left(old);
            pair.right(m.add(account(2), AccountView.class));
            m.assign(pair);
            return null;
        });
        heap.gc();
        assertEquals(old, root(Pair.class).view(PairView.class).left());
        assertEquals(account(1).owner(), old.owner());
        assertEquals(new Pair(account(1), account(2)), root(Pair.class).get());
    }

    @Test
    void roomForBytesIsFilledInPlace() {
        byte[] text = {'h', 'e', 'l', 'l', 'o'};
        heap.modify(m -> {
            @SuppressWarnings("unchecked")
            List<Object> room = (List<Object>) m.add(new byte[text.length], List.class);
            for (int i = 0; i < text.length; i++) {
                room.set(i, text[i]);
            }
            m.assign(room);
            return null;
        });
        assertArrayEquals(text, root(byte[].class).get());
    }

    @Test
    void valuesThatWereFoundUnderTheLockStayWhileTheyArePinned() {
        int count = 20;
        assign(IntStream.range(0, count).mapToObj(MutatorTest::account).toList());
        List<Pin> pins = new ArrayList<>();
        List<StructView> found = heap.modify(m -> {
            List<StructView> all = new ArrayList<>();
            for (Object element : m.root(List.class)) {
                StructView view = (StructView) element;
                pins.add(m.pin(view));
                all.add(view);
            }
            return all;
        });
        assign(null);
        heap.gc();
        for (int i = 0; i < count; i++) {
            assertEquals(account(i).owner(), found.get(i).get("owner"));
        }
        pins.forEach(Pin::close);
        heap.gc();
        found.forEach(view -> assertThrows(StaleValueException.class, () -> view.get("owner")));
    }

    @Test
    void aCopyOfAValueInPlaceOutlivesIt() {
        assign(account(1));
        StructView view = root(Account.class).view(StructView.class);
        Object copy = view.copy();
        assign(null);
        heap.gc();
        assertEquals(account(1), copy);
        assertThrows(StaleValueException.class, view::copy);
    }

    @Test
    void aMutexIsPutWhereNoneWasAndACopyOfItIsTheSame() throws InterruptedException {
        assign(new Door(null));
        DoorView door = root(Door.class).view(DoorView.class);
        assertNull(door.mutex());
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        heap.modify(m -> {
            door.mutex(m.add(mutex));
            return null;
        });
        root(Door.class).get().mutex().lock();
        assertTrue(mutex.isMine());
        door.mutex().unlock();
        assertEquals(mutex, door.mutex());
    }

    @Test
    void aModifyInsideThatThrowsTakesBackWhatItDidToValuesAddedAround() {
        heap.modify(m -> {
            PairView pair = m.add(new Pair(new Account("ann", 1), new Account("bob", 2)), PairView.class);
            m.assign(pair);
            AccountView left = pair.left();
            assertThrows(IllegalStateException.class, () -> heap.modify(inner -> {
                pair.left(pair.right());
                throw new IllegalStateException("no");
            }));
            assertEquals(left, pair.left());
            heap.modify(inner -> {
                pair.left(pair.right());
                return null;
            });
            pair.right(left);
            return null;
        });
        assertEquals(new Pair(new Account("bob", 2), new Account("ann", 1)), heap.modify(m -> m.root(StructView.class).copy()));
    }
}
