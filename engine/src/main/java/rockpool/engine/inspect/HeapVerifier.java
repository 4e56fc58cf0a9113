package rockpool.engine.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.HeapImage.Bits;
import rockpool.engine.heap.HeapImage.BlockInfo;
import rockpool.engine.heap.HeapImage.Part;
import rockpool.engine.heap.HeapMemory;
import rockpool.engine.heap.HeapStats.Phase;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;

/// Checks what must hold in the heaps of a pool while nobody changes them, and reports what does not. It only reads, and damage of any kind
/// is reported, not thrown.
///
/// - Every reference that can be reached from a root leads to the start of an allocated block of the same heap.
/// - Types are known, contents fit their blocks, serials are unique and below the next one.
/// - Blocks are allocated where blocks of the area's size can begin; marked blocks are allocated, grey ones marked.
/// - While the collector is idle nothing is marked or grey. The log is empty, the version even.
/// - Pages and units belong to heaps that live, and are laid out.
public final class HeapVerifier {

    private final Problems problems = new Problems();

    private HeapVerifier() {}

    /// Checks all heaps of a pool.
    ///
    /// @return what is wrong, empty if nothing
    public static List<Problem> verify(MappedPool pool) {
        HeapVerifier verifier = new HeapVerifier();
        verifier.problems.guarded("pool " + pool.name(), () -> verifier.verifyAll(pool));
        return verifier.problems.found();
    }

    private void verifyAll(MappedPool pool) {
        Set<Integer> live = new HashSet<>();
        for (HeapImage heap : HeapImage.all(pool)) {
            String place = "heap at " + heap.offset() + (heap.name().isEmpty() ? "" : " (" + heap.name() + ")");
            if (heap.isLive()) {
                live.add(heap.heapId());
                problems.guarded(place, () -> verifyHeap(pool, heap, place));
            } else {
                problems.add(place, "a heap that is live", "one that is neither live nor free");
            }
        }
        HeapMemory.forEachOwned(pool, owned -> verifyOwned(owned, live));
    }

    private void verifyOwned(HeapMemory.Owned owned, Set<Integer> live) {
        if (problems.require(live.contains(owned.heapId()), owned.place(), "memory of a heap", "heap " + owned.heapId() + ", which there is not")) {
            problems.require(owned.laidOut(), owned.place(), "laid out for heap " + owned.heapId(), "only claimed");
        }
    }

    private void verifyHeap(MappedPool pool, HeapImage heap, String place) {
        problems.require(heap.logEntries() == 0, place + ", log", "empty", heap.logEntries() + " entries");
        problems.require(!heap.logHasUnits(), place + ", log", "no units", "units");
        problems.require((heap.version() & 1) == 0, place + ", version", "an even number", heap.version());
        boolean idle = heap.stats().phase() == Phase.IDLE;
        heap.forEachPart(part -> verifyPart(part, idle, place));
        Map<Long, BlockInfo> blocks = new HashMap<>();
        Set<Long> serials = new HashSet<>();
        heap.forEachBlock(block -> {
            blocks.put(block.offset(), block);
            problems.guarded(place, () -> verifyBlock(heap, block, place));
            problems.require(serials.add(block.serial()), place + ", block at " + block.offset() + ", serial", "one of its own",
                    block.serial() + ", another block's");
        });
        verifyReachable(pool, heap, blocks, place);
    }

    private void verifyPart(Part part, boolean idle, String place) {
        for (Bits word : part.words()) {
            String where = place + ", unit " + part.unit() + (part.page() < 0 ? "" : " page " + part.page());
            problems.require((word.allocated() & ~word.starts()) == 0, where, "blocks where blocks begin", "a block between two blocks");
            problems.require((word.marked() & ~word.allocated()) == 0, where, "marks on blocks", "a mark where no block is");
            problems.require((word.grey() & ~word.marked()) == 0, where, "grey blocks with a mark", "one without");
            problems.require(!idle || word.marked() == 0, where, "no marks while the collector is idle", "a mark");
        }
    }

    private void verifyBlock(HeapImage heap, BlockInfo block, String place) {
        String where = place + ", block at " + block.offset();
        long bytes = heap.contentBytes(block);
        problems.require(bytes >= 0 && bytes <= block.capacity(), where + ", length", "at most " + block.capacity() + " bytes", bytes);
        problems.require(block.serial() < heap.nextSerial(), where + ", serial", "below " + heap.nextSerial() + ", the next one", block.serial());
    }

    private void verifyReachable(MappedPool pool, HeapImage heap, Map<Long, BlockInfo> blocks, String place) {
        Set<Long> reached = new HashSet<>();
        List<BlockInfo> open = new ArrayList<>();
        if (isReference(heap.root())) {
            reach(heap.root(), "root", blocks, reached, open, place);
        }
        pool.actors().forEachPin(pinned -> {
            if (blocks.containsKey(pinned)) {
                reach(pinned, "pin", blocks, reached, open, place);
            }
        });
        while (!open.isEmpty()) {
            BlockInfo from = open.removeLast();
            problems.guarded(place, () -> heap.forEachReference(from,
                    reference -> reach(reference, "block at " + from.offset(), blocks, reached, open, place)));
        }
    }

    private void reach(long reference, String from, Map<Long, BlockInfo> blocks, Set<Long> reached, List<BlockInfo> open, String place) {
        BlockInfo block = blocks.get(reference);
        if (block == null) {
            problems.add(place + ", " + from, "references to blocks", "one to " + reference + ", where no block is");
        } else if (reached.add(reference)) {
            open.add(block);
        }
    }

    private static boolean isReference(long valueWord) {
        return valueWord != 0 && (valueWord & 15) == 0;
    }
}
