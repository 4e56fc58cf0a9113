package rockpool.engine.heap;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;

/// The heaps of a pool that this process has handles of: one object each, for as long as somebody here refers to it.
final class LocalHeaps {

    private record Key(long offset, long incarnation) {}

    private final Pool pool;
    private final Map<Key, WeakReference<Heap>> heaps = new HashMap<>();
    private int sizeAtCleaning = 64;

    private LocalHeaps(Pool pool) {
        this.pool = pool;
    }

    static LocalHeaps of(Pool pool) {
        return pool.attachment(LocalHeaps.class, LocalHeaps::new);
    }

    /// A number that no other process takes.
    static long newIdentity() {
        return ThreadLocalRandom.current().nextLong() | 1;
    }

    /// The object of a heap.
    ///
    /// @throws IllegalStateException if there is no such heap, or not any more
    synchronized Heap get(long offset, long incarnation) {
        Key key = new Key(offset, incarnation);
        WeakReference<Heap> known = heaps.get(key);
        Heap heap = known == null ? null : known.get();
        if (heap == null || !heap.isLive()) {
            requireLive(offset, incarnation);
            heap = new Heap(pool, offset, incarnation);
            heaps.put(key, new WeakReference<>(heap));
            forgetUnused();
        }
        return heap;
    }

    private void requireLive(long offset, long incarnation) {
        if (!HeapDirectory.isDescriptor(pool.position(), pool.units(), offset)
                || Memory.getLongAcquire(pool.position() + offset + HeapLayout.STATE) != HeapLayout.state(HeapLayout.LIVE_STATE, incarnation)) {
            throw new IllegalStateException("heap at " + offset + " in " + pool + ": it was destroyed");
        }
    }

    private void forgetUnused() {
        if (heaps.size() >= sizeAtCleaning) {
            heaps.values().removeIf(reference -> reference.get() == null);
            sizeAtCleaning = Math.max(64, heaps.size() * 2);
        }
    }
}
