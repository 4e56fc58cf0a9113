package rockpool.engine.data;

import java.util.Map;
import java.util.function.BiConsumer;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.sync.LockPlaces;

/// Where locks lie in structures that have a name, so that they can be called by it: those that a structure has of its own, those in headers, in
/// references and variables, and in the first elements of arrays.
///
/// It only looks, as [StructureImage] does.
final class StructureLocks {

    private static final String HEADER = ".header";
    private static final int MOST_ELEMENTS = 64;
    /// What the locks are called that a kind has of its own, by their words of the root block.
    private static final Map<Integer, Map<Integer, String>> OWN = Map.of(
        Names.SHARED_VARIABLE, VariableState.LOCK_NAMES, Names.SHARED_BLOCKING_QUEUE, QueueGate.LOCK_NAMES);

    static {
        LockPlaces.register(StructureLocks::tell);
    }

    private StructureLocks() {}

    private static void tell(MappedPool pool, BiConsumer<String, Descriptor> place) {
        for (Names.Entry entry : pool.names().list()) {
            try {
                HeapImage.find(pool, entry.offset()).filter(heap -> heap.isLive() && heap.incarnation() == entry.incarnation())
                    .ifPresent(heap -> tell(heap, entry, place));
            } catch (RuntimeException | InternalError e) {
                // It is damaged, or is being changed: its locks are called by where they lie.
            }
        }
    }

    private static void tell(HeapImage heap, Names.Entry entry, BiConsumer<String, Descriptor> place) {
        switch (entry.kind()) {
            case Names.REFERENCE, Names.HEAP -> tell(heap, heap.root(), entry.name(), place);
            case Names.SHARED_ARRAY -> {
                tellHeader(heap, entry, place);
                tellElements(heap, entry, place);
            }
            case Names.SHARED_VARIABLE, Names.SHARED_BLOCKING_QUEUE -> {
                tellHeader(heap, entry, place);
                tellOwn(heap, entry, place);
            }
            case Names.SHARED_MATRIX, Names.SHARED_BUFFER, Names.SHARED_QUEUE, Names.SHARED_HASH_TABLE -> tellHeader(heap, entry, place);
            default -> { }
        }
    }

    private static void tell(HeapImage heap, long word, String name, BiConsumer<String, Descriptor> place) {
        heap.forEachHandle(word, (path, handle) -> place.accept(name + path, handle));
    }

    private static void tellHeader(HeapImage heap, Names.Entry entry, BiConsumer<String, Descriptor> place) {
        tell(heap, heap.source().word(heap.root(), Structure.HEADER), entry.name() + HEADER, place);
    }

    private static void tellElements(HeapImage heap, Names.Entry entry, BiConsumer<String, Descriptor> place) {
        Source source = heap.source();
        long root = heap.root();
        long end = Math.min(source.number(root, Cells.LENGTH), MOST_ELEMENTS);
        for (long i = 0; i < end; i++) {
            tell(heap, Cells.TREE.get(source, root, i), entry.name() + "[" + i + "]", place);
        }
    }

    private static void tellOwn(HeapImage heap, Names.Entry entry, BiConsumer<String, Descriptor> place) {
        Source source = heap.source();
        OWN.get(entry.kind()).forEach((word, what) -> tell(heap, source.word(heap.root(), word), entry.name() + " (" + what + ")", place));
        if (entry.kind() == Names.SHARED_VARIABLE) {
            tell(heap, source.word(heap.root(), VariableState.VALUE), entry.name(), place);
        }
    }
}
