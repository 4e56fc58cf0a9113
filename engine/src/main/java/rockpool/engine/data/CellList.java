package rockpool.engine.data;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/// Some elements of an array or a matrix, one after the other, as a list of Java's. Each element is read when it is asked for.
///
/// @param <T> what an element is seen as
final class CellList<T> extends AbstractList<T> implements RandomAccess {

    private final Cells cells;
    private final long first;
    private final LongSupplier length;
    private final LongFunction<T> reading;
    private final boolean writable;

    /// @param first the index of its element 0
    /// @param length how many it has, may grow
    /// @param reading gives the element at an index of the cells
    /// @param writable whether elements can be set
    CellList(Cells cells, long first, LongSupplier length, LongFunction<T> reading, boolean writable) {
        this.cells = cells;
        this.first = first;
        this.length = length;
        this.reading = reading;
        this.writable = writable;
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, length.getAsLong());
    }

    @Override
    public T get(int index) {
        return reading.apply(place(index));
    }

    private long place(int index) {
        return first + (first == 0 ? index : Objects.checkIndex(index, size()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T set(int index, T element) {
        requireWritable();
        return (T) cells.update(place(index), old -> element, false);
    }

    private void requireWritable() {
        if (!writable) {
            throw new UnsupportedOperationException("a list of views: change an element through its view, or set it in the array");
        }
    }

    @Override
    public void add(int index, T element) {
        throw new UnsupportedOperationException("element=" + element + ": the length is fixed here; an array is made longer by grow");
    }

    @Override
    public T remove(int index) {
        throw new UnsupportedOperationException("index=" + index + ": nothing can be taken out of an array; set the element to null");
    }

    @Override
    @SuppressWarnings("unchecked")
    public void sort(Comparator<? super T> order) {
        requireWritable();
        Comparator<Object> known = (Comparator<Object>) (order == null ? Comparator.naturalOrder() : order);
        cells.sort(first, first + size(), known);
    }
}
