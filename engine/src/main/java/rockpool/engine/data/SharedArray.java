package rockpool.engine.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import rockpool.engine.heap.InHeap;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A shared array of values, in a heap of its own. Answers to Netmulticore's `Netmcore_array`.
///
/// ```java
/// var scores = SharedArray.make(lab, "scores", 100, 0);
/// scores.set(3, 7);
/// scores.get(3);                                            // a copy
/// scores.with(3, ScoreView.class, s -> s.points());         // pinned
/// scores.view(3, ScoreView.class).points();                 // unprotected
/// scores.updateAndGet(3, n -> n + 1);                       // in one step
/// scores.asList().forEach(System.out::println);
/// ```
///
/// Any thread of any process may use it. Readers take no lock. Who changes it takes the heap's lock for one element's time, whatever the
/// length; a process that dies meanwhile has changed it or not. An array can be made longer, never shorter, so an index that was valid
/// stays so. Elements may be null. An index that is negative or not below the length is an [IndexOutOfBoundsException].
///
/// An element is any value that a heap takes, and is copied in; a value that already lives in the array's heap ([InHeap]) is referred to
/// instead.
///
/// @param <E> the elements' type
public final class SharedArray<E> extends SharedStructure {

    private static final StructureKind KIND = new StructureKind("SharedArray", "sharedarray", Names.SHARED_ARRAY, Part.ARRAY, Cells.ARRAY_WORDS);
    private static final int SHOWN = 40;

    static {
        Descriptors.register(KIND.inDescriptors(), SharedArray::of);
    }

    private final Cells cells;

    private SharedArray(Structure structure) {
        super(KIND, structure);
        this.cells = new Cells(structure);
    }

    private static <E> SharedArray<E> create(Pool pool, String name, long length, Object header, Cells.Filling filling) {
        return new SharedArray<>(Cells.create(KIND, pool, name, header, Cells.checkLength("length", length), filling));
    }

    // Creating and finding

    /// Creates one without a name and without a header. See [#create(Pool, String, List, Object)].
    public static <E> SharedArray<E> create(Pool pool, List<? extends E> values) {
        return create(pool, null, values, null);
    }

    /// Creates one without a name, which goes by itself when no process has a handle of it any more, none is on its way to one, and no
    /// value in a heap refers to it. See [#create(Pool, String, List, Object)].
    public static <E> SharedArray<E> create(Pool pool, List<? extends E> values, Object header) {
        return create(pool, null, values, header);
    }

    /// Creates one without a header. See [#create(Pool, String, List, Object)].
    public static <E> SharedArray<E> create(Pool pool, String name, List<? extends E> values) {
        return create(pool, name, values, null);
    }

    /// Creates one that can be found by its name. Answers to `Netmcore_array.create`.
    ///
    /// @param name a Java identifier
    /// @param values its elements; each is copied in for itself
    /// @param header null for none
    /// @throws rockpool.engine.heap.NotShareableException if a part of a value cannot live in a heap; then nothing is created
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <E> SharedArray<E> create(Pool pool, String name, List<? extends E> values, Object header) {
        Object[] elements = values.toArray();
        return create(pool, name, elements.length, header, Cells.each(elements.length, i -> elements[(int) i]));
    }

    /// Creates one without a name and without a header. See [#make(Pool, String, long, Object, Object)].
    public static <E> SharedArray<E> make(Pool pool, long length, E value) {
        return make(pool, null, length, value, null);
    }

    /// Creates one without a name. See [#make(Pool, String, long, Object, Object)].
    public static <E> SharedArray<E> make(Pool pool, long length, E value, Object header) {
        return make(pool, null, length, value, header);
    }

    /// Creates one without a header. See [#make(Pool, String, long, Object, Object)].
    public static <E> SharedArray<E> make(Pool pool, String name, long length, E value) {
        return make(pool, name, length, value, null);
    }

    /// Creates one with the same value everywhere, of which there is a single copy: who changes a part of it through a view changes all
    /// elements that have not been set since. Takes the same time and memory for any length; what is set later takes memory then. Answers
    /// to `Netmcore_array.make`.
    ///
    /// @param length from 0 to 2⁵⁰
    /// @param value may be null
    public static <E> SharedArray<E> make(Pool pool, String name, long length, E value, Object header) {
        return create(pool, name, length, header, Cells.same(length, value));
    }

    /// Creates one without a name and without a header. See [#init(Pool, String, long, LongFunction, Object)].
    public static <E> SharedArray<E> init(Pool pool, long length, LongFunction<? extends E> elements) {
        return init(pool, null, length, elements, null);
    }

    /// Creates one without a name. See [#init(Pool, String, long, LongFunction, Object)].
    public static <E> SharedArray<E> init(Pool pool, long length, LongFunction<? extends E> elements, Object header) {
        return init(pool, null, length, elements, header);
    }

    /// Creates one without a header. See [#init(Pool, String, long, LongFunction, Object)].
    public static <E> SharedArray<E> init(Pool pool, String name, long length, LongFunction<? extends E> elements) {
        return init(pool, name, length, elements, null);
    }

    /// Creates one of what a function gives for each index, in order. Nobody can find it before all are there; if the function
    /// throws, nothing is created. Answers to `Netmcore_array.init`.
    public static <E> SharedArray<E> init(Pool pool, String name, long length, LongFunction<? extends E> elements, Object header) {
        return create(pool, name, length, header, Cells.each(length, elements));
    }

