package rockpool.engine.heap;

import java.util.BitSet;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;

/// The memory that belongs to a heap, as this process knows it: claims and gives back pages and units.
///
/// The words of units and pages are the truth. The set of units here is derived from them, and is found again when the heap's area
/// version shows that another process has changed something. Used by the holder of the heap's lock only.
final class Areas {

    private static final int PAGE_BITMAP_BYTES = SizeClasses.PAGE_GRANULES / 8;
    private static final int[] BITMAPS = {UnitMeta.ALLOCATED, UnitMeta.MARKED, UnitMeta.GREY};

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long version;
    private final int heapId;
    private final HeapDirectory directory;
    private final BitSet mine = new BitSet();
    private long known = -1;

    Areas(Pool pool, long descriptor, HeapDirectory directory) {
        this.pool = pool;
        this.units = pool.units();
        this.base = pool.position();
        this.version = base + descriptor + HeapLayout.AREA_VERSION;
        this.heapId = HeapDescriptors.heapId(units, descriptor);
        this.directory = directory;
    }

    Area cursor() {
        return new Area(base, units, heapId);
    }

    /// Whether what is known here may be out of date.
    boolean stale() {
        return Memory.getLong(version) != known;
    }

    void forget() {
        known = -1;
    }

    /// Finds all units of the heap again, if another process has changed something.
    ///
    /// @return whether it did
    boolean refresh() {
        long now = Memory.getLong(version);
        if (now == known) {
            return false;
        }
        mine.clear();
        for (int unit = 0; unit < units.highest(); unit++) {
            if (isMine(unit)) {
                mine.set(unit);
            }
        }
        known = now;
        return true;
    }

    private boolean isMine(int unit) {
        long word = units.word(unit);
        return switch (Units.classOf(word)) {
            case UnitClass.SMALL -> hasMyPage(unit);
            case UnitClass.SPAN, UnitClass.LARGE_HEAD -> Units.ownerOf(word) == heapId;
            default -> false;
        };
    }

    private boolean hasMyPage(int unit) {
        long meta = base + units.metaOffset(unit);
        for (int page = 0; page < Area.PAGES; page++) {
            if (PageWord.owner(Memory.getLong(Area.pageWord(meta, page))) == heapId) {
                return true;
            }
        }
        return false;
    }

    /// The units in which the heap has memory.
    BitSet units() {
        refresh();
        return mine;
    }

    /// Goes to the heap's first area at a key or behind it.
    boolean next(Area area, int from) {
        int page = Area.page(from);
        for (int unit = mine.nextSetBit(Area.unit(from)); unit >= 0; unit = mine.nextSetBit(unit + 1)) {
            if (unit != Area.unit(from)) {
                page = 0;
            }
            int last = Units.classOf(units.word(unit)) == UnitClass.SMALL ? Area.PAGES : 1;
            for (; page < last; page++) {
                if (area.load(Area.key(unit, page))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void changed(int unit) {
        boolean wasKnown = !stale();
        mine.set(unit);
        long now = Memory.getLong(version) + 1;
        Memory.putLong(version, now);
        if (wasKnown) {
            known = now;
        }
    }

    /// Claims a page for blocks of a class.
    ///
    /// @return its area key
    int claimPage(int sizeClass) {
        int key = directory.claimPage(heapId);
        HeapPoint.AREA_CLAIMED.reach();
        int unit = Area.unit(key);
        for (int bitmap : BITMAPS) {
            Memory.clear(base + units.metaOffset(unit) + bitmap + Area.page(key) * PAGE_BITMAP_BYTES, PAGE_BITMAP_BYTES);
        }
        long position = directory.pageWord(key);
        Memory.putLongRelease(position, PageWord.of(heapId, sizeClass, PageWord.epoch(Memory.getLong(position))));
        changed(unit);
        return key;
    }

    /// Claims a unit for blocks of a class.
    int claimSpan(int sizeClass) {
        return layOut(units.claim(1, UnitClass.SPAN, heapId), sizeClass, 1);
    }

    /// Claims a run of units for one block.
    int claimRun(int count) {
        return layOut(units.claim(count, UnitClass.LARGE_HEAD, heapId), SizeClasses.LARGE, count);
    }

    private int layOut(int unit, int sizeClass, int run) {
        HeapPoint.AREA_CLAIMED.reach();
        Area.layOut(units, base, unit, sizeClass, run);
        changed(unit);
        return Area.key(unit, 0);
    }

    /// Gives an area without blocks back to the pool.
    void release(Area area) {
        HeapPoint.GC_RELEASING.reach();
        int unit = Area.unit(area.key);
        if (area.isPage()) {
            directory.releasePage(area.key);
        } else {
            units.release(unit, units.runLength(unit));
        }
        changed(unit);
        if (!area.isPage() || !hasMyPage(unit) || Units.classOf(units.word(unit)) != UnitClass.SMALL) {
            mine.clear(unit);
        }
    }

    /// Gives back what a dead writer had claimed and not laid out, and its log. May be cut off anywhere.
    void releaseUnfinished() {
        Area area = cursor();
        for (int unit = 0; unit < units.highest(); unit++) {
            long word = units.word(unit);
            int unitClass = Units.classOf(word);
            if (unitClass == UnitClass.SMALL) {
                releaseUnfinishedPages(unit);
            } else if (Units.ownerOf(word) == heapId && HeapDirectory.belongsToHeap(unitClass) && !area.load(Area.key(unit, 0))) {
                units.release(unit, units.runLength(unit));
            }
        }
        Memory.putLong(version, Memory.getLong(version) + 1);
        forget();
    }

    private void releaseUnfinishedPages(int unit) {
        for (int page = 0; page < Area.PAGES; page++) {
            long word = Memory.getLong(directory.pageWord(Area.key(unit, page)));
            if (PageWord.owner(word) == heapId && PageWord.sizeClass(word) == 0) {
                directory.releasePage(Area.key(unit, page));
            }
        }
    }

    /// The pool that it claims from.
    Pool pool() {
        return pool;
    }
}
