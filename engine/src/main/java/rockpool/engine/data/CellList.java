package rockpool.engine.data;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.LongFunction;

/// Some elements of an array or a matrix, one after the other, as a list of Java's. Each element is read when it is asked for.
///
/// @param <T> what an element is seen as
final class CellList<T> extends AbstractList<T> implements RandomAccess {

    private static final long ALL = -1;

    private final Cells cells;
    private final long first;
    private final long length;
    private final LongFunction<T> reading;
    private final boolean writable;

    private CellList(Cells cells, long first, long length, LongFunction<T> reading, boolean writable) {
        this.cells = cells;
        this.first = first;
        this.length = length;
        this.reading = reading;
        this.writable = writable;
    }

    /// All elements, those that come by growing as well.
    ///
    /// @param reading gives the element at an index of the cells
    /// @param writable whether elements can be set
    static <T> CellList<T> of(Cells cells, LongFunction<T> reading, boolean writable) {
        return new CellList<>(cells, 0, ALL, reading, writable);
    }

    /// Some of them.
    ///
    /// @param first the index of its element 0
    /// @param length how many it has
    static <T> CellList<T> of(Cells cells, long first, long length, LongFunction<T> reading, boolean writable) {
        return new CellList<>(cells, first, length, reading, writable);
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, length == ALL ? cells.length() : length);
    }

    @Override
    public T get(int index) {
        return reading.apply(place(index));
    }

    private long place(int index) {
        return length == ALL ? index : first + Objects.checkIndex(index, length);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T set(int index, T element) {
        requireWritable();
        return (T) cells.update(place(index), old -> element, false);
    }

    private void requireWritable() {
        if (!writable) {
            throw new UnsupportedOperationException("a list of views: change an element through its view, or set another element in the array or matrix");
        }
    }

    @Override
    public void add(int index, T element) {
        throw new UnsupportedOperationException("element=" + element + ": the length is fixed here; SharedArray.grow makes an array longer");
    }

    @Override
    public T remove(int index) {
        throw new UnsupportedOperationException("index=" + index + ": nothing can be taken out here; set the element to null");
    }

    @Override
    @SuppressWarnings("unchecked")
    public void sort(Comparator<? super T> order) {
        requireWritable();
        Comparator<Object> known = (Comparator<Object>) (order == null ? Comparator.naturalOrder() : order);
        cells.sort(first, first + size(), known);
    }
}
