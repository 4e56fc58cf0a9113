package rockpool.engine.heap;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.sync.RawLock;

/// The way into a heap for who changes it: takes its lock, repairs what a dead owner has left, and begins a modify.
final class HeapLock {

    private final Heap heap;
    private final Pool pool;
    private final long lock;
    private final long descriptor;
    private final Areas areas;
    private final Writer writer;
    /// Names this process as the heap's last writer.
    private final long identity = ThreadLocalRandom.current().nextLong() | 1;

    HeapLock(Heap heap, Areas areas, Writer writer) {
        this.heap = heap;
        this.pool = heap.pool();
        this.lock = heap.offset() + HeapLayout.LOCK;
        this.descriptor = heap.base() + heap.offset();
        this.areas = areas;
        this.writer = writer;
    }

    /// Takes the lock and begins a modify; for the thread that has it already, a nested one.
    Writer open() {
        if (writer.isMine()) {
            writer.enter();
            return writer;
        }
        Actor me = pool.actor();
        return opened(me, RawLock.lock(pool, me, lock, Long.MAX_VALUE, true));
    }

    /// Takes the lock and begins a modify if nobody has the lock.
    ///
    /// @return null if somebody has, or the heap was destroyed
    Writer tryOpen() {
        Actor me = pool.actor();
        RawLock.Result result = RawLock.tryTakeOver(pool, me, lock);
        if (!result.taken()) {
            return null;
        }
        if (!heap.isLive()) {
            RawLock.unlock(pool, me, lock);
            return null;
        }
        return opened(me, result);
    }

    private Writer opened(Actor me, RawLock.Result result) {
        boolean begun = false;
        try {
            if (result != RawLock.Result.ACQUIRED) {
                takeOver(me, result);
            }
            begin(me);
            begun = true;
        } finally {
            if (!begun && RawLock.isMine(pool, me, lock)) {
                RawLock.unlock(pool, me, lock);
            }
        }
        return writer;
    }

    private void begin(Actor me) {
        if (!heap.isLive()) {
            throw heap.destroyed();
        }
        if (Memory.getLong(descriptor + HeapLayout.LAST_WRITER) != identity) {
            writer.collector().refresh();
            Memory.putLong(descriptor + HeapLayout.LAST_WRITER, identity);
        }
        writer.begin(me);
    }

    private void takeOver(Actor me, RawLock.Result result) {
        switch (result) {
            case OWNER_DIED -> recover(me);
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw new CancellationException("heap=" + heap.nameOrOffset() + ": interrupted while waiting for its lock");
            }
            case ABANDONED -> throw new PoolDamagedException(heap.toString(), "a heap that a successor could repair", "a lock given up");
            default -> throw new IllegalStateException(heap + ": its lock gave " + result);
        }
    }

    /// Brings the heap to the state after its last commit. Every step may be cut off and done again.
    private void recover(Actor me) {
        HeapPoint.HEAP_RECOVERING.reach();
        if (heap.isLive()) {
            long entries = Memory.getLong(descriptor + HeapLayout.LOG_COUNT);
            try {
                restoreKeptRoot();
                writer.log().recover();
                Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, 0);
                areas.releaseUnfinished();
                writer.collector().recover();
                Memory.putLong(descriptor + HeapLayout.LAST_WRITER, 0);
            } catch (PoolDamagedException e) {
                RawLock.abandon(pool, me, lock);
                throw e;
            }
            pool.events().publish(EventKind.REDONE, heap.offset(), entries);
        }
        RawLock.recovered(pool, me, lock);
    }

    /// Who died while it made sure that nothing is pinned has not destroyed the heap.
    private void restoreKeptRoot() {
        long kept = Memory.getLong(descriptor + HeapLayout.KEPT_ROOT);
        if (kept != 0) {
            Memory.putLongRelease(descriptor + HeapLayout.ROOT, kept);
        }
    }
}
