package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.pool.Pool;

/// A shared array of `float`. What it is, how long it lives and who may use it is said at [PrimitiveArray].
///
/// The methods with *Volatile* in their names, and those that compare, order the accesses of all processes as Java's volatile ones do. They
/// take one index: of an array of more dimensions use a [#slice(long)], or [#flat()] and [#indexOf(long...)].
public final class FloatArray extends PrimitiveArray<float[], FloatArray> {

    private static final ValueLayout.OfFloat ELEMENT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final VarHandle ATOMIC = ValueLayout.JAVA_FLOAT.varHandle();

    FloatArray(Part part) {
        super(ElementKind.FLOAT, part);
    }

    /// Creates one without a name, of zeros. Answers to `create_bigarray`, with one, two or three lengths to `create_bigarray1`, `2` and
    /// `3`.
    ///
    /// @param shape the lengths of 1 to 16 dimensions
    /// @throws IllegalArgumentException if a length is less than 0
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room for it
    public static FloatArray create(Pool pool, long... shape) {
        return new FloatArray(create(pool, null, ElementKind.FLOAT, shape));
    }

    /// Creates one that can be found by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static FloatArray create(Pool pool, String name, long... shape) {
        return new FloatArray(create(pool, name, ElementKind.FLOAT, shape));
    }

    /// Creates one without a name with the shape and the elements of an array of Java's, such as a `float[][]`.
    ///
    /// @throws IllegalArgumentException if it is no array of `float`, or arrays of one dimension differ in length
    public static FloatArray copyOf(Pool pool, Object array) {
        return new FloatArray(copyOf(pool, null, ElementKind.FLOAT, array));
    }

    /// The same with a name.
    public static FloatArray copyOf(Pool pool, String name, Object array) {
        return new FloatArray(copyOf(pool, name, ElementKind.FLOAT, array));
    }

    /// Finds one by its name.
    ///
    /// @throws IllegalArgumentException if it has other elements
    public static Optional<FloatArray> find(Pool pool, String name) {
        return find(pool, name, FloatArray.class);
    }

    /// The beginning of any memory seen as an array, such as that of an object which is mapped into several processes. It is as safe as
    /// the segment, does not travel, and is not destroyed. Answers to `map_bigarray` of an object that is no array.
    ///
    /// @throws IllegalArgumentException if the segment is too small
    public static FloatArray over(MemorySegment memory, long... shape) {
        return new FloatArray(over(memory, ElementKind.FLOAT, shape));
    }

    @Override
    FloatArray seen(Part part) {
        return new FloatArray(part);
    }

    @Override
    FloatArray self() {
        return this;
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public float get(long i) {
        return memory.get(ELEMENT, at(i));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public float get(long i, long j) {
        return memory.get(ELEMENT, at(i, j));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public float get(long i, long j, long k) {
        return memory.get(ELEMENT, at(i, j, k));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public float get(long... index) {
        return memory.get(ELEMENT, at(index));
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not one dimension
    public void set(long i, float value) {
        memory.set(ELEMENT, at(i), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not two dimensions
    public void set(long i, long j, float value) {
        memory.set(ELEMENT, at(i, j), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or not three dimensions
    public void set(long i, long j, long k, float value) {
        memory.set(ELEMENT, at(i, j, k), value);
    }

    /// @throws IndexOutOfBoundsException if there is no such element, or another number of dimensions
    public void set(long[] index, float value) {
        memory.set(ELEMENT, at(index), value);
    }

    /// Makes all elements the same.
    ///
    /// @return this
    public FloatArray fill(float value) {
        MemorySegment all = segment();
        for (long at = 0; at < all.byteSize(); at += ELEMENT.byteSize()) {
            all.set(ELEMENT, at, value);
        }
        return this;
    }

    public float getVolatile(long i) {
        return (float) ATOMIC.getVolatile(memory, at(i));
    }

    public void setVolatile(long i, float value) {
        ATOMIC.setVolatile(memory, at(i), value);
    }

    /// Sets an element if it is what was expected, bit by bit.
    ///
    /// @return whether it was
    public boolean compareAndSet(long i, float expected, float value) {
        return ATOMIC.compareAndSet(memory, at(i), expected, value);
    }

    /// Sets an element.
    ///
    /// @return what it was before
    public float getAndSet(long i, float value) {
        return (float) ATOMIC.getAndSet(memory, at(i), value);
    }
}
