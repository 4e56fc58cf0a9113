package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `char`. What it is, how long it lives and who may use it is said at [PrimitiveArray].
///
/// The methods with *Volatile* in their names order the accesses of all processes as Java's volatile ones do. They take
/// one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class CharArray extends PrimitiveArray<char[], CharArray> {

    private static final ValueLayout.OfChar ELEMENT = ValueLayout.JAVA_CHAR_UNALIGNED;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_CHAR.varHandle();

    CharArray(Part part) {
        super(ElementKind.CHAR, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static CharArray create(Pool pool, long... shape) {
        return new CharArray(create(pool, null, ElementKind.CHAR, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static CharArray create(Pool pool, String name, long... shape) {
        return new CharArray(create(pool, name, ElementKind.CHAR, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `char[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `char`, or arrays of one dimension differ in length
    public static CharArray copyOf(Pool pool, Object array) {
        return new CharArray(copyOf(pool, null, ElementKind.CHAR, array));
    }

    /// The same with a name.
    public static CharArray copyOf(Pool pool, String name, Object array) {
        return new CharArray(copyOf(pool, name, ElementKind.CHAR, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<CharArray> find(Pool pool, String name) {
        return find(pool, name, CharArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static CharArray over(MemorySegment memory, long... shape) {
        return new CharArray(over(memory, ElementKind.CHAR, shape));
    }

    @Override
    CharArray seen(Part part) {
        return new CharArray(part);
    }

    @Override
    CharArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public char get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public char get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public char get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public char get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, char value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, char value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, char value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, char value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public CharArray fill(char value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public char getVolatile(long i) {
        return (char) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, char value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }
}
