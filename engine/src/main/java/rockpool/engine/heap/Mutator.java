package rockpool.engine.heap;

/// What a modification changes a heap with. Answers to Netmulticore's `mutator`.
///
/// It is valid inside its [Heap#modify] only, in the thread that runs it.
public final class Mutator {

    private final Writer writer;

    Mutator(Writer writer) {
        this.writer = writer;
    }

    Writer writer() {
        if (!writer.isMine()) {
            throw new IllegalStateException("mutator of " + writer.heap() + ": used outside its modify");
        }
        return writer;
    }

    /// The heap that is changed.
    public Heap heap() {
        return writer.heap();
    }

    /// Copies a value into the heap. Answers to `Netmcore_heap.add`.
    ///
    /// @throws NotShareableException if a part of it cannot live there
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it
    public Added add(Object value) {
        Writer open = writer();
        long word = CopyIn.copy(open, value);
        Place place = Words.isReference(word) ? Place.of(open.heap(), word, Source.locked(open)) : null;
        return new Added(open.heap(), word, place);
    }

    /// Copies a record, a list or an array into the heap and shows it through an interface.
    public <V> V add(Object value, Class<V> view) {
        return add(value).as(view);
    }

    /// The value at the heap's root, seen in place; null if it is null.
    public <V> V root(Class<V> view) {
        Writer open = writer();
        return view.cast(Reading.see(open.heap(), open.root(), Wanted.of(view), Source.locked(open)));
    }

    /// Makes a value that lives in the heap its root.
    ///
    /// @param value as for a view's setter
    public void assign(Object value) {
        Writer open = writer();
        open.assignRoot(Writing.word(value, open));
    }

    /// Keeps a value and all that it refers to from being collected until the pin is closed. Answers to `Netmcore_heap.pin`.
    public Pin pin(InHeap value) {
        return Pin.of(writer(), value);
    }
}