    /// Finds one by its name.
    public static <E> Optional<SharedArray<E>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its elements are taken for
    public static <E> Optional<SharedArray<E>> find(Pool pool, String name, Class<E> type) {
        return KIND.find(pool, name, type).map(SharedArray::new);
    }

    /// The one that a descriptor names. Answers to `Netmcore_array.sarray_of_descr`.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static <E> SharedArray<E> of(Pool pool, Descriptor descriptor) {
        return new SharedArray<>(KIND.at(pool, descriptor));
    }

    // Reading

    /// How many elements it has. Answers to `Netmcore_array.length`.
    public long length() {
        return cells.length();
    }

    /// An element as an ordinary Java value, made new. Answers to `Netmcore_array.get_c`.
    ///
    /// @throws rockpool.engine.heap.TypeMismatchException if it is something else than this handle was made for
    @SuppressWarnings("unchecked")
    public E get(long index) {
        return (E) cells.get(index);
    }

    /// Runs a function over an element in place, which the collector cannot take meanwhile, even if the element is replaced. Answers
    /// to `Netmcore_array.get_p`.
    ///
    /// @param view how to see it: an interface with the components' names ([rockpool.engine.heap.View]),
    ///     [rockpool.engine.heap.StructView], or `List`
    /// @param body gets null if the element is null
    public <V, R> R with(long index, Class<V> view, Function<? super V, ? extends R> body) {
        return cells.<V, R>with(index, view, body).orElse(null);
    }

    /// An element in place. Answers to `Netmcore_array.get_ro`.
    ///
    /// Once another value has been set and the collector has taken this one back, each access to the view throws
    /// [rockpool.engine.heap.StaleValueException].
    ///
    /// @param view as for [#with]
    public <V> V view(long index, Class<V> view) {
        return cells.view(index, view);
    }

    /// All elements in place, unprotected: a list whose elements are what [#view(long, Class)] gives. Answers to `Netmcore_array.deref`.
    public <V> List<V> view(Class<V> view) {
        return CellList.of(cells, index -> cells.view(index, view), false);
    }

    /// The array as a list: copies of its elements. Its size is the array's length of the moment, up to [Integer#MAX_VALUE].
    ///
    /// While others change the array, iterators, streams and loops over it never fail: each element is one that was there at the moment
    /// when it was reached, never a half of one. Two of them may be of different moments; elements that come by growing are seen by
    /// iterators, not by streams that have begun.
    ///
    /// `set` replaces an element in one step and gives the old one. `sort` is one step as well, and keeps others from changing the heap
    /// as long as it takes; of a part of the list, and `replaceAll`, are a step for each element. What would change the length is refused.
    public List<E> asList() {
        return CellList.of(cells, this::get, true);
    }

    // Changing

    /// Sets an element; the value is copied in. Inside a modify of this thread, as a part of that. Answers to `Netmcore_array.set`.
    ///
    /// @throws rockpool.engine.heap.NotShareableException if a part of the value cannot live in a heap; the old element stays
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; the old element stays
    public void set(long index, E value) {
        cells.set(index, value);
    }

    /// Sets an element to a value that already lives in the array's heap, without copying it.
    ///
    /// @throws IllegalArgumentException if it lives in another heap
    /// @throws rockpool.engine.heap.StaleValueException if the collector has taken it back
    public void set(long index, InHeap value) {
        cells.set(index, Objects.requireNonNull(value, "value=null"));
    }

    /// Makes it longer; all new elements are a single copy of the value. Takes the same time for any length. It stays as it is if it has as
    /// many elements already. Answers to `Netmcore_array.grow`.
    ///
    /// @param length of the array from now on, at most 2⁵⁰
    public void grow(long length, E value) {
        cells.grow(Cells.checkLength("length", length), value);
    }

    // In one step, as in AtomicReferenceArray. The functions run once, with the heap's lock held: others that want to change it wait meanwhile.

    /// Sets an element, and gives the old one.
    @SuppressWarnings("unchecked")
    public E getAndSet(long index, E value) {
        return (E) cells.update(index, old -> value, false);
    }

    /// Sets an element if it equals a value, by `equals`; for arrays, if what is in them is equal.
    ///
    /// @return whether it did
    public boolean compareAndSet(long index, E expected, E value) {
        return cells.compareAndSet(index, expected, value);
    }

    /// Replaces an element by what a function makes of it, and gives the old one. If the function throws, nothing has changed.
    @SuppressWarnings("unchecked")
    public E getAndUpdate(long index, UnaryOperator<E> function) {
        return (E) cells.update(index, (UnaryOperator<Object>) function, false);
    }

    /// Replaces an element by what a function makes of it, and gives the new one. If the function throws, nothing has changed.
    @SuppressWarnings("unchecked")
    public E updateAndGet(long index, UnaryOperator<E> function) {
        return (E) cells.update(index, (UnaryOperator<Object>) function, true);
    }

    /// Replaces an element by what a function makes of it and a value, and gives the old one.
    public E getAndAccumulate(long index, E value, BinaryOperator<E> function) {
        return getAndUpdate(index, old -> function.apply(old, value));
    }

    /// Replaces an element by what a function makes of it and a value, and gives the new one.
    public E accumulateAndGet(long index, E value, BinaryOperator<E> function) {
        return updateAndGet(index, old -> function.apply(old, value));
    }

    @Override
    String content() {
        return cells.text(SHOWN);
    }
}
