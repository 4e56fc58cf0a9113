package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class ValueRoundTripTest {

    record Node(int number, Node next) {}

    record Tree(Object value, List<Tree> children) {
        Tree {
            children = List.copyOf(children);
        }
    }

    record Holder(Object held) {}

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalArgumentException("number=" + number);
            }
        }
    }

    interface HolderView {
        StructView held();

        void held(InHeap value);
    }

    interface PositiveView {
        void number(int number);
    }

    private Pool pool;
    private Ref<Object> ref;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 30);
        ref = Ref.create(pool, null);
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private Object trip(Object value) {
        ref.set(value);
        return ref.get();
    }

    @Test
    void randomGraphsComeOutAsTheyWentIn() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var values = new RandomValues(random);
        for (int i = 0; i < 3000; i++) {
            Object value = values.graph(random.nextInt(200));
            String difference = SameValue.difference(value, trip(value));
            assertNull(difference, "seed=" + seed + ", graph " + i);
        }
    }

    @Test
    void tenMillionLinkedRecordsGoInAreCollectedAndComeOut() {
        int count = 10_000_000;
        Node first = null;
        for (int i = 0; i < count; i++) {
            first = new Node(i, first);
        }
        ref.set(first);
        ref.heap().gc();
        Node copy = (Node) ref.get();
        int expected = count;
        while (copy != null) {
            assertEquals(--expected, copy.number);
            copy = copy.next;
        }
        assertEquals(0, expected);
        ref.set(null);
        ref.heap().gc();
        assertTrue(ref.heap().stats().usedBytes() < 1 << 20, () -> ref.heap().stats().toString());
    }

    @Test
    void tenMillionElementsOfAListGoInAreCollectedAndComeOut() {
        Integer[] numbers = new Integer[10_000_000];
        Arrays.setAll(numbers, i -> i);
        ref.set(Arrays.asList(numbers));
        ref.heap().gc();
        assertEquals(Arrays.asList(numbers), ref.get());
    }

    @Test
    void deepListsNeedNoStack() {
        List<Object> deepest = new ArrayList<>();
        List<Object> list = deepest;
        for (int i = 0; i < 200_000; i++) {
            list = new ArrayList<>(List.of(list));
        }
        deepest.add("end");
        Object copy = trip(list);
        while (copy instanceof List<?> inner) {
            copy = inner.getFirst();
        }
        assertEquals("end", copy);
    }

    @Test
    void aListThatContainsItselfStaysOne() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<?> copy = (List<?>) trip(list);
        assertSame(copy, copy.getFirst());
        assertNotSame(list, copy);
    }

    @Test
    void recordsInACycleThroughAListAMapAndAnArrayStayOne() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>();
        Object[] array = new Object[2];
        var holder = new Holder(list);
        list.add(holder);
        list.add(map);
        map.put("array", array);
        map.put("holder", holder);
        array[1] = holder;
        Holder copy = (Holder) trip(holder);
        List<?> copiedList = (List<?>) copy.held;
        Map<?, ?> copiedMap = (Map<?, ?>) copiedList.get(1);
        assertSame(copy, copiedList.get(0));
        assertSame(copy, copiedMap.get("holder"));
        assertSame(copy, ((Object[]) copiedMap.get("array"))[1]);
    }

    @Test
    void aConstructorSeesItsComponentsComplete() {
        var leaf = new Tree("leaf", List.of());
        var tree = new Tree(1, List.of(leaf, new Tree(2, List.of(leaf)), leaf));
        Tree copy = (Tree) trip(tree);
        assertEquals(tree, copy);
        assertSame(copy.children.get(0), copy.children.get(2));
    }

    @Test
    void setsOfContainersFindTheirElements() {
        Set<Object> sets = Set.of(Set.of(1, 2), List.of(3, List.of("x")), Map.of("k", Set.of(4L)));
        Set<?> copy = (Set<?>) trip(sets);
        assertEquals(sets, copy);
        assertTrue(copy.contains(List.of(3, List.of("x"))));
    }

    @Test
    void sortedCollectionsStaySorted() {
        var set = new TreeSet<>(List.of("b", "a"));
        var map = new TreeMap<>(Map.of(2, "x", 1, "y"));
        List<?> copy = (List<?>) trip(List.of(set, map, set.descendingSet(), map.descendingMap()));
        assertInstanceOf(TreeSet.class, copy.get(0));
        assertEquals("[[a, b], {1=y, 2=x}, [b, a], {2=x, 1=y}]", copy.toString());
    }

    @Test
    void copiesAreTheCallersOwn() {
        @SuppressWarnings("unchecked")
        List<Object> copy = (List<Object>) trip(List.of(1, 2));
        copy.add(3);
        assertEquals(List.of(1, 2), ref.get());
    }

    @Test
    void everyShortStringAndEveryNumberAtTheEdgeOfAWordComesOut() {
        for (Object value : List.of("", "\0", "1234567", "12345678", "\u00ff", "\u0100", "\ud800", "a\udc00b", 1L << 55, (1L << 55) - 1,
                -1L << 55,
                (-1L << 55) - 1, Long.MIN_VALUE, 0.0, -0.0, Double.NaN, Double.MIN_VALUE, 1e300, Float.NaN, Integer.MIN_VALUE, '\uffff')) {
            assertEquals(value, trip(value));
        }
    }

    @Test
    void textsOfAllLengthsAndWithAForeignCharacterAnywhereComeOut() {
        for (int length : new int[] {8, 39, 40, 41, 128, 129, 255, 256, 257, 4095, 4096, 4097, 10_000}) {
            String plain = "?ÿ".repeat(length).substring(0, length);
            assertEquals(plain, trip(plain));
            for (int index : new int[] {0, length / 2, length - 1}) {
                for (String foreign : List.of("\u0100", "\ud800", "\udc00", "\uff3f")) {
                    String text = plain.substring(0, index) + foreign + plain.substring(index + 1);
                    assertEquals(text, trip(text), () -> "length=" + length + ", index=" + index);
                }
            }
        }
    }

    @Test
    void aNameInUnusualLettersAndAHandleComeOut() {
        Ref<?> copy = (Ref<?>) ((Holder) trip(new Holder(ref))).held;
        assertEquals(ref, copy);
        assertEquals("größer → ∞", trip("größer → ∞"));
    }

    @Test
    void recordsThatOnlyAViewCouldTieTogetherAreRefusedAndStay() {
        ref.set(new Holder(null));
        HolderView view = ref.view(HolderView.class);
        ref.heap().modify(m -> {
            view.held(m.root(StructView.class));
            return null;
        });
        var refused = assertThrows(UncopyableValueException.class, ref::get);
        assertTrue(refused.getMessage().contains("lead back to themselves"), refused.getMessage());
        assertEquals(view.held(), view.held().get("held"));
    }

    @Test
    void whatAConstructorRejectsIsNamedAndStays() {
        ref.set(new Positive(1));
        ref.view(PositiveView.class).number(-5);
        var refused = assertThrows(UncopyableValueException.class, ref::get);
        assertTrue(refused.getMessage().startsWith("Positive[number=-5]: "), refused.getMessage());
        assertEquals("Ref(Positive[number=-5])", ref.toString());
    }
}
