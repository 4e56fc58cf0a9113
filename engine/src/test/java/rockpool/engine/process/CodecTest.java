package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the codec writes it reads again: equal values, the same sharing, the same classes where a program can tell.
@Timeout(60)
class CodecTest {

    enum Color { RED, GREEN }

    record Point(int x, Object y) {}

    record Link(Object value, Link next) {}

    static final class Settings implements Serializable {
        private static final long serialVersionUID = 1;
        final Object inside;
        final List<Object> list = new ArrayList<>();

        Settings(Object inside) {
            this.inside = inside;
        }
    }

    @FunctionalInterface
    interface Adder extends Serializable {
        int add(int n);
    }

    private static byte[] encode(Object value) {
        Encoder encoder = new Encoder();
        encoder.root("value", value);
        return encoder.finish();
    }

    private static Object decode(byte[] bytes) {
        try {
            return Decoder.read(new Input(bytes), CodecTest.class.getClassLoader())[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T value) {
        return (T) decode(encode(value));
    }

    @Test
    void plainValuesComeBack() {
        List<Object> values = Arrays.asList(null, true, false, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, 1L << 40,
                (short) -5, (byte) -128, 'x', '\uFFFF', 1.5f, Float.NaN, -0.0, Double.MIN_VALUE, "", "text", "\u00e4\u20ac", "\uD800 alone",
                Color.GREEN, String.class, int.class, int[].class, new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.00"), new UUID(1, -2), LocalDate.of(-5, 1, 1), LocalTime.MAX, LocalDateTime.MIN, Instant.MAX,
                Duration.ofSeconds(-1, 5), ZonedDateTime.parse("2026-01-01T00:00:00+01:00[Europe/Berlin]"));
        assertEquals(values, copy(new ArrayList<>(values)));
    }

    @Test
    void collectionsKeepTheirKindAndOrder() {
        for (Object value : List.of(new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1, 2)), new HashSet<>(List.of(1)), List.of(),
                List.of(1), List.of(1, 2, 3), Set.of(), Set.of(1, 2), Map.of(), Map.of(1, 2), Map.of(1, 2, 3, 4),
                new HashMap<>(Map.of("a", 1)),
                new LinkedHashMap<>(Map.of("a", 1)), new TreeMap<>(Map.of("a", 1)), new TreeSet<>(Set.of(3, 1, 2)), Arrays.asList(1, null),
                new ConcurrentHashMap<>(Map.of(1, 2)), Optional.empty(), Optional.of("x"),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                Collections.emptyList(), Collections.singletonMap(1, 2))) {
            Object copied = copy(value);
            assertEquals(value, copied);
            assertEquals(value.getClass().getName().replaceAll("(List|Set|Map)(12|N|1)$", "$1"),
                    copied.getClass().getName().replaceAll("(List|Set|Map)(12|N|1)$", "$1"));
        }
        assertEquals("[1, 2]", copy(new ArrayDeque<>(List.of(1, 2))).toString());
        assertEquals(List.of(1, 2, 3).stream().map(i -> i == 2 ? null : i).toList(), copy(Arrays.asList(1, null, 3)));
    }

    @Test
    void comparatorOfSortedCollectionTravels() {
        TreeMap<String, Integer> map = new TreeMap<>(Comparator.reverseOrder());
        map.putAll(Map.of("a", 1, "b", 2));
        assertEquals("b", copy(map).firstKey());
    }

    @Test
    void arraysComeBack() {
        Object[] values = {new int[] {1, -2}, new long[] {3}, new byte[] {4}, new boolean[] {true, false}, new char[] {'c'},
                new double[] {1.5}, new float[] {2.5f}, new short[] {6}, new String[] {"a", null}, new int[][] {{1}, {}, null},
                new Color[] {Color.RED}, new Point[0]};
        assertTrue(Arrays.deepEquals(values, copy(values)));
        assertInstanceOf(String[].class, copy(values)[8]);
    }

    @Test
    void sharingIsKept() {
        List<Object> shared = new ArrayList<>(List.of("s"));
        Object[] copied = copy(new Object[] {shared, new Point(1, shared), Map.of("k", shared), new Settings(shared)});
        assertNotSame(shared, copied[0]);
        assertSame(copied[0], ((Point) copied[1]).y());
        assertSame(copied[0], ((Map<?, ?>) copied[2]).get("k"));
        assertSame(copied[0], ((Settings) copied[3]).inside);
    }

    @Test
    void cyclesAreKept() {
        List<Object> list = new ArrayList<>();
        Map<String, Object> map = new HashMap<>();
        Object[] array = new Object[1];
        Point point = new Point(1, list);
        list.add(point);
        list.add(map);
        map.put("array", array);
        array[0] = list;
        Point copied = copy(point);
        List<?> copiedList = (List<?>) copied.y();
        assertSame(copied, copiedList.get(0));
        assertSame(copiedList, ((Object[]) ((Map<?, ?>) copiedList.get(1)).get("array"))[0]);
        List<Object> self = new LinkedList<>();
        self.add(self);
        List<Object> copiedSelf = copy(self);
        assertSame(copiedSelf, copiedSelf.getFirst());
    }

