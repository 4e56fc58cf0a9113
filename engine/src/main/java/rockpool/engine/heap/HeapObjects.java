package rockpool.engine.heap;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.Reclaimable;
import rockpool.engine.pool.UnitClass;

/// The heaps of a pool, as objects that are taken back when nobody can reach them any more, and as what keeps values, in which their
/// collectors look for handles.
final class HeapObjects implements Reclaimable, Reclaimable.Container {

    /// How often a heap is left that somebody else changes without a pause.
    private static final int MOST_PAUSES = 200;
    private static final long PAUSE_NANOS = 100_000;
    /// So many bytes must have been used since a heap was collected last for it to be collected when the pool is full.
    private static final long WORTH_COLLECTING = 4 << 10;

    static {
        HeapObjects objects = new HeapObjects();
        Registry.add((Reclaimable) objects);
        Registry.add((Container) objects);
    }

    @Override
    public int unitClass() {
        return UnitClass.HEAPS;
    }

    @Override
    public long useWord(Pool pool, long offset, long incarnation) {
        boolean there = HeapDescriptors.isAt(pool.position(), pool.units(), offset)
                && Memory.getLongVolatile(pool.position() + offset + HeapLayout.STATE) == HeapLayout.state(HeapLayout.LIVE_STATE, incarnation);
        return there ? pool.position() + offset + HeapLayout.USE : 0;
    }

    @Override
    public void forEach(Pool pool, Visitor visitor) {
        HeapDescriptors.forEach(pool.position(), pool.units(), offset -> {
            long state = Memory.getLongAcquire(pool.position() + offset + HeapLayout.STATE);
            if (HeapLayout.stateOf(state) == HeapLayout.LIVE_STATE) {
                visitor.visit(offset, HeapLayout.incarnationOf(state));
            }
        });
    }

    @Override
    public boolean reclaim(Pool pool, long offset, long incarnation, long expected) {
        return Heaps.passing(pool, offset, incarnation).reclaim(expected);
    }

    @Override
    public long looked(Pool pool) {
        long[] least = {Long.MAX_VALUE};
        forEach(pool, (offset, incarnation) -> {
            long marked = marked(pool, offset);
            if (marked != 0) {
                least[0] = Math.min(least[0], marked);
            }
        });
        return least[0];
    }

    @Override
    public void look(Pool pool, long epoch) {
        HeapDirectory.of(pool).recoverIfDead();
        forEach(pool, (offset, incarnation) -> {
            long marked = marked(pool, offset);
            if (marked != 0 && marked < epoch) {
                try {
                    mark(Heaps.passing(pool, offset, incarnation), epoch);
                } catch (PoolDamagedException e) {
                    // Nothing is taken as long as it has not marked: it is for the verifier to show.
                    LockSupport.parkNanos(0);
                }
            }
        });
    }

    @Override
    public void collect(Pool pool) {
        HeapDirectory.of(pool).recoverIfDead();
        forEach(pool, (offset, incarnation) -> {
            if (get(pool, offset, HeapLayout.USED) - get(pool, offset, HeapLayout.LIVE) >= WORTH_COLLECTING) {
                try {
                    collect(Heaps.passing(pool, offset, incarnation));
                } catch (PoolDamagedException e) {
                    // It is for the verifier to show; the others are not held up by it.
                    LockSupport.parkNanos(0);
                }
            }
        });
    }

    private static long get(Pool pool, long offset, int field) {
        return Memory.getLongVolatile(pool.position() + offset + field);
    }

    private static long marked(Pool pool, long offset) {
        return get(pool, offset, HeapLayout.MARKED);
    }

    /// Has a heap give back all that cannot be reached now.
    private static void collect(Heap heap) {
        Writer mine = heap.mine();
        if (mine != null) {
            mine.collector().exhausted();
            return;
        }
        boolean running = get(heap.pool(), heap.offset(), HeapLayout.PHASE) != HeapLayout.IDLE;
        long last = get(heap.pool(), heap.offset(), HeapLayout.RUNS) + (running ? 2 : 1);
        inSlices(heap, "pool full", () -> get(heap.pool(), heap.offset(), HeapLayout.RUNS) >= last);
    }

    /// Has a mark end that began in the epoch or later.
    private static void mark(Heap heap, long epoch) {
        Writer mine = heap.mine();
        if (mine != null) {
            mine.collector().collectNow("handles");
            return;
        }
        inSlices(heap, "handles", () -> marked(heap.pool(), heap.offset()) >= epoch);
    }

    /// Collects in slices, each under the heap's lock, until that is done, or for as long as nobody else changes the heap all the time.
    private static void inSlices(Heap heap, String why, BooleanSupplier done) {
        int pauses = 0;
        while (pauses < MOST_PAUSES && heap.isLive() && !done.getAsBoolean()) {
            Writer opened = heap.tryOpen();
            if (opened == null) {
                pauses++;
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                slice(opened, why);
            }
        }
    }

    private static void slice(Writer opened, String why) {
        try {
            opened.collector().startIfIdle(why);
            opened.collector().slice(Collector.SLICE_NANOS);
            opened.commit();
        } finally {
            opened.close();
        }
    }
}
