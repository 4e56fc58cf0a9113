package rockpool.engine.data;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import rockpool.engine.heap.InHeap;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A shared matrix of values, in a heap of its own: rows and columns, whose numbers never change. Answers to Netmulticore's
/// `Netmcore_matrix`.
///
/// ```java
/// var board = SharedMatrix.make(lab, "board", 8, 8, ".");
/// board.set(0, 3, "queen");
/// board.get(0, 3);
/// board.row(0).indexOf("queen");
/// ```
///
/// All that [SharedArray] says of elements, threads, processes and deaths holds here. A row or column that is not there is an
/// [IndexOutOfBoundsException].
///
/// @param <E> the elements' type
public final class SharedMatrix<E> extends SharedStructure {

    private static final StructureKind KIND =
        new StructureKind("SharedMatrix", "sharedmatrix", Names.SHARED_MATRIX, Part.MATRIX, Cells.MATRIX_WORDS);

    /// How large a matrix is.
    public record Dim(long rows, long columns) {}

    /// What gives the elements of a new matrix.
    @FunctionalInterface
    public interface Elements<E> {
        E at(long row, long column);
    }

    static {
        Descriptors.register(KIND.inDescriptors(), SharedMatrix::of);
    }

    private final Cells cells;
    private final Dim dim;

    private SharedMatrix(Structure structure) {
        super(KIND, structure);
        this.cells = new Cells(structure);
        this.dim = structure.read(SharedMatrix::dim);
    }

    private static Dim dim(Source source, long root) {
        return new Dim(source.number(root, Cells.ROWS), source.number(root, Cells.COLUMNS));
    }

    private static <E> SharedMatrix<E> create(Pool pool, String name, Dim dim, Object header, Cells.Filling filling) {
        return new SharedMatrix<>(Cells.create(KIND, pool, name, header, length(dim), (change, root) -> {
            change.putNumber(root, Cells.ROWS, dim.rows);
            change.putNumber(root, Cells.COLUMNS, dim.columns);
            filling.fill(change, root);
        }));
    }

    private static long length(Dim dim) {
        Cells.checkLength("rows", dim.rows);
        Cells.checkLength("columns", dim.columns);
        long high = Math.multiplyHigh(dim.rows, dim.columns);
        return Cells.checkLength("rows * columns", high == 0 ? dim.rows * dim.columns : Long.MAX_VALUE);
    }

    // Creating and finding

    /// Creates one without a name and without a header. See [#create(Pool, String, List, Object)].
    public static <E> SharedMatrix<E> create(Pool pool, List<? extends List<? extends E>> rows) {
        return create(pool, null, rows, null);
    }

    /// Creates one without a name. See [#create(Pool, String, List, Object)].
    public static <E> SharedMatrix<E> create(Pool pool, List<? extends List<? extends E>> rows, Object header) {
        return create(pool, null, rows, header);
    }

    /// Creates one without a header. See [#create(Pool, String, List, Object)].
    public static <E> SharedMatrix<E> create(Pool pool, String name, List<? extends List<? extends E>> rows) {
        return create(pool, name, rows, null);
    }

