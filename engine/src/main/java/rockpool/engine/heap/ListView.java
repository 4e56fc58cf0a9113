package rockpool.engine.heap;

import java.util.AbstractList;
import java.util.RandomAccess;

/// A list or an array of a heap, seen in place. Its length is fixed; an element is changed by [#set(int, Object)], as by a view's setter.
public final class ListView extends AbstractList<Object> implements InHeap, RandomAccess {

    private final Place place;
    private final Wanted elements;

    ListView(Place place, Wanted elements) {
        this.place = place;
        this.elements = elements;
    }

    @Override
    public Heap heap() {
        return place.heap;
    }

    @Override
    public Object copy() {
        return Reading.copy(place);
    }

    @Override
    public long wordFor(Writer writer) {
        return Added.wordOf(place, writer, this);
    }

    @Override
    public int size() {
        place.check();
        return place.length;
    }

    private long offset(int index) {
        if (index < 0 || index >= place.length) {
            throw new IndexOutOfBoundsException("index=" + index + ": "
                + (place.length == 0 ? "none is allowed" : "allowed are 0 to " + (place.length - 1)) + ", the length is " + place.length);
        }
        return (long) index * Kind.elementBytes(place.info.kind);
    }

    @Override
    public Object get(int index) {
        long offset = offset(index);
        if (Kind.isPacked(place.info.kind)) {
            return Numbers.get(place, offset, PackedShape.code(place.info.kind));
        }
        return Reading.value(place, offset, elements);
    }

    /// Stores a number into a list of such numbers; a primitive or a value that lives in this heap into any other.
    ///
    /// @return the element that was there
    @Override
    public Object set(int index, Object value) {
        Object old = get(index);
        if (Kind.isPacked(place.info.kind)) {
            Numbers.set(place, offset(index), PackedShape.code(place.info.kind), value);
        } else {
            Writing.value(place, offset(index), value);
        }
        return old;
    }

    /// The elements as text, shortened.
    @Override
    public String toString() {
        return ValueText.of(place);
    }
}
