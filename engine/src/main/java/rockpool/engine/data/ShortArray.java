package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `short`. Unsigned ones are a [CharArray]. What it is, how long it lives and who may use it is said at
/// [PrimitiveArray].
///
/// The methods with *Volatile* in their names order the accesses of all processes as Java's volatile ones do. They take
/// one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class ShortArray extends PrimitiveArray<short[], ShortArray> {

    private static final ValueLayout.OfShort ELEMENT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_SHORT.varHandle();

    ShortArray(Part part) {
        super(ElementKind.SHORT, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static ShortArray create(Pool pool, long... shape) {
        return new ShortArray(create(pool, null, ElementKind.SHORT, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static ShortArray create(Pool pool, String name, long... shape) {
        return new ShortArray(create(pool, name, ElementKind.SHORT, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `short[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `short`, or arrays of one dimension differ in length
    public static ShortArray copyOf(Pool pool, Object array) {
        return new ShortArray(copyOf(pool, null, ElementKind.SHORT, array));
    }

    /// The same with a name.
    public static ShortArray copyOf(Pool pool, String name, Object array) {
        return new ShortArray(copyOf(pool, name, ElementKind.SHORT, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<ShortArray> find(Pool pool, String name) {
        return find(pool, name, ShortArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static ShortArray over(MemorySegment memory, long... shape) {
        return new ShortArray(over(memory, ElementKind.SHORT, shape));
    }

    @Override
    ShortArray seen(Part part) {
        return new ShortArray(part);
    }

    @Override
    ShortArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public short get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public short get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public short get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public short get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, short value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, short value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, short value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, short value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public ShortArray fill(short value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public short getVolatile(long i) {
        return (short) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, short value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }
}