    /// Creates one that can be found by its name. Answers to `Netmcore_matrix.create`.
    ///
    /// @param name a Java identifier
    /// @param rows its rows, all of one length; without any the matrix has no columns either
    /// @param header null for none
    /// @throws rockpool.engine.heap.NotShareableException if a part of a value cannot live in a heap; then nothing is created
    /// @throws IllegalArgumentException if the rows have different lengths, or something in the pool has the name
    public static <E> SharedMatrix<E> create(Pool pool, String name, List<? extends List<? extends E>> rows, Object header) {
        Object[][] elements = rows.stream().map(List::toArray).toArray(Object[][]::new);
        int columns = elements.length == 0 ? 0 : elements[0].length;
        for (int i = 0; i < elements.length; i++) {
            if (elements[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has length=" + elements[i].length + ": " + columns + " as row 0");
            }
        }
        Dim dim = new Dim(elements.length, columns);
        return create(pool, name, dim, header, Cells.each(length(dim), index -> elements[(int) (index / columns)][(int) (index % columns)]));
    }

    /// Creates one without a name and without a header. See [#make(Pool, String, long, long, Object, Object)].
    public static <E> SharedMatrix<E> make(Pool pool, long rows, long columns, E value) {
        return make(pool, null, rows, columns, value, null);
    }

    /// Creates one without a name. See [#make(Pool, String, long, long, Object, Object)].
    public static <E> SharedMatrix<E> make(Pool pool, long rows, long columns, E value, Object header) {
        return make(pool, null, rows, columns, value, header);
    }

    /// Creates one without a header. See [#make(Pool, String, long, long, Object, Object)].
    public static <E> SharedMatrix<E> make(Pool pool, String name, long rows, long columns, E value) {
        return make(pool, name, rows, columns, value, null);
    }

    /// Creates one with the same value everywhere, of which there is a single copy, in the same time for any size; see
    /// [SharedArray#make(Pool, String, long, Object, Object)]. Answers to `Netmcore_matrix.make`.
    ///
    /// @param rows, columns not negative; at most 2⁵⁰ elements in all
    public static <E> SharedMatrix<E> make(Pool pool, String name, long rows, long columns, E value, Object header) {
        Dim dim = new Dim(rows, columns);
        return create(pool, name, dim, header, Cells.same(length(dim), value));
    }

    /// Creates one without a name and without a header. See [#init(Pool, String, long, long, Elements, Object)].
    public static <E> SharedMatrix<E> init(Pool pool, long rows, long columns, Elements<? extends E> elements) {
        return init(pool, null, rows, columns, elements, null);
    }

    /// Creates one without a name. See [#init(Pool, String, long, long, Elements, Object)].
    public static <E> SharedMatrix<E> init(Pool pool, long rows, long columns, Elements<? extends E> elements, Object header) {
        return init(pool, null, rows, columns, elements, header);
    }

    /// Creates one without a header. See [#init(Pool, String, long, long, Elements, Object)].
    public static <E> SharedMatrix<E> init(Pool pool, String name, long rows, long columns, Elements<? extends E> elements) {
        return init(pool, name, rows, columns, elements, null);
    }

    /// Creates one of what a function gives for each place, row by row. Nobody can find it before all are there; if the function
    /// throws, nothing is created. Answers to `Netmcore_matrix.init`.
    public static <E> SharedMatrix<E> init(Pool pool, String name, long rows, long columns, Elements<? extends E> elements, Object header) {
        Dim dim = new Dim(rows, columns);
        return create(pool, name, dim, header, Cells.each(length(dim), index -> elements.at(index / columns, index % columns)));
    }

    /// Finds one by its name.
    public static <E> Optional<SharedMatrix<E>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its elements are taken for
    public static <E> Optional<SharedMatrix<E>> find(Pool pool, String name, Class<E> type) {
        return KIND.find(pool, name, type).map(SharedMatrix::new);
    }

    /// The one that a descriptor names. Answers to `Netmcore_matrix.sarray2_of_descr`.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static <E> SharedMatrix<E> of(Pool pool, Descriptor descriptor) {
        return new SharedMatrix<>(KIND.at(pool, descriptor));
    }

    // Reading

    /// How many rows and columns it has. Answers to `Netmcore_matrix.dim`.
    public Dim dim() {
        return dim;
    }

    private long place(long row, long column) {
        if (row < 0 || row >= dim.rows || column < 0 || column >= dim.columns) {
            throw Indexes.outOf(dim.rows, dim.columns, row, column);
        }
        return row * dim.columns + column;
    }

    /// An element as an ordinary Java value, made new. Answers to `Netmcore_matrix.get_c`.
    @SuppressWarnings("unchecked")
    public E get(long row, long column) {
        return (E) cells.get(place(row, column));
    }

