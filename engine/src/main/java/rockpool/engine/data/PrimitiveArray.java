package rockpool.engine.data;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;

/// A shared array of one of Java's primitive types, of one to sixteen dimensions, whose elements lie side by side in a pool. Answers to
/// Netmulticore's `Netmcore_bigarray`.
///
/// ```java
/// var hits = LongArray.create(lab, "hits", 100);
/// hits.getAndAdd(7, 1);                                     // by any thread of any process
///
/// var image = DoubleArray.create(lab, "image", 480, 640);
/// image.set(3, 5, 0.5);
/// image.slice(3).get(5);                                    // a row, not copied
/// MemorySegment all = image.segment();
/// ```
///
/// Elements are in Java's order: the last index changes fastest. They are all zero at first. Any thread of any process may read and write
/// them at the same time, as with a Java array: plain accesses promise no order, but an element is never half written. [#slice(long)],
/// [#range(long, long)], [#flat()] and [#reshape(long...)] are other ways to see the same elements.
///
/// **Life.** An array without a name goes when no process has a handle or a segment of it, none is on its way to one, and no value refers
/// to it. With a name it lives until [#destroy()]. Each access through this class throws an [IllegalStateException] from the moment on at
/// which some process has destroyed the array, and a [rockpool.engine.pool.PoolClosedException] after this process has closed the pool. A
/// segment may be used after another process has destroyed the array; then it leads to the elements as before, whose memory goes to nobody
/// else so long. It throws an [IllegalStateException] when this process has destroyed the array, has been told that it is destroyed, has
/// been asked for memory by another one, or has closed the pool. So no access ever meets memory of something else, or memory that is not
/// there.
///
/// A process that dies while it makes an array leaves nothing; one that dies while it writes elements leaves those that it has written.
///
/// @param <A> the type of Java's arrays of such elements, such as `long[]`
/// @param <S> this type
public abstract sealed class PrimitiveArray<A, S extends PrimitiveArray<A, S>> implements Shared
        permits ByteArray, ShortArray, CharArray, IntArray, LongArray, FloatArray, DoubleArray {

    private static final String KIND = "array";

    static {
        Descriptors.register(KIND, (pool, descriptor) -> of(ArrayHome.at(pool, descriptor.offset(), descriptor.incarnation())));
    }

    /// What a handle sees of an array.
    ///
    /// @param home null if the memory is not a pool's
    /// @param whole whether it is the whole array, in its own shape
    record Part(ArrayHome home, MemorySegment memory, long[] shape, boolean whole) {

        static Part of(ArrayHome home) {
            return new Part(home, home.memory(), home.shape(), true);
        }
    }

    /// The elements of this array or part of one.
    final MemorySegment memory;
    private final ArrayHome home;
    private final ElementKind kind;
    private final long[] shape;
    private final boolean whole;
    private final int dimensions;
    private final int shift;
    private final long first;
    private final long second;
    private final long third;

    PrimitiveArray(ElementKind kind, Part part) {
        this.kind = kind;
        this.memory = part.memory;
        this.home = part.home;
        this.shape = part.shape;
        this.whole = part.whole;
        this.dimensions = shape.length;
        this.shift = kind.shift();
        this.first = shape[0];
        this.second = dimensions > 1 ? shape[1] : 1;
        this.third = dimensions > 2 ? shape[2] : 1;
    }

    // Making and finding

    static Part create(Pool pool, String name, ElementKind kind, long... shape) {
        long[] lengths = ArrayShape.require(kind, shape);
        long bytes = ArrayShape.bytes(kind, lengths);
        Handle handle = ArrayTable.of(pool).create(kind, lengths, name, position -> Memory.wipe(position, wholeWords(bytes)));
        return Part.of(ArrayHome.of(pool, handle));
    }

    static Part copyOf(Pool pool, String name, ElementKind kind, Object array) {
        long[] lengths = ArrayShape.require(kind, NestedArrays.shapeOf(kind, array));
        long bytes = ArrayShape.bytes(kind, lengths);
        Handle handle = ArrayTable.of(pool).create(kind, lengths, name,
                position -> NestedArrays.copyIn(array, kind, Memory.segment(position, bytes)));
        return Part.of(ArrayHome.of(pool, handle));
    }

    /// The memory of an array is a multiple of a word's bytes.
    private static long wholeWords(long bytes) {
        return bytes + Long.BYTES - 1 & -Long.BYTES;
    }

    static Part over(MemorySegment memory, ElementKind kind, long... shape) {
        long[] lengths = ArrayShape.require(kind, shape);
        long bytes = ArrayShape.bytes(kind, lengths);
        if (memory.byteSize() < bytes) {
            throw new IllegalArgumentException("bytes=" + memory.byteSize() + ": " + ArrayShape.text(kind, lengths) + " has " + bytes);
        }
        return new Part(null, memory.asSlice(0, bytes), lengths, true);
    }

    private static PrimitiveArray<?, ?> of(ArrayHome home) {
        Part part = Part.of(home);
        return switch (home.kind()) {
            case BYTE -> new ByteArray(part);
            case SHORT -> new ShortArray(part);
            case CHAR -> new CharArray(part);
            case INT -> new IntArray(part);
            case LONG -> new LongArray(part);
            case FLOAT -> new FloatArray(part);
            case DOUBLE -> new DoubleArray(part);
        };
    }

    /// Finds an array by its name, whatever its elements are. Answers to `map_bigarray`: kind and shape come with the array.
    public static Optional<PrimitiveArray<?, ?>> findAny(Pool pool, String name) {
        return pool.names().find(Objects.requireNonNull(name, "name"))
                .filter(entry -> entry.kind() == Names.ARRAY && ArrayTable.of(pool).isLive(entry.offset(), entry.incarnation()))
                .map(entry -> of(ArrayHome.at(pool, entry.offset(), entry.incarnation())));
    }

    static <S extends PrimitiveArray<?, S>> Optional<S> find(Pool pool, String name, Class<S> type) {
        return findAny(pool, name).map(found -> {
            if (!type.isInstance(found)) {
                throw new IllegalArgumentException("name=" + name + ": is a " + found + ", wanted is a " + type.getSimpleName());
            }
            return type.cast(found);
        });
    }

    // What it is

    /// What the elements are.
    public final ElementKind kind() {
        return kind;
    }

    /// The lengths of the dimensions.
    public final long[] shape() {
        return shape.clone();
    }

    /// How many dimensions it has, 1 to 16.
    public final int dimensions() {
        return dimensions;
    }

    /// The number of all elements.
    public final long length() {
        return ArrayShape.length(shape);
    }

    /// The bytes of all elements.
    public final long bytes() {
        return memory.byteSize();
    }

    /// The name in the pool, if it has one.
    public final Optional<String> name() {
        return home == null ? Optional.empty() : home.name();
    }

    /// Whether nobody has destroyed it.
    public final boolean isThere() {
        return home == null ? memory.scope().isAlive() : home.isThere();
    }

    // Where an element is, in bytes from the beginning

    private void requireThere() {
        if (home != null) {
            home.requireThere();
        }
    }

    final long at(long i) {
        requireThere();
        if (dimensions != 1 || i < 0 || i >= first) {
            throw Indexes.outOf(shape, i);
        }
        return i << shift;
    }

    final long at(long i, long j) {
        requireThere();
        if (dimensions != 2 || i < 0 || i >= first || j < 0 || j >= second) {
            throw Indexes.outOf(shape, i, j);
        }
        return i * second + j << shift;
    }

    final long at(long i, long j, long k) {
        requireThere();
        if (dimensions != 3 || i < 0 || i >= first || j < 0 || j >= second || k < 0 || k >= third) {
            throw Indexes.outOf(shape, i, j, k);
        }
        return (i * second + j) * third + k << shift;
    }

    final long at(long[] index) {
        requireThere();
        return ArrayShape.indexOf(shape, index) << shift;
    }

    // Other ways to see it

    abstract S seen(Part part);

    /// The part with a first index: a row of a matrix, a matrix of a cube. Nothing is copied. Answers to `Bigarray`'s `slice_left`.
    ///
    /// @throws IndexOutOfBoundsException if there is no such index
    /// @throws IllegalArgumentException if there is only one dimension
    public final S slice(long i) {
        if (dimensions == 1) {
            throw new IllegalArgumentException("dimensions=1: the slice of " + this + " is an element, see get");
        }
        requireThere();
        Objects.checkIndex(i, first);
        long[] rest = Arrays.copyOfRange(shape, 1, dimensions);
        long bytes = ArrayShape.bytes(kind, rest);
        return seen(new Part(home, memory.asSlice(i * bytes, bytes), rest, false));
    }

    /// The part with some first indexes. Nothing is copied. Answers to `Bigarray`'s `sub_left`.
    ///
    /// @param to behind the last one
    public final S range(long from, long to) {
        requireThere();
        Objects.checkFromToIndex(from, to, first);
        long each = first == 0 ? 0 : memory.byteSize() / first;
        long[] part = shape.clone();
        part[0] = to - from;
        return seen(new Part(home, memory.asSlice(from * each, (to - from) * each), part, false));
    }

    /// All elements in one dimension. Nothing is copied.
    public final S flat() {
        return reshape(length());
    }

    /// All elements in other dimensions. Nothing is copied. Answers to `Bigarray.reshape`.
    ///
    /// @throws IllegalArgumentException if that would be more or fewer elements
    public final S reshape(long... lengths) {
        requireThere();
        long[] other = ArrayShape.require(kind, lengths);
        if (ArrayShape.length(other) != length()) {
            throw new IllegalArgumentException("shape=" + Arrays.toString(other) + ": " + Arrays.toString(shape)
                    + " has another number of elements");
        }
        return seen(new Part(home, memory, other, whole && Arrays.equals(other, shape)));
    }

    /// The place of an element in [#flat()].
    ///
    /// @throws IndexOutOfBoundsException if there is no such element
    public final long indexOf(long... index) {
        return ArrayShape.indexOf(shape, index);
    }

    /// The elements as they lie in memory, in the machine's byte order. Any access is checked against their bounds; when it ends is said
    /// above.
    public final MemorySegment segment() {
        requireThere();
        return memory;
    }

    // Copies

    /// All elements as an array of Java's, those of several dimensions one after the other.
    ///
    /// @throws IllegalArgumentException if there are more than an array of Java's can have
    @SuppressWarnings("unchecked")
    public final A toArray() {
        requireThere();
        return (A) NestedArrays.copyOut(memory, kind, length());
    }

    /// All elements as arrays of Java's of the same dimensions: `toArrays(long[][].class)`.
    ///
    /// @throws IllegalArgumentException if the type is another, or an array is longer than Java's can be
    public final <T> T toArrays(Class<T> type) {
        requireThere();
        Object copy = NestedArrays.copyOut(memory, kind, shape);
        if (!type.isInstance(copy)) {
            throw new IllegalArgumentException("type=" + type.getTypeName() + ": " + this + " gives a " + copy.getClass().getTypeName());
        }
        return type.cast(copy);
    }

    /// Copies all elements from an array of Java's of the same shape, such as a `long[][]`, or from one of one dimension and the same
    /// length.
    ///
    /// @return this
    /// @throws IllegalArgumentException if it is another type or shape; nothing is copied then
    public final S setAll(Object array) {
        long[] given = NestedArrays.shapeOf(kind, array);
        if (!Arrays.equals(given, shape) && !(given.length == 1 && given[0] == length())) {
            throw new IllegalArgumentException("shape=" + Arrays.toString(given) + ": wanted is " + Arrays.toString(shape) + " or ["
                    + length() + "]");
        }
        requireThere();
        NestedArrays.copyIn(array, kind, memory);
        return self();
    }

    /// Copies all elements from another array of the same shape. Answers to `Bigarray`'s `blit`.
    ///
    /// @return this
    /// @throws IllegalArgumentException if it has another shape
    public final S setAll(S other) {
        PrimitiveArray<A, S> from = other;
        if (!Arrays.equals(from.shape, shape)) {
            throw new IllegalArgumentException("shape=" + Arrays.toString(from.shape) + ": wanted is " + Arrays.toString(shape));
        }
        requireThere();
        from.requireThere();
        memory.copyFrom(from.memory);
        return self();
    }

    abstract S self();

    // Its life

    /// Destroys it: its name is free, nobody finds it any more, accesses throw. Its memory goes at once, or when the last process that has
    /// a handle or segment of it has noticed, has given it back, or has ended. What is destroyed already is left alone.
    ///
    /// @throws IllegalStateException if this is a part, or does not lie in a pool
    public final void destroy() {
        requireWhole("destroyed");
        home.destroy();
    }

    private void requireWhole(String what) {
        if (home == null || !whole) {
            throw new IllegalStateException(this + ": cannot be " + what
                    + (home == null ? ", its memory is not a pool's" : ", the whole array can"));
        }
    }

    /// What finds the array in another process. A part does not travel: send the array, and take the part there.
    ///
    /// @throws IllegalStateException if this is a part, or does not lie in a pool
    @Override
    public final Descriptor descriptor() {
        requireWhole("sent");
        home.handle().share();
        return new Descriptor(home.pool().objectName(), KIND, home.handle().offset(), home.handle().incarnation());
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PrimitiveArray<?, ?> array && array.home == home && array.memory.equals(memory)
                && Arrays.equals(array.shape, shape);
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(memory.address()) * 31 + Arrays.hashCode(shape);
    }

    /// Such as `long[480][640] image in pool lab`.
    @Override
    public final String toString() {
        String text = ArrayShape.text(kind, shape);
        return whole && home != null ? home.text() : text + " of " + (home == null ? "a segment" : home.text());
    }
}
