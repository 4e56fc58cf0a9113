package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `int`. What it is, how long it lives and who may use it is said at [PrimitiveArray].
///
/// The methods with *Volatile* in their names, and those that compare or add, order the accesses of all processes as Java's volatile ones
/// do. They take one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class IntArray extends PrimitiveArray<int[], IntArray> {

    private static final ValueLayout.OfInt ELEMENT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_INT.varHandle();

    IntArray(Part part) {
        super(ElementKind.INT, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static IntArray create(Pool pool, long... shape) {
        return new IntArray(create(pool, null, ElementKind.INT, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static IntArray create(Pool pool, String name, long... shape) {
        return new IntArray(create(pool, name, ElementKind.INT, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `int[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `int`, or arrays of one dimension differ in length
    public static IntArray copyOf(Pool pool, Object array) {
        return new IntArray(copyOf(pool, null, ElementKind.INT, array));
    }

    /// The same with a name.
    public static IntArray copyOf(Pool pool, String name, Object array) {
        return new IntArray(copyOf(pool, name, ElementKind.INT, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<IntArray> find(Pool pool, String name) {
        return find(pool, name, IntArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static IntArray over(MemorySegment memory, long... shape) {
        return new IntArray(over(memory, ElementKind.INT, shape));
    }

    @Override
    IntArray seen(Part part) {
        return new IntArray(part);
    }

    @Override
    IntArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public int get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public int get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public int get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public int get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, int value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, int value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, int value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, int value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public IntArray fill(int value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public int getVolatile(long i) {
        return (int) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, int value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }

    /// Sets an element if it is what was expected.
    ///
    /// @return whether it was
    public boolean compareAndSet(long i, int expected, int value) {
        return ATOMIC.compareAndSet(memory, at(i), expected, value);
    }

    /// Sets an element.
    ///
    /// @return what it was before
    public int getAndSet(long i, int value) {
        return (int) ATOMIC.getAndSet(memory, at(i), value);
    }

    /// Adds to an element, around the ends of `int`.
    ///
    /// @return what it was before
    public int getAndAdd(long i, int delta) {
        return (int) ATOMIC.getAndAdd(memory, at(i), delta);
    }
}
