package rockpool.engine.heap;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;

/// A cursor over the memory of one heap, area by area. An **area** holds blocks of one size: a page of 4 KiB, a unit, or a run of units
/// with a single large block. Its key is `unit · 16 + page`.
///
/// What a unit of a heap keeps in its meta header, beside the bitmaps:
///
/// | offset | size | field | who writes it |
/// |---:|---:|---|---|
/// | 0 | 8 | layout: epoch (32) of the unit word · size class (8) · 1 | writer, when the unit has been claimed, release |
/// | 8 | 8 | units of the run, if the size class is `LARGE` | writer, before the layout |
///
/// A unit is laid out if and only if the layout names the epoch of its word. A writer that dies between claiming and laying out leaves a
/// unit that the next writer's recovery gives back.
///
/// It reads only, so that inspection uses it on a pool that it may not write. Not for several threads.
final class Area {

    static final int PAGES = 16;
    static final int PAGE_SHIFT = 12;
    private static final int LAYOUT = UnitMeta.HEADER;
    private static final int RUN = LAYOUT + 8;
    private static final int CLASS_SHIFT = 32;
    private static final long LAID_OUT = 1L << 40;
    private static final int PAGE_BITMAP = SizeClasses.PAGE_GRANULES / 8;

    private final long base;
    private final Units units;
    private final int heapId;

    /// What follows is valid after [#load] was true.
    int key;
    int sizeClass;
    /// Offset of the first block.
    long offset;
    /// Position of the first word of the allocation bits.
    long allocated;
    /// Words of each bitmap.
    int words;
    /// Bytes of pool memory.
    long bytes;
    /// Units of it; 0 for a page.
    int runUnits;

    Area(long base, Units units, int heapId) {
        this.base = base;
        this.units = units;
        this.heapId = heapId;
    }

    static int unit(int key) {
        return key >>> 4;
    }

    static int page(int key) {
        return key & PAGES - 1;
    }

    static int key(int unit, int page) {
        return unit << 4 | page;
    }

    /// The first key behind the area.
    int behind() {
        return runUnits == 0 ? key + 1 : key(unit(key) + runUnits, 0);
    }

    boolean isLarge() {
        return sizeClass == SizeClasses.LARGE;
    }

    boolean isPage() {
        return runUnits == 0;
    }

    /// The bits at which a block can begin, in word `index` of the bitmaps.
    long starts(int index) {
        if (isLarge()) {
            return 1;
        }
        return isPage() ? SizeClasses.pageStarts(sizeClass)[index] : SizeClasses.starts(sizeClass)[index];
    }

    /// The bytes of each block, header included.
    long blockBytes() {
        return isLarge() ? bytes : SizeClasses.bytes(sizeClass);
    }

    /// The block at a bit of word `index`.
    long block(int index, int bit) {
        return offset + ((index << 6 | bit) << Block.GRANULE_SHIFT);
    }

    /// Goes to an area.
    ///
    /// @return false if it is not this heap's, or not laid out
    boolean load(int newKey) {
        int unit = unit(newKey);
        if (newKey < 0 || unit >= units.count()) {
            return false;
        }
        long word = units.word(unit);
        key = newKey;
        return switch (Units.classOf(word)) {
            case UnitClass.SMALL -> loadPage(unit, page(newKey));
            case UnitClass.SPAN -> page(newKey) == 0 && Units.ownerOf(word) == heapId && loadUnit(unit, word);
            case UnitClass.LARGE_HEAD -> page(newKey) == 0 && Units.ownerOf(word) == heapId && loadRun(unit, word);
            default -> false;
        };
    }

    private boolean loadPage(int unit, int page) {
        long meta = base + units.metaOffset(unit);
        long word = Memory.getLongAcquire(pageWord(meta, page));
        sizeClass = PageWord.sizeClass(word);
        if (PageWord.owner(word) != heapId || !SizeClasses.isClass(sizeClass) || !SizeClasses.fitsPage(sizeClass)) {
            return false;
        }
        offset = units.offset(unit) + ((long) page << PAGE_SHIFT);
        allocated = meta + UnitMeta.ALLOCATED + page * PAGE_BITMAP;
        words = SizeClasses.PAGE_GRANULES / 64;
        bytes = 1L << PAGE_SHIFT;
        runUnits = 0;
        return true;
    }

    private boolean loadUnit(int unit, long word) {
        long meta = base + units.metaOffset(unit);
        long layout = Memory.getLongAcquire(meta + LAYOUT);
        sizeClass = (int) (layout >>> CLASS_SHIFT) & 0xFF;
        if (!isLaidOut(layout, word) || !SizeClasses.isClass(sizeClass)) {
            return false;
        }
        locate(unit, meta, SizeClasses.UNIT_GRANULES / 64, 1);
        return true;
    }

    private boolean loadRun(int unit, long word) {
        long meta = base + units.metaOffset(unit);
        long layout = Memory.getLongAcquire(meta + LAYOUT);
        sizeClass = (int) (layout >>> CLASS_SHIFT) & 0xFF;
        long run = Memory.getLong(meta + RUN);
        if (!isLaidOut(layout, word) || !isLarge() || run < 1 || run > units.count() - unit) {
            return false;
        }
        locate(unit, meta, 1, (int) run);
        return true;
    }

    private void locate(int unit, long meta, int newWords, int run) {
        offset = units.offset(unit);
        allocated = meta + UnitMeta.ALLOCATED;
        words = newWords;
        runUnits = run;
        bytes = (long) run << PoolLayout.UNIT_SHIFT;
    }

    private static boolean isLaidOut(long layout, long unitWord) {
        return (layout & LAID_OUT) != 0 && (int) layout == Units.epochOf(unitWord);
    }

    /// Lays a unit, or the run that it begins, out for blocks of a size. Its bitmaps are zero.
    static void layOut(Units units, long base, int unit, int sizeClass, int run) {
        long meta = base + units.metaOffset(unit);
        Memory.putLong(meta + RUN, run);
        long epoch = Units.epochOf(units.word(unit)) & 0xFFFF_FFFFL;
        Memory.putLongRelease(meta + LAYOUT, epoch | (long) sizeClass << CLASS_SHIFT | LAID_OUT);
    }

    /// The position of the word that names a heap as the owner of the memory at an offset, or 0 if it is not the owner.
    static long placeOf(MappedPool pool, int heapId, int unit, long block) {
        Units units = pool.units();
        long word = units.word(unit);
        long base = pool.position();
        switch (Units.classOf(word)) {
            case UnitClass.SMALL -> {
                int page = (int) (block - units.offset(unit) >>> PAGE_SHIFT);
                long position = pageWord(base + units.metaOffset(unit), page);
                return PageWord.owner(Memory.getLongAcquire(position)) == heapId ? position : 0;
            }
            case UnitClass.SPAN, UnitClass.LARGE_HEAD -> {
                return Units.ownerOf(word) == heapId ? units.wordPosition(unit) : 0;
            }
            default -> {
                return 0;
            }
        }
    }

    /// The position of a page's word.
    static long pageWord(long meta, int page) {
        return meta + UnitMeta.PAGE_WORDS + page * Long.BYTES;
    }
}