    @Test
    void keysAreCompleteBeforeTheyAreHashed() {
        Map<List<Object>, String> map = new HashMap<>();
        map.put(new ArrayList<>(List.of(new ArrayList<>(List.of(1)), new HashSet<>(List.of("x")))), "value");
        assertEquals("value", copy(map).get(List.of(List.of(1), Set.of("x"))));
    }

    @Test
    void longChainNeedsNoStack() {
        Link chain = null;
        for (int i = 0; i < 200_000; i++) {
            chain = new Link(i, chain);
        }
        int length = 0;
        for (Link link = copy(chain); link != null; link = link.next()) {
            length++;
        }
        assertEquals(200_000, length);
    }

    @Test
    void lambdaTravelsWithWhatItCaptured() {
        int[] captured = {5};
        Adder adder = n -> n + captured[0];
        Object[] copied = copy(new Object[] {adder, captured});
        ((int[]) copied[1])[0] = 7;
        assertEquals(8, ((Adder) copied[0]).add(1));
        assertEquals(6, adder.add(1));
    }

    @Test
    void serializableObjectMayContainRecordsAndHandles() {
        Settings settings = new Settings(new Point(1, "y"));
        settings.list.add(new Point(2, settings.inside));
        Settings copied = copy(settings);
        assertEquals(settings.inside, copied.inside);
        assertSame(copied.inside, ((Point) copied.list.getFirst()).y());
        PriorityQueue<Integer> queue = copy(new PriorityQueue<>(List.of(3, 1, 2)));
        assertEquals(1, queue.poll());
    }

    @Test
    void uncopyableIsRefusedWithItsPath() {
        Thread thread = new Thread();
        String[] expected = {
                "value: java.lang.Thread cannot be copied", "value.y: java", "value[1]: java", "value[k].y[0]: java"};
        Object[] values = {thread, new Point(1, thread), Arrays.asList(1, thread), Map.of("k", new Point(1, List.of(thread)))};
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            String message = assertThrows(NotCopyableException.class, () -> encode(value)).getMessage();
            assertTrue(message.startsWith(expected[i]), message);
        }
        String inside = assertThrows(NotCopyableException.class, () -> encode(new Settings(thread))).getMessage();
        assertTrue(inside.contains("Settings") && inside.contains("java.lang.Thread"), inside);
        Runnable plain = () -> thread.getName();
        assertTrue(assertThrows(NotCopyableException.class, () -> encode(plain)).getMessage().contains("lambda"));
    }

    @Test
    void randomGraphsComeBack() {
        long seed = System.nanoTime();
        System.out.println("CodecTest.randomGraphsComeBack seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            RandomGraph graph = new RandomGraph(random);
            Object value = graph.value(5);
            Object copied = copy(value);
            assertTrue(SameShape.test(value, copied), () -> "seed=" + seed + ": " + value + " became " + copied);
        }
    }

    @Test
    void damagedBytesAreRefused() {
        long seed = System.nanoTime();
        System.out.println("CodecTest.damagedBytesAreRefused seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = encode(new RandomGraph(random).value(4));
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                Decoder.read(new Input(bytes), CodecTest.class.getClassLoader());
            } catch (IOException | RuntimeException e) {
                // Refused; it may as well have become another graph.
                assertTrue(e.getStackTrace().length > 0);
            }
        }
    }

    @Test
    void nullIsAValue() {
        assertNull(copy(null));
    }

    /// Makes graphs with sharing.
    private static final class RandomGraph {
        private final Random random;
        private final List<Object> made = new ArrayList<>();

        RandomGraph(Random random) {
            this.random = random;
        }

        Object value(int depth) {
            if (!made.isEmpty() && random.nextInt(5) == 0) {
                return made.get(random.nextInt(made.size()));
            }
            Object value = depth == 0 ? leaf() : random.nextInt(3) == 0 ? leaf() : container(depth);
            made.add(value);
            return value;
        }

        private Object leaf() {
            return switch (random.nextInt(8)) {
                case 0 -> random.nextInt();
                case 1 -> random.nextLong();
                case 2 -> "s" + random.nextInt(1000);
                case 3 -> random.nextDouble();
                case 4 -> Color.values()[random.nextInt(2)];
                case 5 -> new BigInteger(80, random);
                case 6 -> random.ints(random.nextInt(5)).toArray();
                default -> (char) random.nextInt(0x10000);
            };
        }

        private Object container(int depth) {
            return switch (random.nextInt(7)) {
                case 0 -> new Point(random.nextInt(), value(depth - 1));
                case 1 -> new Link(value(depth - 1), new Link(value(depth - 1), null));
                case 2 -> new Object[] {value(depth - 1), value(depth - 1)};
                case 3 -> new LinkedHashMap<>(Map.of("a", value(depth - 1), "b", value(depth - 1)));
                case 4 -> List.of(value(depth - 1), value(depth - 1), value(depth - 1));
                case 5 -> Optional.of(value(depth - 1));
                default -> new ArrayList<>(Arrays.asList(value(depth - 1), null, value(depth - 1)));
            };
        }
    }
}
