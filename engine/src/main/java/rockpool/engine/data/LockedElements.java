package rockpool.engine.data;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.pool.Descriptor;

/// Looks for locks in the elements of one structure, one after the other, and gives up where it is not worth going on: a structure without
/// locks costs no more than its first elements, and a huge one of locks no more than it takes to call the first of them.
final class LockedElements {

    /// So many places are looked at, whatever is there.
    static final int MOST = 4096;
    /// So many in a row without a lock are the end.
    static final int FEW = 64;

    private final HeapImage heap;
    private final String structure;
    private final BiConsumer<String, Descriptor> place;
    private int seen;
    private int without;

    LockedElements(HeapImage heap, String structure, BiConsumer<String, Descriptor> place) {
        this.heap = heap;
        this.structure = structure;
        this.place = place;
    }

    boolean goOn() {
        return seen < MOST && without < FEW;
    }

    /// @param name of the place in the structure, asked for only if there is a lock
    void visit(long word, Supplier<String> name) {
        seen++;
        without++;
        heap.forEachHandle(word, (path, handle) -> {
            without = 0;
            place.accept(structure + name.get() + path, handle);
        });
    }
}
