package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.UnitMeta;

/// Collects a heap in slices, each under the heap's lock. All that a run knows is in the pool, so any process does the next slice.
///
/// | phase | what happens | blocks are born | how it ends |
/// |---|---|---|---|
/// | `IDLE` | nothing; all mark and grey bits are 0 | white | a new cycle number, dirty := 2, `MARKING` |
/// | `MARKING` | the roots become grey, then what they reach black | black | no grey bit: sweep epoch + 1, `SWEEPING` |
/// | `SWEEPING` | area after area: allocation bits &= mark bits; what is empty goes back to the pool | black | `CLEARING` |
/// | `CLEARING` | area after area: mark bits := 0 | white | new threshold, `IDLE` |
///
/// A run that a slice has left in order goes on where it stopped. A death while sweeping or clearing costs nothing: each step can be done
/// twice, and the successor goes on at the cursor. A death in a slice of marking costs the marks made so far: what was grey was on the dead
/// one's stack, so the successor sets dirty to 3, and the next slice begins the marking again.
///
/// **Roots**: the heap's root, the pins of all actors, what the write set refers to, and the blocks allocated since the modify under way
/// began. All that was reachable when they became grey is marked, as is all that is allocated from then on: what a commit overwrites is
/// made grey before, and so is what a reference to an existing block is stored over with.
final class Collector implements Allocator.Pressure {

    static final long SLICE_NANOS = 500_000;
    private static final long ALLOCATED_PER_SLICE = 64 << 10;
    private static final long COUNTED_AT_ONCE = 4 << 10;
    private static final long TRIM_NANOS = 1_000_000_000;
    private static final long UNKNOWN = -1;

    private static final String[] REASONS = {"on demand", "threshold", "out of memory"};
    private static final int ON_DEMAND = 0;
    private static final int THRESHOLD = 1;
    private static final int OUT_OF_MEMORY = 2;

    private final Pool pool;
    private final long offset;
    private final long descriptor;
    private final Areas areas;
    private final Marker marker;
    private final Allocator allocator;
    private final Marking marking;
    private final Sweeping sweeping;
    private long sinceSlice;
    /// The sweep that the allocator's cursors and lists are later than.
    private long knownSweep = UNKNOWN;
    /// Whether that sweep was under way when this process last knew: others may have gone on with it.
    private boolean unfinishedSweep;
    /// Whether a slice has begun and not ended.
    private boolean isBroken;
    private String reason = "";
    private boolean collecting;
    private long lastTrim = System.nanoTime();

    Collector(Pool pool, long descriptor, Areas areas, Marking.Roots writeSet) {
        this.pool = pool;
        this.offset = descriptor;
        this.descriptor = pool.position() + descriptor;
        this.areas = areas;
        this.marker = new Marker(pool, descriptor);
        this.allocator = new Allocator(pool.position(), descriptor, areas, this);
        this.marking = new Marking(pool, descriptor, areas, marker, allocator, writeSet);
        this.sweeping = new Sweeping(this.descriptor, areas, allocator.roomy());
    }

    Allocator allocator() {
        return allocator;
    }

    Marker marker() {
        return marker;
    }

    int phase() {
        return (int) get(HeapLayout.PHASE);
    }

    long runs() {
        return get(HeapLayout.RUNS);
    }

    // A modify's begin and end

    /// Another process has written, or may have.
    void refresh() {
        long sweep = get(HeapLayout.SWEEP_EPOCH);
        if (sweep != knownSweep) {
            allocator.startOver();
            knownSweep = sweep;
        } else {
            allocator.reread();
            if (unfinishedSweep) {
                allocator.listAgain();
            }
        }
        int phase = phase();
        unfinishedSweep = phase == HeapLayout.SWEEPING;
        allocator.setBlack(isBlack(phase));
    }

    void begin() {
        allocator.begin();
    }

    /// Writes counters that may be behind.
    void end() {
        if (isBroken) {
            repair();
        }
        allocator.end();
        if (allocator.handedOut() >= COUNTED_AT_ONCE) {
            countUsed();
        }
    }

