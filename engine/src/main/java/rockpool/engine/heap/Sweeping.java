package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.UnitMeta;

/// The sweeping and the clearing phase of a run: two passes over the heap's areas, from the cursor on. Each step can be done twice. They
/// are two, since an area of which the marks are cleared could not be swept again. Used by the holder of the heap's lock only.
final class Sweeping {

    private static final int MARK_DELTA = UnitMeta.MARKED - UnitMeta.ALLOCATED;
    private static final int GREY_DELTA = UnitMeta.GREY - UnitMeta.ALLOCATED;

    private final long descriptor;
    private final Areas areas;
    private final Area area;
    private final RoomyAreas roomy;

    Sweeping(long descriptor, Areas areas, RoomyAreas roomy) {
        this.descriptor = descriptor;
        this.areas = areas;
        this.area = areas.cursor();
        this.roomy = roomy;
    }

    /// Takes back what is not marked.
    ///
    /// @return whether all areas are swept
    boolean sweep(long deadline) {
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
        roomy.count(area);
        if (free && !area.isLarge()) {
            roomy.add(area);
        }
    }

    /// Makes all marks zero.
    ///
    /// @return whether all are
    boolean clear(long deadline) {
        while (areas.next(area, (int) get(HeapLayout.CURSOR))) {
            clearMarks(area);
            put(HeapLayout.CURSOR, area.behind());
            if (System.nanoTime() >= deadline) {
                return false;
            }
        }
        HeapPoint.GC_CLEARING.reach();
        return true;
    }

    static void clearMarks(Area area) {
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

    private long get(int field) {
        return Memory.getLong(descriptor + field);
    }

    private void put(int field, long value) {
        Memory.putLongOpaque(descriptor + field, value);
    }
}
