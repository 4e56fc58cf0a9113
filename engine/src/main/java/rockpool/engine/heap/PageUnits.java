package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// The units of class `SMALL`, whose pages belong to different heaps: a page to one heap, or to nobody. The words of the pages ([PageWord])
/// are the truth; how many are free and where to look first are two fields of [HeapDirectory].
///
/// Used by the holder of the directory's lock only.
final class PageUnits {

    private final Units units;
    private final long base;
    private final long count;
    private final long hint;

    /// @param count the position of the number of free pages
    /// @param hint the position of the unit that may have one
    PageUnits(Pool pool, long count, long hint) {
        this.units = pool.units();
        this.base = pool.position();
        this.count = count;
        this.hint = hint;
    }

    /// The position of a page's word.
    long word(int key) {
        return Area.pageWord(base + units.metaOffset(Area.unit(key)), Area.page(key));
    }

    // Claiming

    /// Claims a page for a heap.
    ///
    /// @return its area key
    int claim(int heapId) {
        int key = findFree();
        long position = word(key);
        int epoch = PageWord.epoch(Memory.getLong(position));
        Memory.putLongRelease(position, PageWord.of(heapId, 0, epoch));
        add(-1);
        Memory.putLong(hint, Area.unit(key));
        return key;
    }

    private int findFree() {
        if (Memory.getLong(count) > 0) {
            int from = Math.clamp(Memory.getLong(hint), 0, units.count());
            int key = findFree(from, units.highest());
            if (key < 0) {
                key = findFree(0, Math.min(from, units.highest()));
            }
            if (key >= 0) {
                return key;
            }
        }
        return Area.key(claimUnit(), 0);
    }

    private int findFree(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            if (Units.classOf(units.word(unit)) != UnitClass.SMALL) {
                continue;
            }
            for (int page = 0; page < Area.PAGES; page++) {
                if (isFree(unit, page)) {
                    return Area.key(unit, page);
                }
            }
        }
        return -1;
    }

    private boolean isFree(int unit, int page) {
        return PageWord.isFree(Memory.getLong(word(Area.key(unit, page))));
    }

    private int claimUnit() {
        int unit = units.claim(1, UnitClass.SMALL, 0);
        // Seeded, so that a page's word differs from the one of any page that lay here before.
        int epoch = Units.epochOf(units.word(unit)) << 16;
        for (int page = 0; page < Area.PAGES; page++) {
            Memory.putLong(word(Area.key(unit, page)), PageWord.of(0, 0, epoch));
        }
        add(Area.PAGES);
        return unit;
    }

    private void add(int pages) {
        Memory.putLong(count, Memory.getLong(count) + pages);
    }

    // Giving back

    /// Gives a page without blocks back; the last one of its unit gives the unit back.
    void release(int key) {
        makeFree(key);
        releaseIfEmpty(Area.unit(key));
    }

    private void makeFree(int key) {
        long position = word(key);
        Memory.putLongRelease(position, PageWord.of(0, 0, PageWord.epoch(Memory.getLong(position)) + 1));
        add(1);
        Memory.putLong(hint, Area.unit(key));
    }

    /// Gives back all pages of a unit that belong to a heap.
    void releaseAll(int unit, int heapId) {
        boolean found = false;
        for (int page = 0; page < Area.PAGES; page++) {
            int key = Area.key(unit, page);
            if (PageWord.owner(Memory.getLong(word(key))) == heapId) {
                makeFree(key);
                found = true;
            }
        }
        if (found) {
            releaseIfEmpty(unit);
        }
    }

    private void releaseIfEmpty(int unit) {
        if (freeIn(unit) == Area.PAGES) {
            units.release(unit, 1);
            add(-Area.PAGES);
        }
    }

    private int freeIn(int unit) {
        int free = 0;
        for (int page = 0; page < Area.PAGES; page++) {
            if (isFree(unit, page)) {
                free++;
            }
        }
        return free;
    }

    // Recovery

    /// Begins to count the free pages again.
    void forget() {
        Memory.putLong(count, 0);
    }

    /// Counts those of a unit, which is given back if they are all.
    void countAgain(int unit) {
        add(freeIn(unit));
        releaseIfEmpty(unit);
    }
}