    /// An error ended a slice somewhere: what this process knows is dropped, and found again from what is in the pool.
    private void repair() {
        marker.forget();
        areas.forget();
        knownSweep = UNKNOWN;
        refresh();
        recover();
        isBroken = false;
    }

    /// The writer before has died, perhaps in a slice.
    void recover() {
        marking.recover();
    }

    // When to collect

    private long countUsed() {
        long handedOut = allocator.takeHandedOut();
        long used = get(HeapLayout.USED);
        if (handedOut != 0) {
            used += handedOut;
            put(HeapLayout.USED, used);
            sinceSlice += handedOut;
        }
        return used;
    }

    @Override
    public void growing() {
        if (collecting) {
            return;
        }
        long handedOut = allocator.handedOut();
        if (phase() != HeapLayout.IDLE) {
            if (sinceSlice + handedOut >= ALLOCATED_PER_SLICE) {
                slice(SLICE_NANOS);
            }
        } else if (get(HeapLayout.USED) + handedOut >= get(HeapLayout.THRESHOLD)) {
            start(THRESHOLD, REASONS[THRESHOLD]);
            slice(SLICE_NANOS);
        }
    }

    @Override
    public boolean wanted(int sizeClass) {
        long end = System.nanoTime() + SLICE_NANOS;
        while (!collecting && phase() == HeapLayout.SWEEPING && !allocator.roomy().has(sizeClass) && System.nanoTime() < end) {
            slice(SLICE_NANOS / 10);
        }
        return phase() != HeapLayout.SWEEPING;
    }

    /// When there is none, this heap is collected, then all others that nobody is changing, and what no process has a handle of is taken
    /// back.
    @Override
    public <R> R making(Supplier<R> maker) {
        try {
            return maker.get();
        } catch (OutOfPoolMemoryException full) {
            exhausted();
        }
        try {
            return maker.get();
        } catch (OutOfPoolMemoryException full) {
            Reclaimer.of(pool).shortOfMemory();
        }
        return maker.get();
    }

    /// The pool is full: collects all that can be.
    void exhausted() {
        if (!collecting) {
            runAll(OUT_OF_MEMORY, REASONS[OUT_OF_MEMORY]);
        }
    }

    private void runAll(int number, String why) {
        finish();
        start(number, why);
        finish();
    }

    private void finish() {
        while (phase() != HeapLayout.IDLE) {
            slice(SLICE_NANOS);
        }
    }

    /// Does a whole run at once, for who has the lock anyway.
    void collectNow(String why) {
        runAll(ON_DEMAND, why);
    }

    /// Begins a run on demand, if none is under way.
    ///
    /// @return its cycle number, or -1 if another run is under way
    long startIfIdle(String why) {
        if (phase() != HeapLayout.IDLE) {
            return -1;
        }
        start(ON_DEMAND, why);
        return get(HeapLayout.CYCLE);
    }

    boolean isRunning(long cycle) {
        return phase() != HeapLayout.IDLE && get(HeapLayout.CYCLE) == cycle;
    }

    private void start(int number, String why) {
        reason = why;
        put(HeapLayout.RUN_REASON, number);
        put(HeapLayout.RUN_NANOS, 0);
        put(HeapLayout.RUN_SLICES, 0);
        put(HeapLayout.RUN_PINNED, 0);
        put(HeapLayout.RUN_RELEASED, 0);
        put(HeapLayout.SCAN_BLOCK, 0);
        put(HeapLayout.CYCLE, get(HeapLayout.CYCLE) + 1);
        put(HeapLayout.DIRTY, Marking.ROOTS_WANTED);
        put(HeapLayout.MARK_BEGAN, Reclaimer.epoch(pool));
        enter(HeapLayout.MARKING);
    }

    private void enter(int phase) {
        put(HeapLayout.CURSOR, 0);
        VarHandle.releaseFence();
        Memory.putLongRelease(descriptor + HeapLayout.PHASE, phase);
        unfinishedSweep = phase == HeapLayout.SWEEPING;
        allocator.setBlack(isBlack(phase));
    }

    private static boolean isBlack(int phase) {
        return phase == HeapLayout.MARKING || phase == HeapLayout.SWEEPING;
    }

    // Slices

