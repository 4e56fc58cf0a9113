package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
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
/// **Roots**: the heap's root, the pins of all actors, what the write set refers to, and the blocks allocated since the modify under way began. All that
/// was reachable when they became grey is marked, as is all that is allocated from then on: what a commit overwrites is made grey before,
/// and so is what a reference to an existing block is stored over with.
final class Collector implements Allocator.Pressure {

    /// What the run needs to know of a modify under way.
    interface Roots {

        /// Visits value words that refer to blocks, or not.
        void forEach(java.util.function.LongConsumer visitor);
    }

    static final long SLICE_NANOS = 1_000_000;
    private static final long ALLOCATION_SLICE_NANOS = 500_000;
    private static final long ALLOCATED_PER_SLICE = 64 << 10;
    private static final long COUNTED_AT_ONCE = 4 << 10;
    private static final int GREY_LEFT = 1;
    private static final int ROOTS_WANTED = 2;
    private static final int MARKS_LOST = 3;
    private static final long CLEARED = Integer.MAX_VALUE;
    private static final int AREAS_PER_LOOK = 16;
    private static final long TRIM_NANOS = 1_000_000_000;

    /// How a step of marking ends.
    private static final int MORE = 0;
    private static final int TIME_UP = 1;
    private static final int DONE = 2;

    private static final String[] REASONS = {"on demand", "threshold", "out of memory"};
    private static final int ON_DEMAND = 0;
    private static final int THRESHOLD = 1;
    private static final int OUT_OF_MEMORY = 2;
    private static final int MARK_DELTA = UnitMeta.MARKED - UnitMeta.ALLOCATED;
    private static final int GREY_DELTA = UnitMeta.GREY - UnitMeta.ALLOCATED;

    private final Pool pool;
    private final long base;
    private final long offset;
    private final long descriptor;
    private final Areas areas;
    private final Area area;
    private final Roots writeSet;
    private final Marker marker;
    private final Allocator allocator;
    private long sinceSlice;
    private long firstNewSerial = Long.MAX_VALUE;
    private String reason = "";
    private boolean collecting;
    private long lastTrim = System.nanoTime();

