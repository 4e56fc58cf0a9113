package rockpool.engine.heap;

import java.util.concurrent.locks.LockSupport;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.RawLock;

/// A collection that a thread has asked for, made in slices, each of which takes and gives back the heap's lock. Whoever sleeps for the
/// lock has it before the next slice.
///
/// A death in it leaves a run that anybody's next slice goes on with.
final class OnDemand {

    // Unlocking wakes a sleeper, who needs some 60 µs to come, in a virtual machine now and then more than a millisecond. The lock would be taken
    // again by then. So a slice waits until the lock has been taken by somebody else; but not for ever, since who has flagged it may be dead.

    private static final long LOOK_NANOS = 50_000;
    private static final long MOST_NANOS = 3_000_000;
    private static final long NOBODY = -1;

    private final Heap heap;
    private final Pool pool;
    private final long lock;
    private final String why;
    private long cycle = -1;
    private boolean ended;
    /// How often the lock had been taken when somebody else wanted it.
    private long taken = NOBODY;

    OnDemand(Heap heap, String why) {
        this.heap = heap;
        this.pool = heap.pool();
        this.lock = heap.offset() + HeapLayout.LOCK;
        this.why = why;
    }

    /// Returns when a whole run, begun by this, has ended.
    void run() {
        while (!ended) {
            letOthersIn();
            Writer opened = heap.lock();
            try {
                slice(opened.collector());
                taken = RawLock.hasWaiters(pool, lock) ? RawLock.acquisitions(pool, lock) : NOBODY;
                opened.commit();
            } finally {
                opened.close();
            }
        }
    }

    /// Another run that is under way comes to its end first.
    private void slice(Collector collector) {
        cycle = cycle < 0 ? collector.startIfIdle(why) : cycle;
        if (!hasEnded(collector)) {
            collector.slice(Collector.SLICE_NANOS);
        }
        ended = hasEnded(collector);
    }

    private boolean hasEnded(Collector collector) {
        return cycle >= 0 && !collector.isRunning(cycle);
    }

    private void letOthersIn() {
        if (taken != NOBODY) {
            long end = System.nanoTime() + MOST_NANOS;
            do {
                LockSupport.parkNanos(LOOK_NANOS);
            } while (RawLock.acquisitions(pool, lock) == taken && System.nanoTime() - end < 0);
        }
    }
}
