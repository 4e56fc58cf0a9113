package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class ViewTest {

    record Account(String owner, long balance, Account parent, List<Account> children, LocalDate since) {}

    record Numbers(boolean z, byte b, short s, char c, int i, long j, float f, double d) {}

    interface AccountView {
        String owner();

        void owner(InHeap owner);

        long balance();

        void balance(long balance);

        AccountView parent();

        void parent(AccountView parent);

        List<AccountView> children();

        LocalDate since();

        default String title() {
            return owner() + " has " + balance();
        }
    }

    interface CopyingView {
        Account parent();

        void owner(String owner);
    }

    private interface NumbersView {
        boolean z();

        void z(boolean v);

        byte b();

        void b(byte v);

        short s();

        void s(short v);

        char c();

        void c(char v);

        int i();

        void i(int v);

        long j();

        void j(long v);

        float f();

        void f(float v);

        double d();

        void d(double v);
    }

    private Pool pool;
    private Ref<Object> ref;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 24);
        ref = Ref.create(pool, null);
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private static Account account(String owner, long balance, Account parent, Account... children) {
        return new Account(owner, balance, parent, Arrays.asList(children), LocalDate.of(2026, 1, 2));
    }

    private AccountView family() {
        var root = account("a root with a long name", 1, null);
        ref.set(account("ann", 10, root, account("kid", 2, root), null));
        return ref.view(AccountView.class);
    }

    @Test
    void componentsAreSeenInPlace() {
        AccountView view = family();
        assertEquals("ann", view.owner());
        assertEquals(10, view.balance());
        assertEquals("a root with a long name", view.parent().owner());
        assertNull(view.parent().parent());
        assertEquals("kid", view.children().get(0).owner());
        assertNull(view.children().get(1));
        assertEquals(2, view.children().size());
        assertEquals(view.parent(), view.children().getFirst().parent());
        assertEquals(LocalDate.of(2026, 1, 2), view.since());
        assertEquals("ann has 10", view.title());
    }

    @Test
    void aComponentUnderItsOwnTypeIsCopied() {
        family();
        assertEquals(account("a root with a long name", 1, null), ref.view(CopyingView.class).parent());
    }

    @Test
    void everyPrimitiveIsReadAndChanged() {
        ref.set(new Numbers(false, (byte) 1, (short) 2, 'c', 4, 5, 6, 7));
        NumbersView view = ref.view(NumbersView.class);
        view.z(true);
        view.b((byte) -1);
        view.s((short) -2);
        view.c('\uffff');
        view.i(-4);
        view.j(Long.MIN_VALUE);
        view.f(-0.5f);
        view.d(Math.PI);
        var expected = new Numbers(true, (byte) -1, (short) -2, '\uffff', -4, Long.MIN_VALUE, -0.5f, Math.PI);
        assertEquals(expected, new Numbers(view.z(), view.b(), view.s(), view.c(), view.i(), view.j(), view.f(), view.d()));
        assertEquals(expected, ref.get());
    }

    @Test
    void changesOfAModifyAreSeenByItselfAtOnceAndByOthersTogether() throws InterruptedException {
        AccountView view = family();
        ref.heap().modify(m -> {
            view.balance(11);
            view.owner(m.add("a name too long for a word"));
            view.parent(m.add(account("new", 5, null), AccountView.class));
            view.parent().balance(6);
            assertEquals("a name too long for a word has 11", view.title());
            assertEquals(6, view.parent().balance());
            assertEquals(11, ((Account) ref.get()).balance());
            assertEquals("ann has 10", inAnotherThread(view));
            return null;
        });
        assertEquals("a name too long for a word has 11", view.title());
        assertEquals(6, view.parent().balance());
    }

    private static String inAnotherThread(AccountView view) {
        var seen = new String[1];
        Thread other = Thread.ofPlatform().start(() -> seen[0] = view.title());
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return seen[0];
    }

    @Test
    void aModifyThatThrowsChangesNothing() {
        AccountView view = family();
        assertThrows(IllegalStateException.class, () -> ref.heap().modify(m -> {
            view.balance(99);
            view.parent(null);
            throw new IllegalStateException();
        }));
        assertEquals(10, view.balance());
        assertEquals("a root with a long name", view.parent().owner());
    }

    @Test
    void aSetterRefusesWhatDoesNotLiveInTheHeapWithAdvice() {
        family();
        var refused = assertThrows(IllegalArgumentException.class, () -> ref.view(CopyingView.class).owner("bob"));
        assertEquals("value=bob (java.lang.String): a setter takes a primitive, or a value that already lives in this heap; "
                + "add it first, with "
            + "the mutator of a modify: m.add(value)", refused.getMessage());
    }

    @Test
    void aSetterRefusesWhatItsComponentCannotHold() {
        AccountView view = family();
        ref.heap().modify(m -> {
            String message = assertThrows(IllegalArgumentException.class, () -> view.owner(m.add(5))).getMessage();
            assertTrue(message.startsWith("owner=a box: "), message);
            assertThrows(IllegalArgumentException.class, () -> view.owner(m.add(List.of())));
            StructView struct = ref.view(StructView.class);
            assertThrows(IllegalArgumentException.class, () -> struct.set("children", m.add("text")));
            assertThrows(IllegalArgumentException.class, () -> struct.set("parent", m.add("text")));
            assertThrows(IllegalArgumentException.class, () -> struct.set("since", m.add(List.of(1))));
            struct.set("since", m.add(LocalDate.of(2000, 1, 1)));
            return null;
        });
        assertEquals(LocalDate.of(2000, 1, 1), ((Account) ref.get()).since());
    }

    @Test
    void aValueOfAnotherHeapIsRefused() {
        AccountView view = family();
        Ref<Account> other = Ref.create(pool, account("other", 0, null));
        assertThrows(IllegalArgumentException.class, () -> view.parent(other.view(AccountView.class)));
    }

    @Test
    void aViewIsStaleOnceItsValueIsCollected() {
        AccountView view = family();
        List<AccountView> children = view.children();
        StructView struct = ref.view(StructView.class);
        ref.set(account("bob", 1, null));
        assertEquals(10, view.balance(), "garbage is still readable");
        ref.heap().gc();
        assertThrows(StaleValueException.class, view::balance);
        assertThrows(StaleValueException.class, view::owner);
        assertThrows(StaleValueException.class, () -> view.balance(3));
        assertThrows(StaleValueException.class, children::size);
        assertThrows(StaleValueException.class, () -> children.get(0));
        assertThrows(StaleValueException.class, () -> struct.get("balance"));
        assertThrows(StaleValueException.class, struct::copy);
        String message = assertThrows(StaleValueException.class, view::balance).getMessage();
        assertTrue(message.contains(": collection 1 (on demand) has taken this value back"), message);
        assertEquals("stale value", view.toString());
    }

    @Test
    void aViewIsStaleEvenIfAnEqualValueLiesInItsPlace() {
        ref.set(account("ann", 1, null));
        AccountView view = ref.view(AccountView.class);
        for (int i = 0; i < 200; i++) {
            ref.set(account("ann", 1, null));
            ref.heap().gc();
            assertThrows(StaleValueException.class, view::balance);
        }
    }

    @Test
    void aPinnedValueSurvivesCollections() {
        family();
        ref.with(AccountView.class, view -> {
            ref.set(null);
            ref.heap().gc();
            assertEquals("ann", view.owner());
            assertEquals("kid", view.children().getFirst().owner());
            return null;
        });
        long used = ref.heap().stats().usedBytes();
        ref.heap().gc();
        assertTrue(ref.heap().stats().usedBytes() < used);
    }

    @Test
    void aPinOfAModifyKeepsWhatNothingRefersTo() {
        Pin[] pin = {null};
        AccountView view = ref.heap().modify(m -> {
            var added = m.add(account("kept", 3, null));
            pin[0] = m.pin(added);
            return added.as(AccountView.class);
        });
        ref.heap().gc();
        assertEquals("kept", view.owner());
        pin[0].close();
        ref.heap().gc();
        assertThrows(StaleValueException.class, view::owner);
    }

    @Test
    void aViewOfGarbageCanBeMadeReachableAgain() {
        AccountView view = family();
        AccountView kid = view.children().getFirst();
        ref.heap().modify(m -> {
            m.assign(kid);
            return null;
        });
        ref.heap().gc();
        assertEquals("kid", kid.owner());
        assertThrows(StaleValueException.class, view::owner);
    }

    @Test
    void componentsAreReadAndChangedByName() {
        family();
        StructView view = ref.view(StructView.class);
        assertEquals(List.of("owner", "balance", "parent", "children", "since"), view.names());
        assertEquals("ann", view.get("owner"));
        view.set("balance", 12);
        assertEquals(12L, view.get("balance"));
        assertEquals(1L, assertInstanceOf(StructView.class, view.get("parent")).get("balance"));
        view.set("parent", null);
        assertNull(view.get("parent"));
        assertThrows(IllegalArgumentException.class, () -> view.set("balance", "12"));
        assertThrows(IllegalArgumentException.class, () -> view.set("balance", 1.5));
        String message = assertThrows(IllegalArgumentException.class, () -> view.get("sum")).getMessage();
        assertTrue(message.startsWith("name=sum: "), message);
    }

    @Test
    void listsAndArraysAreSeenAndChangedInPlace() {
        ref.set(List.of(List.of(1, 2, 3), new double[] {1.5}, new Object[] {"x", null}, Map.of("k", 1)));
        List<?> all = ref.view(List.class);
        @SuppressWarnings("unchecked")
        List<Object> numbers = (List<Object>) all.get(0);
        numbers.set(1, 20);
        assertEquals(List.of(1, 20, 3), numbers);
        @SuppressWarnings("unchecked")
        List<Object> doubles = (List<Object>) all.get(1);
        doubles.set(0, 2);
        @SuppressWarnings("unchecked")
        List<Object> array = (List<Object>) all.get(2);
        array.set(1, DayOfWeek.MONDAY);
        assertThrows(IllegalArgumentException.class, () -> array.set(1, "text"));
        assertThrows(IllegalArgumentException.class, () -> numbers.set(1, 2L));
        assertThrows(IndexOutOfBoundsException.class, () -> numbers.get(3));
        assertEquals("[[1, 20, 3], [2.0], [x, MONDAY], {k=1}]", all.toString());
        assertEquals(List.of(1, 20, 3), ((List<?>) ref.get()).get(0));
    }

    @Test
    void anInterfaceThatDoesNotFitIsRefusedBeforeItIsUsed() {
        family();
        assertThrows(IllegalArgumentException.class, () -> ref.view(NumbersView.class));
        interface Wrong {
            int balance();
        }
        String message = assertThrows(IllegalArgumentException.class, () -> ref.view(Wrong.class)).getMessage();
        assertTrue(message.contains("balance: int is not the type"), message);
        assertThrows(TypeMismatchException.class, () -> ref.view(List.class));
    }

    @Test
    void viewsAreEqualIfTheySeeTheSameValue() {
        AccountView view = family();
        assertEquals(view, ref.view(AccountView.class));
        assertEquals(view.hashCode(), ref.view(AccountView.class).hashCode());
        assertFalse(view.equals(view.parent()));
    }
}
