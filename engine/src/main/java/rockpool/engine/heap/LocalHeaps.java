package rockpool.engine.heap;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;

/// The heaps of a pool that this process has handles of: one object each, for as long as somebody here refers to it.
///
/// A heap that only this process can know is taken apart once the Java collector has found that nobody here refers to it.
final class LocalHeaps {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final int WORTH_COLLECTING = 8;
    private static final int MOST_LOOKS = 200;
    private static final long LOOK_NANOS = 2_000_000;

    private record Key(long offset, long incarnation) {}

    private final Pool pool;
    private final Map<Key, WeakReference<Heap>> heaps = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
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
            register(heap, key);
            forgetUnused();
        }
        return heap;
    }

    private void register(Heap heap, Key key) {
        open.incrementAndGet();
        CLEANER.register(heap, () -> {
            takeApart(key);
            open.decrementAndGet();
        });
    }

    /// Nobody in this process has a handle of the heap any more.
    private void takeApart(Key key) {
        try {
            long position = pool.position() + key.offset;
            if (!pool.isClosed() && HeapLayout.incarnationOf(Memory.getLongAcquire(position + HeapLayout.STATE)) == key.incarnation
                    && Orphans.isPrivate(position)
                    && Memory.getLong(position + HeapLayout.OWNER) == Participants.identityWord(pool.identity())) {
                Orphans.takeApart(pool, key.offset, key.incarnation);
            }
        } catch (RuntimeException e) {
            // The pool is being closed, or damaged: whoever looks next finds the heap.
        }
    }

    /// Has the Java collector find handles that nobody refers to, since the pool is full.
    ///
    /// @return whether there were any
    boolean dropUnused() {
        int before = open.get();
        if (before < WORTH_COLLECTING) {
            return false;
        }
        System.gc();
        for (int look = 0; look < MOST_LOOKS && open.get() == before; look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        awaitQuiet();
        return open.get() < before;
    }

    /// Waits until the cleaner has gone through what one collection found.
    private void awaitQuiet() {
        int seen = Integer.MAX_VALUE;
        for (int look = 0; look < MOST_LOOKS && open.get() < seen; look++) {
            seen = open.get();
            LockSupport.parkNanos(LOOK_NANOS);
        }
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
