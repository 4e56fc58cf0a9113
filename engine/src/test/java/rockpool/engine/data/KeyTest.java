package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Which keys of a hash table are equal.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class KeyTest {

    record Point(int x, double y) {}

    record Other(int x, double y) {}

    record Deep(String name, List<Point> points, TimeUnit unit, int[] numbers, Deep next) {}

    record Strange(String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Strange;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    record Final(String name) {
        @Override
        public final boolean equals(Object other) {
            return other instanceof Final;
        }

        @Override
        public final int hashCode() {
            return 1;
        }
    }

    record Holder(Object held) {}

    private Pool pool;
    private SharedHashTable<Object, Integer> table;

    @BeforeEach
    void make() {
        pool = Pool.create(TestNames.unique(), 16 << 20);
        table = SharedHashTable.create(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void assertSame(Object stored, Object wanted) {
        assertEquals(Key.of(stored).hash(), Key.of(wanted).hash(), () -> "hashes of " + stored + " and " + wanted);
        assertFound(stored, wanted);
        assertFound(List.of("x", stored), List.of("x", wanted));
        assertFound(new Holder(stored), new Holder(wanted));
        assertFound(Map.of("k", stored), Map.of("k", wanted));
    }

    private void assertFound(Object stored, Object wanted) {
        table.clear();
        table.add(stored, 1);
        assertEquals(1, table.get(wanted), () -> stored + " found by " + wanted);
        table.add(wanted, 2);
        assertEquals(1, table.keyCount(), () -> stored + " and " + wanted);
    }

    private void assertDifferent(Object stored, Object wanted) {
        table.clear();
        table.add(stored, 1);
        assertNull(table.get(wanted), () -> stored + " found by " + wanted);
        table.add(wanted, 2);
        assertEquals(2, table.keyCount(), () -> stored + " and " + wanted);
        assertEquals(1, table.get(stored));
        assertEquals(2, table.get(wanted));
    }

    private static Deep deep(int last) {
        return new Deep("a name of some length", List.of(new Point(1, 2), new Point(3, Double.NaN)), TimeUnit.DAYS, new int[] {1, 2, last},
            last == 0 ? null : new Deep("x", new ArrayList<>(), null, null, null));
    }

    private static List<Object> samples() {
        return List.of("", "short", "seven77", "eight888", "grün", "grüner Wald", "日本", "\u0100 is the first that needs two bytes", 1, 1L, (short) 1,
            (byte) 1, '1', 1.0, 1.0f, true, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 55, 0.1, Double.NaN, 0.0, -0.0, 0.0f, -0.0f, Float.NaN,
            new BigDecimal("1.0"), new BigDecimal("1.00"), BigInteger.ONE, BigInteger.TEN.pow(50), new UUID(1, 2), new UUID(2, 1),
            LocalDate.of(2000, 1, 1), Instant.ofEpochSecond(1, 2), ZonedDateTime.of(2000, 1, 1, 1, 1, 1, 1, ZoneId.of("Europe/Berlin")),
            ZoneId.of("Europe/Berlin"), TimeUnit.DAYS, TimeUnit.HOURS, new Point(1, 2), new Other(1, 2), new Point(1, -0.0), new Point(1, 0.0),
            deep(0), deep(1), new Holder(null), new Holder(1), List.of(), List.of(1), List.of(1L), List.of("1"), List.of(1, 2), List.of(2, 1),
            Arrays.asList(1, null), Set.of(), Set.of(1), Map.of(), Map.of(1, 2), Map.of(2, 1), Optional.empty(), Optional.of(1),
            OptionalDouble.empty(), OptionalDouble.of(0), new int[] {1}, new long[] {1}, new double[] {0}, new double[] {-0.0}, new byte[] {1, 2},
            new byte[] {1, 3}, new boolean[] {true}, new char[] {'1'}, new String[] {"1"}, new Object[] {"1"}, new Integer[] {1});
    }

    @Test
    void keysOfAllKindsAreFoundAndToldApart() {
        List<Object> all = samples();
        for (int i = 0; i < all.size(); i++) {
            table.add(all.get(i), i);
        }
        assertEquals(all.size(), table.keyCount());
        List<Object> again = samples();
        for (int i = 0; i < all.size(); i++) {
            Object key = again.get(i);
            assertEquals(i, table.get(key), () -> "key " + key);
        }
    }

    @Test
    void hashesAreTheSameInAllProcesses() {
        long all = 0;
        for (Object sample : samples()) {
            all = all * 31 + Key.of(sample).hash();
        }
        assertEquals(HASH_OF_SAMPLES, all, "the format of tables that live has changed");
        assertTrue(samples().stream().allMatch(sample -> Key.of(sample).hash() >>> 55 == 0));
    }

    private static final long HASH_OF_SAMPLES = 6675317559107756120L;

    @Test
    void equalKeysMayHaveOtherClasses() {
        assertSame(List.of(1, 2), new LinkedList<>(List.of(1, 2)));
        assertSame(new ArrayList<>(Arrays.asList("a", null)), Arrays.asList("a", null));
        assertSame(new LinkedHashSet<>(List.of("a", "b", "c")), new LinkedHashSet<>(List.of("c", "a", "b")));
        assertSame(new TreeSet<>(Set.of(1, 2, 3)), new TreeSet<>(Set.of(1, 2, 3)).descendingSet());
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(2, "b");
        map.put(1, "a");
        assertSame(new TreeMap<>(Map.of(1, "a", 2, "b")), map);
        assertSame(new HashMap<>(map), map);
        assertSame(new int[] {1, 2}, new int[] {1, 2});
        assertSame(new String[][] {{"a"}, null}, new String[][] {{"a"}, null});
        assertSame(Double.NaN, Double.longBitsToDouble(Double.doubleToRawLongBits(Double.NaN) | 1));
        assertSame(new Point(1, Double.NaN), new Point(1, Double.longBitsToDouble(Double.doubleToRawLongBits(Double.NaN) | 1)));
        assertSame(Float.NaN, Float.intBitsToFloat(Float.floatToRawIntBits(Float.NaN) | 1));
        assertSame(table, SharedHashTable.of(pool, table.descriptor()));
    }

    @Test
    void keysThatDifferInAPartDiffer() {
        assertDifferent(Arrays.asList("a", null), Arrays.asList(null, "a"));
        assertDifferent(Set.of(1, 2), Set.of(1, 3));
        assertDifferent(Map.of(1, 2, 3, 4), Map.of(1, 4, 3, 2));
        assertDifferent(new Holder(List.of()), new Holder(Set.of()));
        assertDifferent(Collections.nCopies(3, "x"), Collections.nCopies(4, "x"));
        assertDifferent(new int[][] {{1}, {2}}, new int[][] {{2}, {1}});
        assertDifferent("Aa", "BB");
        assertDifferent("many letters, then Aa", "many letters, then BB");
        assertDifferent("many letters, then \u00e9", "many letters, then \u01e9");
    }

    @Test
    void aKeyThatWasChangedAfterwardsIsStillWhatItWas() {
        int[] numbers = {1, 2};
        table.add(numbers, 1);
        numbers[0] = 5;
        assertNull(table.get(numbers));
        assertEquals(1, table.get(new int[] {1, 2}));
    }

    @Test
    void aRecordWithAnEqualsOfItsOwnIsNoKey() {
        for (Object strange : List.of(new Strange("a"), new Final("a"), new Holder(new Strange("a")))) {
            var thrown = assertThrows(IllegalArgumentException.class, () -> table.add(strange, 1));
            assertTrue(thrown.getMessage().contains("an equals of its own"), thrown.getMessage());
        }
        assertEquals(0, table.length());
    }

    @Test
    void aSetWithAnOrderOfItsOwnIsNoKey() {
        var ignoring = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ignoring.add("a");
        assertThrows(NotShareableException.class, () -> table.add(ignoring, 1));
        assertNotEquals(1, table.length());
    }
}