    /// Does a part of the run under way.
    void slice(long nanos) {
        if (isBroken) {
            repair();
        }
        collecting = true;
        isBroken = true;
        try {
            long start = System.nanoTime();
            sinceSlice = 0;
            areas.refresh();
            boolean done = step(start + nanos);
            put(HeapLayout.RUN_NANOS, get(HeapLayout.RUN_NANOS) + System.nanoTime() - start);
            put(HeapLayout.RUN_SLICES, get(HeapLayout.RUN_SLICES) + 1);
            if (done) {
                done();
            }
            isBroken = false;
        } finally {
            collecting = false;
        }
    }

    /// Goes from phase to phase until the time is up.
    ///
    /// @return whether the last one has ended
    private boolean step(long deadline) {
        if (phase() == HeapLayout.MARKING && marking.slice(deadline)) {
            beginSweeping();
        }
        if (phase() == HeapLayout.SWEEPING && sweeping.sweep(deadline)) {
            enter(HeapLayout.CLEARING);
        }
        return phase() == HeapLayout.CLEARING && sweeping.clear(deadline);
    }

    /// Makes what a word refers to grey while a run marks.
    void barrier(long valueWord) {
        if (phase() == HeapLayout.MARKING) {
            marking.shade(valueWord);
        }
    }

    /// Whether a block that is still allocated will not survive the sweep under way.
    boolean isCondemned(long block) {
        return phase() == HeapLayout.SWEEPING && !marker.isMarked(block);
    }

    private void beginSweeping() {
        marker.forget();
        countUsed();
        put(HeapLayout.USED_AT_SWEEP, get(HeapLayout.USED));
        knownSweep = get(HeapLayout.SWEEP_EPOCH) + 1;
        Memory.putLongRelease(descriptor + HeapLayout.SWEEP_EPOCH, knownSweep);
        VarHandle.fullFence();
        if (get(HeapLayout.MARKED) != 0) {
            Memory.putLongVolatile(descriptor + HeapLayout.MARKED, get(HeapLayout.MARK_BEGAN));
        }
        allocator.restart();
        enter(HeapLayout.SWEEPING);
    }

    private void done() {
        long live = get(HeapLayout.SWEPT_LIVE);
        countUsed();
        put(HeapLayout.LIVE, live);
        put(HeapLayout.USED, live + get(HeapLayout.USED) - get(HeapLayout.USED_AT_SWEEP));
        setThreshold();
        put(HeapLayout.RUNS, get(HeapLayout.RUNS) + 1);
        enter(HeapLayout.IDLE);
        HeapPoint.GC_DONE.reach();
        publish(live);
        trim();
    }

    /// Memory that came free goes back to the system a while later, so that units which come and go stay.
    private void trim() {
        long now = System.nanoTime();
        if (now - lastTrim >= TRIM_NANOS) {
            lastTrim = now;
            pool.units().trim();
        }
    }

    /// Derives the threshold from what is live and the overhead factor.
    void setThreshold() {
        long live = get(HeapLayout.LIVE);
        long garbage = live / 1000 * get(HeapLayout.OVERHEAD) + live % 1000 * get(HeapLayout.OVERHEAD) / 1000;
        put(HeapLayout.THRESHOLD, live + Math.max(garbage, HeapDescriptor.floor(pool)));
    }

    /// The name of a reason to collect.
    static String reason(int number) {
        return REASONS[Math.clamp(number, 0, REASONS.length - 1)];
    }

    private void publish(long live) {
        int number = (int) get(HeapLayout.RUN_REASON);
        String why = number == ON_DEMAND && !reason.isEmpty() ? reason : reason(number);
        pool.events().publish(EventKind.COLLECTION, why, offset, get(HeapLayout.RUN_NANOS), live, get(HeapLayout.SWEPT_FREED),
                get(HeapLayout.RUN_PINNED), get(HeapLayout.RUN_SLICES), get(HeapLayout.RUN_RELEASED) >> 16);
    }

    private long get(int field) {
        return Memory.getLong(descriptor + field);
    }

    private void put(int field, long value) {
        Memory.putLongOpaque(descriptor + field, value);
    }
}
