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
import rockpool.engine.pool.PoolDamagedException;

/// Checks what must hold in the heaps of a pool while nobody changes them, and reports what does not. It only reads, and damage of any kind is
/// reported, not thrown.
///
/// - Every reference that can be reached from a root leads to the start of an allocated block of the same heap.
/// - Types are known, contents fit their blocks, serials are unique and below the next one.
/// - Blocks are allocated where blocks of the area's size can begin; marked blocks are allocated, grey ones marked.
/// - While the collector is idle nothing is marked or grey. The log is empty, the version even.
/// - Pages and units belong to heaps that live, and are laid out.
public final class HeapVerifier {

    private static final int MOST_FINDINGS = 100;

    private final List<String> findings = new ArrayList<>();

    private HeapVerifier() {}

    /// Checks all heaps of a pool.
    ///
    /// @return what is wrong, at most a hundred findings; empty if nothing is
    public static List<String> verify(MappedPool pool) {
        HeapVerifier verifier = new HeapVerifier();
        verifier.guarded("pool " + pool.name(), () -> verifier.verifyAll(pool));
        return List.copyOf(verifier.findings);
    }

    private void verifyAll(MappedPool pool) {
        Set<Integer> live = new HashSet<>();
        for (HeapImage heap : HeapImage.all(pool)) {
            String place = "heap at " + heap.offset() + (heap.name().isEmpty() ? "" : " (" + heap.name() + ")");
            if (heap.isLive()) {
                live.add(heap.heapId());
                guarded(place, () -> verifyHeap(pool, heap, place));
            } else {
                found(place + ": neither live nor free");
            }
        }
        HeapMemory.forEachOwned(pool, owned -> verifyOwned(owned, live));
    }

    private void verifyOwned(HeapMemory.Owned owned, Set<Integer> live) {
        if (!live.contains(owned.heapId())) {
            found(owned.place() + ": belongs to heap " + owned.heapId() + ", which there is not");
        } else if (!owned.laidOut()) {
            found(owned.place() + ": claimed by heap " + owned.heapId() + " and not laid out");
        }
    }

    private void verifyHeap(MappedPool pool, HeapImage heap, String place) {
        require(heap.logEntries() == 0 && !heap.logHasUnits(), place + ": its log is not empty");
        require((heap.version() & 1) == 0, place + ": its version is odd");
        boolean idle = heap.stats().phase() == Phase.IDLE;
        heap.forEachPart(part -> verifyPart(part, idle, place));
        Map<Long, BlockInfo> blocks = new HashMap<>();
        Set<Long> serials = new HashSet<>();
        heap.forEachBlock(block -> {
            blocks.put(block.offset(), block);
            guarded(place, () -> verifyBlock(heap, block, place));
            require(serials.add(block.serial()), place + ", block at " + block.offset() + ": its serial is another one's");
        });
        verifyReachable(pool, heap, blocks, place);
    }

    private void verifyPart(Part part, boolean idle, String place) {
        for (Bits word : part.words()) {
            String where = place + ", unit " + part.unit() + (part.page() < 0 ? "" : " page " + part.page());
            require((word.allocated() & ~word.starts()) == 0, where + ": a block between two blocks");
            require((word.marked() & ~word.allocated()) == 0, where + ": a mark where no block is");
            require((word.grey() & ~word.marked()) == 0, where + ": a grey block without a mark");
            require(!idle || word.marked() == 0, where + ": a mark while the collector is idle");
        }
    }

    private void verifyBlock(HeapImage heap, BlockInfo block, String place) {
        String where = place + ", block at " + block.offset();
        long bytes = heap.contentBytes(block);
        require(bytes >= 0 && bytes <= block.capacity(), where + ": " + bytes + " bytes where " + block.capacity() + " fit");
        require(block.serial() < heap.nextSerial(), where + ": its serial was not given out");
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
            guarded(place, () -> heap.forEachReference(from,
                    reference -> reach(reference, "block at " + from.offset(), blocks, reached, open, place)));
        }
    }

    private void reach(long reference, String from, Map<Long, BlockInfo> blocks, Set<Long> reached, List<BlockInfo> open, String place) {
        BlockInfo block = blocks.get(reference);
        if (block == null) {
            found(place + ", " + from + ": refers to " + reference + ", where no block is");
        } else if (reached.add(reference)) {
            open.add(block);
        }
    }

    private static boolean isReference(long valueWord) {
        return valueWord != 0 && (valueWord & 15) == 0;
    }

    /// What stops a check is a finding as well.
    private void guarded(String place, Runnable check) {
        try {
            check.run();
        } catch (PoolDamagedException | InternalError | IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            found(place + ": " + e.getMessage());
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            found(otherwise);
        }
    }

    private void found(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
