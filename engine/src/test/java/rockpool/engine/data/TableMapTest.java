package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// A hash table as Java's map, and ways through it while it changes.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class TableMapTest {

    private Pool pool;
    private SharedHashTable<Integer, String> table;
    private ConcurrentMap<Integer, String> map;

    @BeforeEach
    void make() {
        pool = Pool.create(TestNames.unique(), 64 << 20);
        table = SharedHashTable.create(pool);
        map = table.asMap();
    }

    @AfterEach
    void verify() {
        TableVerifier.verify(table);
        pool.close();
    }

    private void fill(int keys) {
        for (int i = 0; i < keys; i++) {
            table.replace(i, "value " + i);
        }
    }

    @Test
    void itDoesWhatMapsDo() {
        assertNull(map.put(1, "a"));
        assertEquals("a", map.put(1, "b"));
        assertEquals("b", map.putIfAbsent(1, "c"));
        assertNull(map.putIfAbsent(2, "d"));
        assertEquals(Map.of(1, "b", 2, "d"), map);
        assertEquals(map, new HashMap<>(map));
        assertEquals(Map.of(1, "b", 2, "d").hashCode(), map.hashCode());
        assertNull(map.replace(3, "x"));
        assertEquals("d", map.replace(2, "e"));
        assertFalse(map.replace(2, "d", "f"));
        assertTrue(map.replace(2, "e", "f"));
        assertFalse(map.remove(2, "e"));
        assertTrue(map.remove(2, "f"));
        assertEquals("b", map.remove(1));
        assertNull(map.remove(1));
        assertTrue(map.isEmpty());
        assertEquals("none", map.getOrDefault(1, "none"));
        map.putAll(Map.of(5, "five", 6, "six"));
        assertEquals(Set.of(5, 6), map.keySet());
        assertEquals(Set.of("five", "six"), new HashSet<>(map.values()));
        assertTrue(map.containsValue("six"));
        assertTrue(map.entrySet().contains(Map.entry(5, "five")));
        assertTrue(map.keySet().remove(5));
        assertTrue(map.entrySet().remove(Map.entry(6, "six")));
        map.put(7, "seven");
        map.keySet().clear();
        assertEquals(0, map.size());
    }

    @Test
    void functionsComputeOnce() {
        assertEquals("1", map.computeIfAbsent(1, key -> "" + key));
        assertEquals("1", map.computeIfAbsent(1, key -> "other"));
        assertNull(map.computeIfAbsent(2, key -> null));
        assertNull(map.computeIfPresent(2, (key, value) -> "x"));
        assertEquals("1+", map.computeIfPresent(1, (key, value) -> value + "+"));
        assertEquals("1+2", map.merge(1, "2", String::concat));
        assertEquals("3", map.merge(3, "3", String::concat));
        assertEquals("null", map.compute(4, (key, value) -> "" + value));
        assertNull(map.compute(4, (key, value) -> null));
        assertNull(map.merge(3, "3", (a, b) -> null));
        assertEquals(Map.of(1, "1+2"), map);
        map.replaceAll((key, value) -> value + "!");
        assertEquals("1+2!", map.get(1));
    }

    @Test
    void aFunctionThatThrowsChangesNothing() {
        map.put(1, "a");
        assertThrows(IllegalStateException.class, () -> map.compute(1, (key, value) -> {
            map.put(2, "b");
            map.remove(1);
            throw new IllegalStateException("no");
        }));
        assertEquals(Map.of(1, "a"), map);
    }

    @Test
    void aFunctionMayChangeTheTableItself() {
        map.put(1, "a");
        assertEquals("a2", map.compute(1, (key, value) -> {
            map.remove(1);
            IntStream.range(2, 50).forEach(i -> map.put(i, "other"));
            return value + "2";
        }));
        assertEquals("a2", map.get(1));
        assertEquals(49, map.size());
    }

    @Test
    void itShowsTheNewestBindingsAndRemovesAllOfAKey() {
        table.add(1, "older");
        table.add(1, "newer");
        table.add(2, "other");
        assertEquals(2, map.size());
        assertEquals(3, table.length());
        assertEquals(Map.of(1, "newer", 2, "other"), map);
        map.put(1, "newest");
        assertEquals(List.of("newest", "older"), table.getAll(1));
        assertEquals("newest", map.remove(1));
        assertFalse(table.containsKey(1));
        assertEquals(1, table.length());
    }

    @Test
    void nullsAreRefusedAndWhatIsNoKeyIsNotThere() {
        assertThrows(NullPointerException.class, () -> map.get(null));
        assertThrows(NullPointerException.class, () -> map.put(1, null));
        assertThrows(NullPointerException.class, () -> map.putIfAbsent(null, "x"));
        assertFalse(map.containsKey(Thread.currentThread()));
        ConcurrentMap<Object, String> typed = SharedHashTable.<Object, String>create(pool, "typed").asMap();
        typed.put(1, "x");
        assertNull(SharedHashTable.find(pool, "typed", String.class, String.class).orElseThrow().asMap().get(1));
    }

    @Test
    void waysThroughItMeetEachKeyOnce() {
        fill(1000);
        Set<Integer> expected = IntStream.range(0, 1000).boxed().collect(Collectors.toSet());
        List<Integer> met = new ArrayList<>(map.keySet());
        assertEquals(1000, met.size());
        assertEquals(expected, new HashSet<>(met));
        assertEquals(expected, map.keySet().parallelStream().collect(Collectors.toSet()));
        assertEquals(1000, map.entrySet().stream().filter(entry -> entry.getValue().equals("value " + entry.getKey())).count());
        var count = new AtomicInteger();
        table.forEach((key, value) -> count.incrementAndGet());
        assertEquals(1000, count.get());
        map.entrySet().forEach(entry -> entry.setValue("new " + entry.getKey()));
        assertEquals("new 7", table.get(7));
    }

    @Test
    void anIteratorTakesOutWhatItGaveLast() {
        fill(100);
        Iterator<Integer> iterator = map.keySet().iterator();
        assertThrows(IllegalStateException.class, iterator::remove);
        while (iterator.hasNext()) {
            if (iterator.next() % 2 == 0) {
                iterator.remove();
            }
        }
        assertThrows(NoSuchElementException.class, iterator::next);
        assertEquals(IntStream.range(0, 100).filter(i -> i % 2 == 1).boxed().collect(Collectors.toSet()), map.keySet());
    }

    @Test
    void whatIsThereAllTheTimeIsMetOnceThoughTheTableGrowsAThousandfold() {
        fill(20);
        Iterator<Integer> iterator = map.keySet().iterator();
        var met = new ArrayList<Integer>();
        met.add(iterator.next());
        for (int i = 20; i < 20_000; i++) {
            table.add(i, "");
        }
        iterator.forEachRemaining(met::add);
        assertEquals(met.size(), new HashSet<>(met).size(), "met twice");
        assertTrue(met.containsAll(IntStream.range(0, 20).boxed().toList()), () -> "missed among " + met.size());
    }

    @Test
    void whatIsThereAllTheTimeIsMetOnceThoughTheTableShrinksAndGrowsAgain() {
        fill(8000);
        Iterator<Integer> iterator = map.keySet().iterator();
        var met = new ArrayList<Integer>();
        for (int left : new int[] {1000, 8, 4000}) {
            met.add(iterator.next());
            for (int i = 8; i < 8000; i++) {
                if (i < left) {
                    table.replace(i, "");
                } else {
                    map.remove(i);
                }
            }
        }
        iterator.forEachRemaining(met::add);
        assertEquals(met.size(), new HashSet<>(met).size(), "met twice");
        assertTrue(met.containsAll(IntStream.range(0, 8).boxed().toList()), () -> "missed among " + met.size());
    }

    @Test
    void aWayThroughATableThatIsClearedEnds() {
        fill(5000);
        Iterator<Map.Entry<Integer, String>> iterator = map.entrySet().iterator();
        iterator.next();
        table.clear();
        fill(3);
        var met = new HashSet<Integer>();
        iterator.forEachRemaining(entry -> assertTrue(met.add(entry.getKey()) || entry.getKey() < 20, () -> "twice: " + entry));
        assertTrue(met.size() < 25, () -> "met: " + met);
    }

    @Test
    void theMapOfAHandleIsTheTables() {
        SharedHashTable<Integer, String> again = SharedHashTable.of(pool, table.descriptor());
        map.put(1, "a");
        assertEquals("a", again.asMap().get(1));
        assertSame(table.heap(), again.heap());
    }
}