    /// Runs a function over an element in place, which the collector cannot take meanwhile. Answers to `Netmcore_matrix.get_p`.
    ///
    /// @param view as for [SharedArray#with]
    /// @param body gets null if the element is null
    public <V, R> R with(long row, long column, Class<V> view, Function<? super V, ? extends R> body) {
        return cells.<V, R>with(place(row, column), view, body).orElse(null);
    }

    /// An element in place, unprotected. Answers to `Netmcore_matrix.get_ro`.
    ///
    /// @param view as for [SharedArray#with]
    public <V> V view(long row, long column, Class<V> view) {
        return cells.view(place(row, column), view);
    }

    /// A row as a list, see [SharedArray#asList()]. A matrix changes with it.
    public List<E> row(long row) {
        return row(row, index -> cast(cells.get(index)), true);
    }

    @SuppressWarnings("unchecked")
    private E cast(Object element) {
        return (E) element;
    }

    private <T> List<T> row(long row, LongFunction<T> reading, boolean writable) {
        Indexes.require("row", row, dim.rows);
        return CellList.of(cells, row * dim.columns, dim.columns, reading, writable);
    }

    /// All rows, each as [#row] gives it.
    public List<List<E>> asLists() {
        return new Rows<>(dim.rows, this::row);
    }

    /// All elements in place, unprotected: a list of rows, whose elements are what [#view(long, long, Class)] gives. Answers
    /// to `Netmcore_matrix.deref`.
    public <V> List<List<V>> view(Class<V> view) {
        return new Rows<>(dim.rows, row -> row(row, index -> cells.view(index, view), false));
    }

    private static final class Rows<T> extends AbstractList<List<T>> implements RandomAccess {

        private final long count;
        private final LongFunction<List<T>> row;

        Rows(long count, LongFunction<List<T>> row) {
            this.count = count;
            this.row = row;
        }

        @Override
        public int size() {
            return (int) Math.min(Integer.MAX_VALUE, count);
        }

        @Override
        public List<T> get(int index) {
            return row.apply(index);
        }
    }

    // Changing

    /// Sets an element; the value is copied in. Inside a modify of this thread, as a part of that. Answers to `Netmcore_matrix.set`.
    ///
    /// @throws rockpool.engine.heap.NotShareableException if a part of the value cannot live in a heap; the old element stays
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; the old element stays
    public void set(long row, long column, E value) {
        cells.set(place(row, column), value);
    }

    /// Sets an element to a value that already lives in the matrix' heap, without copying it.
    ///
    /// @throws IllegalArgumentException if it lives in another heap
    public void set(long row, long column, InHeap value) {
        cells.set(place(row, column), Objects.requireNonNull(value, "value=null"));
    }

    /// Sets an element, and gives the old one.
    public E getAndSet(long row, long column, E value) {
        return cast(cells.update(place(row, column), old -> value, false));
    }

    /// Sets an element if it equals a value; see [SharedArray#compareAndSet].
    ///
    /// @return whether it did
    public boolean compareAndSet(long row, long column, E expected, E value) {
        return cells.compareAndSet(place(row, column), expected, value);
    }

    /// Replaces an element by what a function makes of it, and gives the old one; see [SharedArray#getAndUpdate].
    public E getAndUpdate(long row, long column, UnaryOperator<E> function) {
        return cast(cells.update(place(row, column), old -> function.apply(cast(old)), false));
    }

    /// Replaces an element by what a function makes of it, and gives the new one; see [SharedArray#updateAndGet].
    public E updateAndGet(long row, long column, UnaryOperator<E> function) {
        return cast(cells.update(place(row, column), old -> function.apply(cast(old)), true));
    }

    @Override
    String content() {
        Dim now = structure.read(SharedMatrix::dim);
        return now.rows + " × " + now.columns;
    }
}
