package rockpool.engine.heap;

/// A value that has been copied into a heap by [Mutator#add], and that nothing refers to yet.
///
/// Inside its modify it cannot be collected. It is garbage at the end, unless a setter has made something refer to it, or it is pinned.
public final class Added implements InHeap {

    private final Heap heap;
    private final long word;
    private final Place place;

    Added(Heap heap, long word, Place place) {
        this.heap = heap;
        this.word = word;
        this.place = place;
    }

    @Override
    public Heap heap() {
        return heap;
    }

    /// The value seen through an interface of the caller's, see [View].
    ///
    /// @throws TypeMismatchException if it is no record, list or array, or does not have what the interface asks for
    public <V> V as(Class<V> view) {
        if (place == null || !Views.has(place.info)) {
            throw new TypeMismatchException(place == null ? "a value without a place" : place.info, TypeNames.of(view));
        }
        place.check();
        return view.cast(Views.of(place, Wanted.of(view)));
    }

    @Override
    public Object copy() {
        if (place != null) {
            return Reading.copy(place);
        }
        return Reading.read(heap, source -> new CopyOut(source, false, null).read(word, null));
    }

    @Override
    public long wordFor(Writer writer) {
        return place == null ? word : wordOf(place, writer, this);
    }

    static long wordOf(Place place, Writer writer, InHeap value) {
        if (writer.heap() != place.heap) {
            throw new IllegalArgumentException(
                "value=" + value + ": lives in " + place.where() + ", not in " + writer.heap() + "; add a copy of it");
        }
        place.check(writer);
        return place.block;
    }

    @Override
    public String toString() {
        return String.valueOf(copy());
    }
}
