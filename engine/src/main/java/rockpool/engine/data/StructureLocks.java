package rockpool.engine.data;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.sync.LockPlaces;

/// Where locks lie in structures that have a name, so that they can be called by it: those that a structure has of its own, those in
/// headers, in references and variables, and in elements: `forks[3]`, `grid[2,3]`, `jobs[0]` for the next that is taken out of a queue,
/// `accounts["ann"]` for the newest value of a key.
///
/// It only looks, as [StructureImage] does. Of the elements of a structure it looks at [LockedElements#MOST] at most, and at no more behind
/// [LockedElements#FEW] in a row that have no lock. The package of locks finds it as a service.
public final class StructureLocks implements LockPlaces.Teller {

    private static final String HEADER = ".header";
    private static final int KEY_CHARACTERS = 40;
    /// What the locks are called that a kind has of its own, by their words of the root block.
    private static final Map<Integer, Map<Integer, String>> OWN = Map.of(
        Names.SHARED_VARIABLE, VariableState.LOCK_NAMES, Names.SHARED_BLOCKING_QUEUE, QueueGate.LOCK_NAMES);

    /// For the service loader.
    public StructureLocks() {}

    @Override
    public void tell(MappedPool pool, BiConsumer<String, Descriptor> place) {
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
        if (entry.kind() == Names.REFERENCE || entry.kind() == Names.HEAP) {
            tell(heap, heap.root(), entry.name(), place);
        } else if (StructureImage.Kind.of(entry.kind()).isPresent()) {
            tell(heap, heap.source().word(heap.root(), Structure.HEADER), entry.name() + HEADER, place);
            tellOwn(heap, entry, place);
            tellElements(heap, entry, new LockedElements(heap, entry.name(), place));
        }
    }

    private static void tell(HeapImage heap, long word, String name, BiConsumer<String, Descriptor> place) {
        heap.forEachHandle(word, (path, handle) -> place.accept(name + path, handle));
    }

    private static void tellOwn(HeapImage heap, Names.Entry entry, BiConsumer<String, Descriptor> place) {
        Source source = heap.source();
        OWN.getOrDefault(entry.kind(), Map.of()).forEach((word, what) -> tell(heap, source.word(heap.root(), word), entry.name() + " (" + what + ")", place));
        if (entry.kind() == Names.SHARED_VARIABLE) {
            tell(heap, source.word(heap.root(), VariableState.VALUE), entry.name(), place);
        }
    }

    private static void tellElements(HeapImage heap, Names.Entry entry, LockedElements elements) {
        Source source = heap.source();
        long root = heap.root();
        switch (entry.kind()) {
            case Names.SHARED_ARRAY -> tellCells(source, root, elements, i -> "[" + i + "]");
            case Names.SHARED_MATRIX -> {
                long columns = source.number(root, Cells.COLUMNS);
                tellCells(source, root, elements, i -> "[" + i / columns + "," + i % columns + "]");
            }
            case Names.SHARED_QUEUE, Names.SHARED_BLOCKING_QUEUE -> tellNodes(source, root, elements);
            case Names.SHARED_HASH_TABLE -> tellKeys(heap, source, root, elements);
            default -> { }
        }
    }

    private static void tellCells(Source source, long root, LockedElements elements, LongFunction<String> name) {
        Cells.TREE.check(source, root);
        long length = source.number(root, Cells.LENGTH);
        for (long i = 0; i < length && elements.goOn(); i++) {
            long index = i;
            elements.visit(Cells.TREE.get(source, root, i), () -> name.apply(index));
        }
    }

    private static void tellNodes(Source source, long root, LockedElements elements) {
        long length = QueueNodes.length(source, root);
        long node = source.word(root, QueueNodes.HEAD);
        for (long i = 0; i < length && elements.goOn(); i++) {
            long index = i;
            elements.visit(source.word(node, QueueNodes.VALUE), () -> "[" + index + "]");
            node = source.word(node, QueueNodes.NEXT);
        }
    }

    private static void tellKeys(HeapImage heap, Source source, long root, LockedElements elements) {
        TableBlocks.TREE.check(source, root);
        long buckets = TableBlocks.count(source, root);
        for (long number = 0; number < buckets && elements.goOn(); number++) {
            long bucket = TableBlocks.bucket(source, root, number);
            int slots = TableBlocks.slots(source, bucket);
            for (int slot = 0; slot < slots && elements.goOn(); slot++) {
                long key = TableBlocks.key(source, bucket, slot);
                long value = key == Structure.NULL ? key : TableBlocks.newest(source, TableBlocks.held(source, bucket, slot));
                elements.visit(value, () -> "[" + text(heap, key) + "]");
            }
        }
    }

    /// Strings in quotes, others as they are shown.
    private static String text(HeapImage heap, long key) {
        return heap.java(key, KEY_CHARACTERS).filter(java -> java.startsWith("\"")).orElseGet(() -> heap.text(key, KEY_CHARACTERS));
    }
}
