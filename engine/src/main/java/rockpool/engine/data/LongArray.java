package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `long`. What it is, how long it lives and who may use it is said at [PrimitiveArray].
///
/// The methods with *Volatile* in their names, and those that compare or add, order the accesses of all processes as Java's volatile ones
/// do. They take one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class LongArray extends PrimitiveArray<long[], LongArray> {

    private static final ValueLayout.OfLong ELEMENT = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_LONG.varHandle();

    LongArray(Part part) {
        super(ElementKind.LONG, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static LongArray create(Pool pool, long... shape) {
        return new LongArray(create(pool, null, ElementKind.LONG, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static LongArray create(Pool pool, String name, long... shape) {
        return new LongArray(create(pool, name, ElementKind.LONG, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `long[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `long`, or arrays of one dimension differ in length
    public static LongArray copyOf(Pool pool, Object array) {
        return new LongArray(copyOf(pool, null, ElementKind.LONG, array));
    }

    /// The same with a name.
    public static LongArray copyOf(Pool pool, String name, Object array) {
        return new LongArray(copyOf(pool, name, ElementKind.LONG, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<LongArray> find(Pool pool, String name) {
        return find(pool, name, LongArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static LongArray over(MemorySegment memory, long... shape) {
        return new LongArray(over(memory, ElementKind.LONG, shape));
    }

    @Override
    LongArray seen(Part part) {
        return new LongArray(part);
    }

    @Override
    LongArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public long get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public long get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public long get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public long get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, long value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, long value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, long value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, long value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public LongArray fill(long value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public long getVolatile(long i) {
        return (long) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, long value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }

    /// Sets an element if it is what was expected.
    ///
    /// @return whether it was
    public boolean compareAndSet(long i, long expected, long value) {
        return ATOMIC.compareAndSet(memory, at(i), expected, value);
    }

    /// Sets an element.
    ///
    /// @return what it was before
    public long getAndSet(long i, long value) {
        return (long) ATOMIC.getAndSet(memory, at(i), value);
    }

    /// Adds to an element, around the ends of `long`.
    ///
    /// @return what it was before
    public long getAndAdd(long i, long delta) {
        return (long) ATOMIC.getAndAdd(memory, at(i), delta);
    }
}
