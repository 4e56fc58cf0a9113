package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UseWord;

/// Takes a heap apart, for who has its lock.
///
/// No value of it may be pinned then, and none may become so: the root is null while the pins are looked at, so that nobody can begin to
/// read. A death meanwhile is repaired from the kept root. Once the use word says that the heap is doomed, who cleans up does the rest.
final class HeapEnd {

    private final Heap heap;
    private final Pool pool;
    private final long descriptor;
    private final Areas areas;
    private final HeapDirectory directory;

    HeapEnd(Heap heap, Areas areas, HeapDirectory directory) {
        this.heap = heap;
        this.pool = heap.pool();
        this.descriptor = heap.base() + heap.offset();
        this.areas = areas;
        this.directory = directory;
    }

    /// Takes the heap apart if nothing in it is pinned, and its use word is as expected.
    ///
    /// @return whether it is gone
    boolean reclaim(Writer opened, long expected) {
        try {
            // Nobody can pin anything from here on: the use word says that no process has a handle.
            boolean mine = !isPinned() && UseWord.doom(descriptor + HeapLayout.USE, expected);
            if (mine) {
                destroy(opened);
            }
            return mine;
        } catch (IllegalStateException e) {
            // A thread that is about to end its use of it has pinned a value: it goes later.
            return false;
        }
    }

    /// @throws IllegalStateException if a value in it is pinned
    void destroy(Writer opened) {
        requireUnpinned(opened.log());
        // Who cleans up after a death from here on does the rest.
        Memory.putLongVolatile(descriptor + HeapLayout.USE, UseWord.DOOMED);
        if (!heap.name().isEmpty()) {
            pool.names().remove(heap.name(), heap.offset(), heap.incarnation());
        }
        // Who is copying a value out notices.
        Memory.putLongRelease(descriptor + HeapLayout.SWEEP_EPOCH, heap.sweepEpoch() + 1);
        directory.destroy(heap.offset(), areas.units());
        opened.commit();
        pool.events().publish(EventKind.HEAP_DESTROYED, heap.name(), heap.offset());
    }

    /// No value can be pinned from now on, and none is. Readers meanwhile take the root's null for a change under way.
    private void requireUnpinned(RedoLog log) {
        long root = Memory.getLong(descriptor + HeapLayout.ROOT);
        Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, root);
        log.beginOverwriting();
        Memory.putLongVolatile(descriptor + HeapLayout.ROOT, 0);
        VarHandle.fullFence();
        if (isPinned()) {
            Memory.putLongRelease(descriptor + HeapLayout.ROOT, root);
            log.endOverwriting();
            Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, 0);
            throw new IllegalStateException(heap + ": a value in it is pinned");
        }
    }

    private boolean isPinned() {
        boolean[] pinned = {false};
        pool.actors().forEachPin(block -> pinned[0] |= heap.isBlock(block));
        return pinned[0];
    }
}
