package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.ArrayVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// What a program does with primitive arrays.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class ArrayTest {

    record Picture(String title, DoubleArray points) {}

    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 4 << 20);
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), ArrayVerifier.verify(pool));
        pool.close();
    }

    private static void assertMessage(String part, Exception thrown) {
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    @Test
    void anArrayOfEachKindHoldsWhatIsSetAndBeginsWithZeros() {
        ByteArray bytes = ByteArray.create(pool, 3);
        bytes.set(2, (byte) -1);
        assertArrayEquals(new byte[] {0, 0, -1}, bytes.toArray());
        ShortArray shorts = ShortArray.create(pool, 3);
        shorts.set(1, Short.MIN_VALUE);
        assertArrayEquals(new short[] {0, Short.MIN_VALUE, 0}, shorts.toArray());
        CharArray chars = CharArray.create(pool, 3);
        chars.set(0, 'ö');
        assertArrayEquals(new char[] {'ö', 0, 0}, chars.toArray());
        IntArray ints = IntArray.create(pool, 2);
        ints.set(0, Integer.MIN_VALUE);
        assertArrayEquals(new int[] {Integer.MIN_VALUE, 0}, ints.toArray());
        LongArray longs = LongArray.create(pool, 2);
        longs.set(1, Long.MAX_VALUE);
        assertArrayEquals(new long[] {0, Long.MAX_VALUE}, longs.toArray());
        FloatArray floats = FloatArray.create(pool, 2);
        floats.set(1, 1.5f);
        assertArrayEquals(new float[] {0, 1.5f}, floats.toArray());
        DoubleArray doubles = DoubleArray.create(pool, 2);
        doubles.set(0, Double.NEGATIVE_INFINITY);
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY, 0}, doubles.toArray());
        assertEquals(List.of(1, 2, 2, 4, 8, 4, 8), Arrays.stream(ElementKind.values()).map(ElementKind::bytes).toList());
    }

    @Test
    void elementsAreReachedByOneTwoThreeAndManyIndexes() {
        IntArray cube = IntArray.create(pool, "cube", 2, 3, 4);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    cube.set(i, j, k, 100 * i + 10 * j + k);
                }
            }
        }
        assertEquals(123, cube.get(1, 2, 3));
        assertEquals(123, cube.get(new long[] {1, 2, 3}));
        assertEquals(12, cube.slice(0).get(1, 2));
        assertEquals(12, cube.slice(0).slice(1).get(2));
        assertEquals(102, cube.range(1, 2).get(0, 0, 2));
        assertEquals(123, cube.flat().get(23));
        assertEquals(23, cube.indexOf(1, 2, 3));
        assertEquals(20, cube.reshape(4, 6).get(1, 2));
        assertEquals(123, cube.toArrays(int[][][].class)[1][2][3]);
        cube.slice(1).slice(0).fill(7);
        assertEquals(7, cube.get(1, 0, 3));
        IntArray four = IntArray.create(pool, 2, 2, 2, 2);
        four.set(new long[] {1, 0, 1, 0}, 5);
        assertEquals(5, four.get(1, 0, 1, 0));
        assertEquals(5, four.slice(1).get(0, 1, 0));
        assertArrayEquals(new long[] {2, 3, 4}, cube.shape());
        assertEquals(24, cube.length());
        assertEquals(96, cube.bytes());
        assertEquals(3, cube.dimensions());
        assertEquals("int[2][3][4] cube in pool " + pool.name(), cube.toString());
        assertEquals("int[3][4] of " + cube, cube.slice(0).toString());
    }

    @Test
    void anIndexThatIsNotThereIsRefusedWithTheShape() {
        LongArray table = LongArray.create(pool, 3, 4);
        for (long[] wrong : new long[][] {{3, 0}, {0, 4}, {-1, 0}, {0, -1}, {Long.MAX_VALUE, 1}}) {
            assertMessage("allowed are [0, 0] to [2, 3], shape=[3, 4]", assertThrows(IndexOutOfBoundsException.class, () -> table.get(wrong[0], wrong[1])));
            assertThrows(IndexOutOfBoundsException.class, () -> table.set(wrong, 1));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> table.get(0));
        assertThrows(IndexOutOfBoundsException.class, () -> table.get(0, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> table.get(0, 0, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> table.slice(3));
        assertThrows(IndexOutOfBoundsException.class, () -> table.range(1, 4));
        assertThrows(IllegalArgumentException.class, () -> table.reshape(13));
        assertThrows(IllegalArgumentException.class, () -> table.slice(0).slice(0));
        assertThrows(IndexOutOfBoundsException.class, () -> table.segment().get(ValueLayout.JAVA_LONG, 96));
    }

    @Test
    void javaArraysAreCopiedInAndOut() {
        double[][] values = {{1, 2, 3}, {4, 5, 6}};
        DoubleArray matrix = DoubleArray.copyOf(pool, "matrix", values);
        assertArrayEquals(new long[] {2, 3}, matrix.shape());
        assertArrayEquals(values, matrix.toArrays(double[][].class));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, matrix.toArray());
        matrix.setAll(new double[] {6, 5, 4, 3, 2, 1});
        assertEquals(3, matrix.get(1, 0));
        matrix.slice(0).setAll(matrix.slice(1));
        assertArrayEquals(new double[][] {{3, 2, 1}, {3, 2, 1}}, matrix.toArrays(double[][].class));
        assertArrayEquals(new byte[0][0], ByteArray.copyOf(pool, new byte[0][5]).toArrays(byte[][].class));
        assertEquals(0, FloatArray.create(pool, 3, 0).toArray().length);
        assertThrows(IllegalArgumentException.class, () -> matrix.toArrays(double[].class));
        assertThrows(IllegalArgumentException.class, () -> matrix.setAll(new double[5]));
        assertMessage("double[][]", assertThrows(IllegalArgumentException.class, () -> FloatArray.copyOf(pool, values)));
        double[][] ragged = {{1, 2}, {3}};
        assertMessage("length=1", assertThrows(IllegalArgumentException.class, () -> DoubleArray.copyOf(pool, ragged)));
    }

    @Test
    void shapesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> IntArray.create(pool));
        assertThrows(IllegalArgumentException.class, () -> IntArray.create(pool, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> IntArray.create(pool, new long[17]));
        assertThrows(IllegalArgumentException.class, () -> IntArray.create(pool, 1L << 32, 1L << 32));
        assertThrows(OutOfPoolMemoryException.class, () -> LongArray.create(pool, 1 << 20));
        assertThrows(OutOfPoolMemoryException.class, () -> ByteArray.create(pool, "big", 1L << 40));
        assertEquals(List.of(), ArrayInfo.list(pool));
    }

    @Test
    void countersAreChangedAtomically() {
        LongArray counters = LongArray.create(pool, 4);
        List<Thread> threads = IntStream.range(0, 4).mapToObj(t -> Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 10_000; i++) {
                counters.getAndAdd(i % 4, 1);
            }
        })).toList();
        threads.forEach(ArrayTest::join);
        assertArrayEquals(new long[] {10_000, 10_000, 10_000, 10_000}, counters.toArray());
        assertTrue(counters.compareAndSet(0, 10_000, 1));
        assertFalse(counters.compareAndSet(0, 10_000, 2));
        assertEquals(1, counters.getAndSet(0, 5));
        counters.setVolatile(1, 6);
        assertEquals(6, counters.getVolatile(1));
        IntArray table = IntArray.create(pool, 2, 2);
        table.slice(1).getAndAdd(1, 3);
        assertEquals(3, table.flat().getAndAdd(table.indexOf(1, 1), -3));
        DoubleArray sums = DoubleArray.create(pool, 1);
        assertTrue(sums.compareAndSet(0, 0, 2.5));
        assertEquals(2.5, sums.getVolatile(0));
        CharArray chars = CharArray.create(pool, 3);
        chars.setVolatile(2, 'x');
        assertEquals('x', chars.getVolatile(2));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aSegmentShowsTheElementsAndNothingElse() {
        IntArray ints = IntArray.create(pool, 10);
        MemorySegment all = ints.segment();
        assertEquals(40, all.byteSize());
        all.setAtIndex(ValueLayout.JAVA_INT, 9, 5);
        assertEquals(5, ints.get(9));
        assertEquals(5, ints.range(8, 10).segment().getAtIndex(ValueLayout.JAVA_INT, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> all.getAtIndex(ValueLayout.JAVA_INT, 10));
        ints.destroy();
        assertThrows(IllegalStateException.class, () -> all.getAtIndex(ValueLayout.JAVA_INT, 9));
    }

    @Test
    void anArrayIsFoundByItsNameUntilItIsDestroyed() {
        LongArray made = LongArray.create(pool, "numbers", 2, 3);
        assertEquals(Optional.of(made), LongArray.find(pool, "numbers"));
        assertEquals(made, PrimitiveArray.findAny(pool, "numbers").orElseThrow());
        assertEquals(Optional.of("numbers"), made.name());
        assertMessage("long[2][3] numbers", assertThrows(IllegalArgumentException.class, () -> IntArray.find(pool, "numbers")));
        assertThrows(IllegalArgumentException.class, () -> IntArray.create(pool, "numbers", 1));
        assertEquals(List.of("long[2][3] numbers"), ArrayInfo.list(pool).stream().map(ArrayInfo::toString).toList());
        made.destroy();
        made.destroy();
        assertFalse(made.isThere());
        assertEquals(Optional.empty(), LongArray.find(pool, "numbers"));
        assertMessage("has been destroyed", assertThrows(IllegalStateException.class, () -> made.get(0, 0)));
        assertThrows(IllegalStateException.class, () -> made.set(0, 0, 1));
        assertThrows(IllegalStateException.class, () -> made.fill(1));
        assertThrows(IllegalStateException.class, made::segment);
        assertEquals(List.of(), ArrayInfo.list(pool));
        IntArray.create(pool, "numbers", 1);
    }

    @Test
    void anArrayTravelsByItsDescriptorAndInValues() {
        DoubleArray points = DoubleArray.copyOf(pool, new double[][] {{1, 2}, {3, 4}});
        assertEquals(points, Descriptors.resolve(points.descriptor()));
        Ref<Picture> picture = Ref.create(pool, "picture", new Picture("line", points));
        assertEquals(new Picture("line", points), picture.get());
        picture.get().points().set(1, 1, 5);
        assertEquals(5, points.get(1, 1));
        assertMessage("cannot be sent", assertThrows(IllegalStateException.class, () -> points.slice(0).descriptor()));
        assertThrows(IllegalStateException.class, () -> points.range(0, 1).destroy());
        assertNotEquals(points, points.flat());
        assertEquals(points.slice(1), points.slice(1));
    }

    @Test
    void anArrayMayLieInOtherMemory() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(100, 8);
            LongArray array = LongArray.over(memory, 3, 4);
            array.set(2, 3, 7);
            assertEquals(7, memory.getAtIndex(ValueLayout.JAVA_LONG, 11));
            assertEquals(8, array.slice(2).getAndAdd(3, 1) + 1);
            assertMessage("bytes=100", assertThrows(IllegalArgumentException.class, () -> LongArray.over(memory, 13)));
            assertThrows(IllegalStateException.class, array::descriptor);
            assertThrows(IllegalStateException.class, array::destroy);
        }
    }

    @Test
    void accessAfterThePoolIsClosedThrows() {
        Pool other = Pool.create(TestNames.unique(), 1 << 20);
        LongArray array = LongArray.create(other, 3);
        MemorySegment all = array.segment();
        other.close();
        assertThrows(RuntimeException.class, () -> array.get(0));
        assertThrows(RuntimeException.class, () -> array.set(0, 1));
        assertThrows(IllegalStateException.class, () -> all.set(ValueLayout.JAVA_LONG, 0, 1));
        assertFalse(array.isThere());
    }

    @Test
    void smallArraysShareUnitsAndLargeOnesHaveTheirOwn() {
        List<ByteArray> small = IntStream.range(0, 1000).mapToObj(i -> ByteArray.create(pool, 60)).toList();
        assertTrue(pool.units().free() >= 64 - 6, () -> "free: " + pool.units().free());
        small.forEach(PrimitiveArray::destroy);
        int free = pool.units().free();
        ByteArray large = ByteArray.create(pool, 200_000).fill((byte) 1);
        assertEquals(free - 4, pool.units().free());
        assertEquals(4 << 16, ArrayInfo.list(pool).getFirst().taken());
        large.destroy();
        assertEquals(free, pool.units().free());
        LongArray again = LongArray.create(pool, 25_000);
        assertEquals(0, again.segment().mismatch(MemorySegment.ofArray(new long[25_000])) + 1);
    }
}