    Collector(Pool pool, long descriptor, Areas areas, Roots writeSet) {
        this.pool = pool;
        this.base = pool.position();
        this.offset = descriptor;
        this.descriptor = base + descriptor;
        this.areas = areas;
        this.area = areas.cursor();
        this.writeSet = writeSet;
        this.marker = new Marker(pool, descriptor);
        this.allocator = new Allocator(base, descriptor, areas, this);
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

    /// Another process may have written: what is known here is forgotten.
    void refresh() {
        allocator.forget();
        allocator.setBlack(isBlack(phase()));
    }

    void begin() {
        firstNewSerial = allocator.begin();
    }

    long firstNewSerial() {
        return firstNewSerial;
    }

    /// Writes counters that may be behind.
    void end() {
        firstNewSerial = Long.MAX_VALUE;
        if (allocator.handedOut() >= COUNTED_AT_ONCE) {
            countUsed();
        }
    }

    /// Whatever was under way in this process has failed: the next slice finds it again from what is in the pool.
    void forget() {
        marker.forget();
        areas.forget();
        refresh();
        recover();
    }

    /// A slice of marking that was cut off has lost what was on its stack.
    void recover() {
        if (get(HeapLayout.SLICE_OPEN) != 0) {
            if (phase() == HeapLayout.MARKING) {
                put(HeapLayout.DIRTY, MARKS_LOST);
            }
            VarHandle.storeStoreFence();
            put(HeapLayout.SLICE_OPEN, 0);
        }
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
                slice(ALLOCATION_SLICE_NANOS);
            }
        } else if (get(HeapLayout.USED) + handedOut >= get(HeapLayout.THRESHOLD)) {
            start(THRESHOLD, REASONS[THRESHOLD]);
            slice(ALLOCATION_SLICE_NANOS);
        }
    }

    @Override
    public void wanted(int sizeClass) {
        while (!collecting && phase() == HeapLayout.SWEEPING && !allocator.hasReady(sizeClass)) {
            slice(ALLOCATION_SLICE_NANOS / 10);
        }
    }

    @Override
    public void exhausted() {
        if (!collecting) {
            runAll(OUT_OF_MEMORY, REASONS[OUT_OF_MEMORY]);
            if (pool.units().free() == 0) {
                LocalHeaps.of(pool).dropUnused();
                Orphans.takeApartAll(pool);
            }
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
        put(HeapLayout.DIRTY, ROOTS_WANTED);
        enter(HeapLayout.MARKING);
    }

    private void enter(int phase) {
        put(HeapLayout.CURSOR, 0);
        VarHandle.releaseFence();
        Memory.putLongRelease(descriptor + HeapLayout.PHASE, phase);
        allocator.setBlack(isBlack(phase));
    }

    private static boolean isBlack(int phase) {
        return phase == HeapLayout.MARKING || phase == HeapLayout.SWEEPING;
    }

    // Slices

    /// Does a part of the run under way.
    void slice(long nanos) {
        collecting = true;
        try {
            long start = System.nanoTime();
            sinceSlice = 0;
            areas.refresh();
            step(start + nanos);
            put(HeapLayout.RUN_NANOS, get(HeapLayout.RUN_NANOS) + System.nanoTime() - start);
            put(HeapLayout.RUN_SLICES, get(HeapLayout.RUN_SLICES) + 1);
            if (phase() == HeapLayout.CLEARING && get(HeapLayout.CURSOR) == CLEARED) {
                done();
            }
        } finally {
            collecting = false;
        }
    }

    private void step(long deadline) {
        boolean goOn = true;
        while (goOn) {
            goOn = switch (phase()) {
                case HeapLayout.MARKING -> mark(deadline);
                case HeapLayout.SWEEPING -> sweep(deadline);
                case HeapLayout.CLEARING -> clear(deadline);
                default -> false;
            };
        }
    }

    // Marking

    private boolean mark(long deadline) {
        put(HeapLayout.SLICE_OPEN, 1);
        VarHandle.storeStoreFence();
        markRoots();
        int result = MORE;
        while (result == MORE) {
            result = markOnce(deadline);
            if (result == MORE && System.nanoTime() >= deadline) {
                result = TIME_UP;
            }
        }
        leaveStack();
        HeapPoint.GC_MARKING.reach();
        VarHandle.storeStoreFence();
        put(HeapLayout.SLICE_OPEN, 0);
        if (result == DONE) {
            beginSweeping();
        }
        return result == DONE;
    }

    /// The next slice begins with the pass at the last block of the stack, rather than looking for it.
    private void leaveStack() {
        long last = marker.leaveStack();
        noteGrey();
        if (last != 0) {
            put(HeapLayout.CURSOR, Area.key(pool.units().unitAt(last), 0));
        }
    }

    private void markRoots() {
        if (get(HeapLayout.DIRTY) == MARKS_LOST) {
            for (int from = 0; areas.next(area, from); from = area.behind()) {
                clearMarks();
            }
            put(HeapLayout.SCAN_BLOCK, 0);
            put(HeapLayout.CURSOR, 0);
            put(HeapLayout.DIRTY, ROOTS_WANTED);
        }
        if (get(HeapLayout.DIRTY) == ROOTS_WANTED) {
            shadeRoots();
            put(HeapLayout.DIRTY, GREY_LEFT);
            HeapPoint.GC_ROOTS.reach();
        }
    }

    private void noteGrey() {
        if (marker.takeLeftGrey() && get(HeapLayout.DIRTY) == 0) {
            put(HeapLayout.DIRTY, GREY_LEFT);
        }
    }

    /// Empties the stack, then scans the grey blocks of the area that the pass is at. A pass that ends without having been made dirty has
    /// seen that there are none.
    private int markOnce(long deadline) {
        if (!drain(deadline)) {
            return TIME_UP;
        }
        if (areas.next(area, (int) get(HeapLayout.CURSOR))) {
            if (!scanGrey(deadline)) {
                return TIME_UP;
            }
            put(HeapLayout.CURSOR, area.behind());
            return MORE;
        }
        if (get(HeapLayout.DIRTY) == 0) {
            return DONE;
        }
        put(HeapLayout.CURSOR, 0);
        put(HeapLayout.DIRTY, 0);
        return MORE;
    }

    private boolean drain(long deadline) {
        boolean drained = marker.isDone() || marker.drain(deadline);
        noteGrey();
        return drained;
    }

    private boolean scanGrey(long deadline) {
        for (int i = 0; i < area.words; i++) {
            marker.takeGrey(area, i);
            if (!drain(deadline)) {
                return false;
            }
        }
        return true;
    }

    private void shadeRoots() {
        VarHandle.fullFence();
        marker.shade(get(HeapLayout.ROOT));
        pool.actors().forEachPin(this::shadePinned);
        writeSet.forEach(marker::shade);
        if (allocator.nextSerial() != firstNewSerial) {
            allocator.forEachTouched(this::shadeNew);
        }
    }

    private void shadePinned(long pinned) {
        if (contains(pinned) && marker.shade(pinned)) {
            put(HeapLayout.RUN_PINNED, get(HeapLayout.RUN_PINNED) + 1);
        }
    }

    /// Whether an offset, which may be anything, is that of an allocated block of this heap.
    private boolean contains(long block) {
        int unit = Block.isReference(block) ? pool.units().unitAt(block) : -1;
        if (unit < 0) {
            return false;
        }
        int page = (int) (block - pool.units().offset(unit) >>> Area.PAGE_SHIFT);
        return (area.load(Area.key(unit, 0)) && !area.isPage() || area.load(Area.key(unit, page))) && marker.isAllocated(block);
    }

    private void shadeNew(int key) {
        if (!area.load(key)) {
            return;
        }
        for (int i = 0; i < area.words; i++) {
            long allocated = Memory.getLong(area.allocated + i * 8L);
            for (long bits = allocated; bits != 0; bits &= bits - 1) {
                long block = area.block(i, Long.numberOfTrailingZeros(bits));
                if (Block.serial(base + block) >= firstNewSerial) {
                    marker.shade(block);
                }
            }
        }
    }

    /// Makes what a word refers to grey while a run marks.
    void barrier(long valueWord) {
        if (phase() == HeapLayout.MARKING && marker.shade(valueWord)) {
            noteGrey();
        }
    }

    /// Whether a block that is still allocated will not survive the sweep under way.
    boolean isCondemned(long block) {
        return phase() == HeapLayout.SWEEPING && !marker.isMarked(block);
    }

    // Sweeping

    private void beginSweeping() {
        marker.forget();
        countUsed();
        put(HeapLayout.USED_AT_SWEEP, get(HeapLayout.USED));
        Memory.putLongRelease(descriptor + HeapLayout.SWEEP_EPOCH, get(HeapLayout.SWEEP_EPOCH) + 1);
        VarHandle.fullFence();
        allocator.restart();
        enter(HeapLayout.SWEEPING);
    }

    private boolean sweep(long deadline) {
        if (get(HeapLayout.CURSOR) == 0) {
            put(HeapLayout.SWEPT_LIVE, 0);
            put(HeapLayout.SWEPT_FREED, 0);
        }
        while (areas.next(area, (int) get(HeapLayout.CURSOR))) {
            int behind = area.behind();
            sweepArea();
            put(HeapLayout.CURSOR, behind);
            HeapPoint.GC_SWEEPING.reach();
            if (System.nanoTime() >= deadline) {
                return false;
            }
        }
        enter(HeapLayout.CLEARING);
        return true;
    }

    private void sweepArea() {
        int live = 0;
        int freed = 0;
        boolean free = false;
        for (int i = 0; i < area.words; i++) {
            long word = area.allocated + i * 8L;
            long before = Memory.getLong(word);
            long after = before & Memory.getLong(word + MARK_DELTA);
            if (after != before) {
                Memory.putLongOpaque(word, after);
                freed += Long.bitCount(before ^ after);
            }
            live += Long.bitCount(after);
            free |= (area.starts(i) & ~after) != 0;
        }
        put(HeapLayout.SWEPT_FREED, get(HeapLayout.SWEPT_FREED) + freed * area.blockBytes());
        if (live == 0) {
            put(HeapLayout.RUN_RELEASED, get(HeapLayout.RUN_RELEASED) + area.bytes);
            areas.release(area);
            return;
        }
        put(HeapLayout.SWEPT_LIVE, get(HeapLayout.SWEPT_LIVE) + live * area.blockBytes());
        allocator.count(area);
        if (free && !area.isLarge()) {
            allocator.addReady(area);
        }
    }

    // Clearing

    private boolean clear(long deadline) {
        int cleared = 0;
        while (areas.next(area, (int) get(HeapLayout.CURSOR))) {
            clearMarks();
            put(HeapLayout.CURSOR, area.behind());
            if (++cleared % AREAS_PER_LOOK == 0 && System.nanoTime() >= deadline) {
                return false;
            }
        }
        put(HeapLayout.CURSOR, CLEARED);
        HeapPoint.GC_CLEARING.reach();
        return false;
    }

    private void clearMarks() {
        for (int i = 0; i < area.words; i++) {
            long word = area.allocated + i * 8L;
            zero(word + MARK_DELTA);
            zero(word + GREY_DELTA);
        }
    }

    private static void zero(long position) {
        if (Memory.getLong(position) != 0) {
            Memory.putLong(position, 0);
        }
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

    private void publish(long live) {
        int number = (int) get(HeapLayout.RUN_REASON);
        String why = number == ON_DEMAND && !reason.isEmpty() ? reason : REASONS[Math.clamp(number, 0, REASONS.length - 1)];
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
