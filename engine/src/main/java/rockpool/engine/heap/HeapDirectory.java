package rockpool.engine.heap;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.RawLock;

/// What the heaps of a pool share: their descriptors, and the units whose pages belong to different heaps. It lies in the pool's header.
///
/// | offset | size | field | who writes it |
/// |---:|---:|---|---|
/// | 0 | 64 | lock | |
/// | 64 | 8 | free pages in units of class `SMALL` | holder of the lock |
/// | 72 | 8 | unit that may have a free page: where to look first | holder of the lock |
/// | 80 | 8 | descriptor that may be free: where to look first, or 0 | holder of the lock |
///
/// A unit of class `HEAPS` has in its meta header the epoch of its word, plus 2^32, once its descriptors are laid out.
///
/// All three fields are derived; whoever takes the lock over from the dead counts them again, and finishes the creation or destruction
/// that was under way. A heap's lock is taken before this one, never after it. Units of descriptors are kept for ever, so that a
/// handle always finds a descriptor where it looks for one, of its incarnation or of another.
final class HeapDirectory {

    private static final int FREE_PAGES = 64;
    private static final int PAGE_HINT = FREE_PAGES + 8;
    private static final int HEAP_HINT = PAGE_HINT + 8;
    private static final long LAID_OUT = 1L << 32;
    private static final int UNIT_SHIFT = 6;
    private static final int MOST_UNITS = 1 << 24 - UNIT_SHIFT;

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long lock;
    private final long fields;
    private final AtomicBoolean begun = new AtomicBoolean();

    HeapDirectory(Pool pool) {
        this.pool = pool;
        this.units = pool.units();
        this.base = pool.position();
        this.lock = PoolLayout.HEAP_DIRECTORY_OFFSET;
        this.fields = base + lock;
    }

    static HeapDirectory of(Pool pool) {
        HeapDirectory directory = pool.attachment(HeapDirectory.class, HeapDirectory::new);
        directory.begin();
        return directory;
    }

    /// What a process does when it first meets the heaps of a pool.
    private void begin() {
        if (begun.compareAndSet(false, true)) {
            pool.onDeath((cleaned, participant, process) -> recoverIfDead());
            Handles.of(pool);
            recoverIfDead();
            Reclaimer.of(pool).takePrivateOnes(Reclaimer.NOBODY);
        }
    }

    // Heap ids

    /// The heap id of the descriptor at an offset.
    static int heapId(Units units, long descriptor) {
        int unit = units.unitAt(descriptor);
        int slot = (int) ((descriptor - units.offset(unit)) / HeapLayout.SIZE);
        return (unit << UNIT_SHIFT | slot) + 1;
    }

    /// The offset of the descriptor with a heap id.
    static long descriptor(Units units, int heapId) {
        int index = heapId - 1;
        return units.offset(index >>> UNIT_SHIFT) + (long) (index & HeapLayout.PER_UNIT - 1) * HeapLayout.SIZE;
    }

    /// Whether a descriptor can lie at an offset.
    static boolean isDescriptor(long base, Units units, long offset) {
        if (offset < units.offset(0) || offset >= units.offset(0) + ((long) units.count() << PoolLayout.UNIT_SHIFT)) {
            return false;
        }
        int unit = units.unitAt(offset);
        return (offset - units.offset(unit)) % HeapLayout.SIZE == 0 && hasDescriptors(base, units, unit);
    }

    private static boolean hasDescriptors(long base, Units units, int unit) {
        long word = units.word(unit);
        if (Units.classOf(word) != UnitClass.HEAPS || !Units.backed(word)) {
            return false;
        }
        long layout = Memory.getLongAcquire(base + units.metaOffset(unit) + UnitMeta.HEADER);
        return layout == (LAID_OUT | Units.epochOf(word) & 0xFFFF_FFFFL);
    }

