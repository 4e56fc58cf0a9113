package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `byte`. Unsigned bytes: [Byte#toUnsignedInt(byte)]. What it is, how long it lives and who may use it is said at
/// [PrimitiveArray].
///
/// The methods with *Volatile* in their names order the accesses of all processes as Java's volatile ones do. They take
/// one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class ByteArray extends PrimitiveArray<byte[], ByteArray> {

    private static final ValueLayout.OfByte ELEMENT = ValueLayout.JAVA_BYTE;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_BYTE.varHandle();

    ByteArray(Part part) {
        super(ElementKind.BYTE, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static ByteArray create(Pool pool, long... shape) {
        return new ByteArray(create(pool, null, ElementKind.BYTE, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static ByteArray create(Pool pool, String name, long... shape) {
        return new ByteArray(create(pool, name, ElementKind.BYTE, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `byte[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `byte`, or arrays of one dimension differ in length
    public static ByteArray copyOf(Pool pool, Object array) {
        return new ByteArray(copyOf(pool, null, ElementKind.BYTE, array));
    }

    /// The same with a name.
    public static ByteArray copyOf(Pool pool, String name, Object array) {
        return new ByteArray(copyOf(pool, name, ElementKind.BYTE, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<ByteArray> find(Pool pool, String name) {
        return find(pool, name, ByteArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static ByteArray over(MemorySegment memory, long... shape) {
        return new ByteArray(over(memory, ElementKind.BYTE, shape));
    }

    @Override
    ByteArray seen(Part part) {
        return new ByteArray(part);
    }

    @Override
    ByteArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public byte get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public byte get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public byte get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public byte get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, byte value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, byte value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, byte value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, byte value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public ByteArray fill(byte value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public byte getVolatile(long i) {
        return (byte) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, byte value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }
}
