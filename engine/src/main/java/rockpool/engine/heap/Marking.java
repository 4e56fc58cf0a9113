package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;

/// The marking phase of a run: slices that begin with the roots, if they are not grey yet, and end when no block is grey.
///
/// A pass goes over the grey bits of all areas, from the cursor on. It has seen that there are none left when it ends without dirty having
/// been set since it began: by a stack that was full or not empty at a slice's end, or by a writer's barrier. Used by the holder of the
/// heap's lock only.
final class Marking {

    /// What a run needs to know of a modify under way.
    interface Roots {

        /// Visits value words that refer to blocks, or not.
        void forEach(LongConsumer visitor);
    }

    /// Values of the descriptor's field dirty.
    static final int GREY_LEFT = 1;
    static final int ROOTS_WANTED = 2;
    static final int MARKS_LOST = 3;

    /// How a step ends.
    private static final int MORE = 0;
    private static final int TIME_UP = 1;
    private static final int DONE = 2;

    private final Pool pool;
    private final long base;
    private final long descriptor;
    private final Areas areas;
    private final Area area;
    private final Marker marker;
    private final Allocator allocator;
    private final Roots writeSet;

    Marking(Pool pool, long descriptor, Areas areas, Marker marker, Allocator allocator, Roots writeSet) {
        this.pool = pool;
        this.base = pool.position();
        this.descriptor = base + descriptor;
        this.areas = areas;
        this.area = areas.cursor();
        this.marker = marker;
        this.allocator = allocator;
        this.writeSet = writeSet;
    }

    /// Does a slice.
    ///
    /// @return whether all that can be reached is marked
    boolean slice(long deadline) {
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
                Sweeping.clearMarks(area);
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
        if (allocator.nextSerial() != allocator.firstNewSerial()) {
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
                if (Block.serial(base + block) >= allocator.firstNewSerial()) {
                    marker.shade(block);
                }
            }
        }
    }

    /// Makes what a word refers to grey. If that fails in the middle the block may be marked and not grey, so the marks are worthless.
    void shade(long valueWord) {
        try {
            if (marker.shade(valueWord)) {
                noteGrey();
            }
        } catch (RuntimeException | Error e) {
            put(HeapLayout.DIRTY, MARKS_LOST);
            throw e;
        }
    }

    /// A slice that was cut off has lost what was on its stack.
    void recover() {
        if (get(HeapLayout.SLICE_OPEN) != 0) {
            if (get(HeapLayout.PHASE) == HeapLayout.MARKING) {
                put(HeapLayout.DIRTY, MARKS_LOST);
            }
            VarHandle.storeStoreFence();
            put(HeapLayout.SLICE_OPEN, 0);
        }
    }

    private long get(int field) {
        return Memory.getLong(descriptor + field);
    }

    private void put(int field, long value) {
        Memory.putLongOpaque(descriptor + field, value);
    }
}