    /// Visits the descriptors that are not free, in the order in which they lie. Reads only.
    static void forEachDescriptor(long base, Units units, LongConsumer visitor) {
        for (int unit = 0; unit < units.highest(); unit++) {
            if (!hasDescriptors(base, units, unit)) {
                continue;
            }
            for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
                long descriptor = units.offset(unit) + (long) slot * HeapLayout.SIZE;
                if (stateAt(base + descriptor) != HeapLayout.FREE) {
                    visitor.accept(descriptor);
                }
            }
        }
    }

    private static int stateAt(long position) {
        return HeapLayout.stateOf(Memory.getLongAcquire(position + HeapLayout.STATE));
    }

    // The lock

    private boolean lock(Actor me) {
        RawLock.Result result = RawLock.lock(pool, me, lock, Long.MAX_VALUE, false);
        switch (result) {
            case ACQUIRED -> {
                return true;
            }
            case ALREADY_MINE -> {
                return false;
            }
            case OWNER_DIED -> {
                recover();
                RawLock.recovered(pool, me, lock);
                return true;
            }
            default -> throw new IllegalStateException("pool=" + pool.name() + ": its directory of heaps is lost: " + result);
        }
    }

    /// Takes over from a dead holder of the lock, if there is one.
    void recoverIfDead() {
        Actor me = pool.actor();
        RawLock.Result result = RawLock.tryTakeOver(pool, me, lock);
        if (result == RawLock.Result.OWNER_DIED) {
            recover();
            RawLock.recovered(pool, me, lock);
        }
        unlock(me, result.taken());
    }

    private void unlock(Actor me, boolean taken) {
        if (taken) {
            RawLock.unlock(pool, me, lock);
        }
    }

    // Descriptors

    /// Claims a descriptor and makes it a heap.
    ///
    /// @param name null for none
    Handle create(String name) {
        Handles.of(pool).makeRoom();
        Actor me = pool.actor();
        boolean taken = lock(me);
        try {
            long descriptor = freeDescriptor();
            Handle handle = HeapDescriptor.create(pool, descriptor, name);
            put(HEAP_HINT, descriptor + HeapLayout.SIZE);
            return handle;
        } finally {
            unlock(me, taken);
        }
    }

    private long freeDescriptor() {
        long free = freeDescriptorIfAny();
        return free == 0 ? units.offset(newDescriptors()) : free;
    }

    private long freeDescriptorIfAny() {
        long hint = get(HEAP_HINT);
        if (hint != 0 && isDescriptor(base, units, hint) && stateAt(base + hint) == HeapLayout.FREE) {
            return hint;
        }
        long free = 0;
        for (int unit = 0; unit < units.highest() && free == 0; unit++) {
            free = hasDescriptors(base, units, unit) ? freeDescriptor(unit) : 0;
        }
        return free;
    }

    private long freeDescriptor(int unit) {
        for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
            long descriptor = units.offset(unit) + (long) slot * HeapLayout.SIZE;
            if (stateAt(base + descriptor) == HeapLayout.FREE) {
                return descriptor;
            }
        }
        return 0;
    }

    private int newDescriptors() {
        int unit = units.claim(1, UnitClass.HEAPS, 0);
        if (unit >= MOST_UNITS) {
            units.release(unit, 1);
            throw new IllegalStateException("unit=" + unit + ": heap descriptors can only lie in the first " + MOST_UNITS + " units");
        }
        layOutDescriptors(unit);
        return unit;
    }

    private void layOutDescriptors(int unit) {
        for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
            long descriptor = units.offset(unit) + (long) slot * HeapLayout.SIZE;
            Memory.wipe(base + descriptor + HeapLayout.STATE, Long.BYTES);
            RawLock.format(pool, descriptor + HeapLayout.LOCK, LockKind.ERRORCHECK);
        }
        long layout = LAID_OUT | Units.epochOf(units.word(unit)) & 0xFFFF_FFFFL;
        Memory.putLongRelease(base + units.metaOffset(unit) + UnitMeta.HEADER, layout);
    }

    /// Takes a heap apart: its memory goes back to the pool, its descriptor becomes free. The caller holds the heap's lock.
    ///
    /// @param unitsOfHeap those in which it has memory
    void destroy(long descriptor, BitSet unitsOfHeap) {
        Actor me = pool.actor();
        boolean taken = lock(me);
        try {
            HeapDescriptor.setState(base + descriptor, HeapLayout.DESTROYING);
            finishDestroying(descriptor, unitsOfHeap);
        } finally {
            unlock(me, taken);
        }
    }

    private void finishDestroying(long descriptor, BitSet unitsOfHeap) {
        HeapPoint.HEAP_DESTROYING.reach();
        int heapId = heapId(units, descriptor);
        unitsOfHeap.stream().forEach(unit -> releaseAll(unit, heapId));
        HeapDescriptor.setState(base + descriptor, HeapLayout.FREE);
        put(HEAP_HINT, descriptor);
    }

    private void releaseAll(int unit, int heapId) {
        long word = units.word(unit);
        if (Units.classOf(word) == UnitClass.SMALL) {
            releasePages(unit, heapId);
        } else if (Units.ownerOf(word) == heapId && belongsToHeap(Units.classOf(word))) {
            units.release(unit, units.runLength(unit));
        }
    }

    static boolean belongsToHeap(int unitClass) {
        return unitClass == UnitClass.SPAN || unitClass == UnitClass.LARGE_HEAD || unitClass == UnitClass.LOG;
    }

    // Pages

    /// Claims a page for a heap. It has not been laid out.
    ///
    /// @return its area key
    int claimPage(int heapId) {
        Actor me = pool.actor();
        boolean taken = lock(me);
        try {
            int key = freePage();
            long position = pageWord(key);
            int epoch = PageWord.epoch(Memory.getLong(position));
            Memory.putLongRelease(position, PageWord.of(heapId, 0, epoch));
            put(FREE_PAGES, get(FREE_PAGES) - 1);
            put(PAGE_HINT, Area.unit(key));
            return key;
        } finally {
            unlock(me, taken);
        }
    }

    private int freePage() {
        if (get(FREE_PAGES) > 0) {
            int hint = Math.clamp(get(PAGE_HINT), 0, units.count());
            int key = freePage(hint, units.highest());
            if (key < 0) {
                key = freePage(0, Math.min(hint, units.highest()));
            }
            if (key >= 0) {
                return key;
            }
        }
        return Area.key(newPages(), 0);
    }

    private int freePage(int from, int to) {
        for (int unit = from; unit < to; unit++) {
            if (Units.classOf(units.word(unit)) != UnitClass.SMALL) {
                continue;
            }
            for (int page = 0; page < Area.PAGES; page++) {
                if (PageWord.isFree(Memory.getLong(pageWord(Area.key(unit, page))))) {
                    return Area.key(unit, page);
                }
            }
        }
        return -1;
    }

    private int newPages() {
        int unit = units.claim(1, UnitClass.SMALL, 0);
        // Seeded, so that a page's word differs from the one of any page that lay here before.
        int epoch = Units.epochOf(units.word(unit)) << 16;
        for (int page = 0; page < Area.PAGES; page++) {
            Memory.putLong(pageWord(Area.key(unit, page)), PageWord.of(0, 0, epoch));
        }
        put(FREE_PAGES, get(FREE_PAGES) + Area.PAGES);
        return unit;
    }

    /// Gives a page without blocks back; the last one of its unit gives the unit back.
    void releasePage(int key) {
        Actor me = pool.actor();
        boolean taken = lock(me);
        try {
            freePage(key);
            releaseIfEmpty(Area.unit(key));
        } finally {
            unlock(me, taken);
        }
    }

    private void freePage(int key) {
        long position = pageWord(key);
        Memory.putLongRelease(position, PageWord.of(0, 0, PageWord.epoch(Memory.getLong(position)) + 1));
        put(FREE_PAGES, get(FREE_PAGES) + 1);
        put(PAGE_HINT, Area.unit(key));
    }

    private void releasePages(int unit, int heapId) {
        boolean found = false;
        for (int page = 0; page < Area.PAGES; page++) {
            if (PageWord.owner(Memory.getLong(pageWord(Area.key(unit, page)))) == heapId) {
                freePage(Area.key(unit, page));
                found = true;
            }
        }
        if (found) {
            releaseIfEmpty(unit);
        }
    }

    private void releaseIfEmpty(int unit) {
        if (freePages(unit) == Area.PAGES) {
            units.release(unit, 1);
            put(FREE_PAGES, get(FREE_PAGES) - Area.PAGES);
        }
    }

    private int freePages(int unit) {
        int free = 0;
        for (int page = 0; page < Area.PAGES; page++) {
            if (PageWord.isFree(Memory.getLong(pageWord(Area.key(unit, page))))) {
                free++;
            }
        }
        return free;
    }

    long pageWord(int key) {
        return Area.pageWord(base + units.metaOffset(Area.unit(key)), Area.page(key));
    }

    // Recovery

    /// Finishes what a dead holder of the lock had begun, and counts again. May itself be cut off anywhere.
    private void recover() {
        put(FREE_PAGES, 0);
        for (int unit = 0; unit < units.highest(); unit++) {
            long word = units.word(unit);
            if (!Units.backed(word)) {
                continue;
            }
            if (Units.classOf(word) == UnitClass.HEAPS && !hasDescriptors(base, units, unit)) {
                layOutDescriptors(unit);
            } else if (Units.classOf(word) == UnitClass.SMALL) {
                put(FREE_PAGES, get(FREE_PAGES) + freePages(unit));
                releaseIfEmpty(unit);
            }
        }
        forEachDescriptor(base, units, this::finish);
    }

    private void finish(long descriptor) {
        switch (stateAt(base + descriptor)) {
            case HeapLayout.CREATING -> HeapDescriptor.setState(base + descriptor, HeapLayout.FREE);
            case HeapLayout.DESTROYING -> finishDestroying(descriptor, allUnits());
            default -> { }
        }
    }

    /// All units that can belong to a heap.
    BitSet allUnits() {
        BitSet all = new BitSet();
        all.set(0, units.highest());
        return all;
    }

    private long get(int field) {
        return Memory.getLong(fields + field);
    }

    private void put(int field, long value) {
        Memory.putLong(fields + field, value);
    }
}
