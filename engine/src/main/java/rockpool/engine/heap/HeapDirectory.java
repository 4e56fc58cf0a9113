package rockpool.engine.heap;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;
import rockpool.engine.sync.RawLock;

/// What the heaps of a pool share: their descriptors ([HeapDescriptors]), and the units whose pages belong to different heaps
/// ([PageUnits]). It lies in the pool's header.
///
/// | offset | size | field | who writes it |
/// |---:|---:|---|---|
/// | 0 | 64 | lock | |
/// | 64 | 8 | free pages in units of class `SMALL` | holder of the lock |
/// | 72 | 8 | unit that may have a free page: where to look first | holder of the lock |
/// | 80 | 8 | descriptor that may be free: where to look first, or 0 | holder of the lock |
///
/// All three fields are derived; whoever takes the lock over from the dead counts them again, and finishes the creation or destruction
/// that was under way. A heap's lock is taken before this one, never after it.
final class HeapDirectory {

    private static final int FREE_PAGES = 64;
    private static final int PAGE_HINT = FREE_PAGES + 8;
    private static final int HEAP_HINT = PAGE_HINT + 8;

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long lock;
    private final long fields;
    private final PageUnits pages;
    private final AtomicBoolean begun = new AtomicBoolean();

    HeapDirectory(Pool pool) {
        this.pool = pool;
        this.units = pool.units();
        this.base = pool.position();
        this.lock = PoolLayout.HEAP_DIRECTORY_OFFSET;
        this.fields = base + lock;
        this.pages = new PageUnits(pool, fields + FREE_PAGES, fields + PAGE_HINT);
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
            long descriptor = HeapDescriptors.free(pool, get(HEAP_HINT));
            Handle handle = HeapDescriptor.create(pool, descriptor, name);
            put(HEAP_HINT, descriptor + HeapLayout.SIZE);
            return handle;
        } finally {
            unlock(me, taken);
        }
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
        int heapId = HeapDescriptors.heapId(units, descriptor);
        unitsOfHeap.stream().forEach(unit -> releaseAll(unit, heapId));
        HeapDescriptor.setState(base + descriptor, HeapLayout.FREE);
        put(HEAP_HINT, descriptor);
    }

    private void releaseAll(int unit, int heapId) {
        long word = units.word(unit);
        if (Units.classOf(word) == UnitClass.SMALL) {
            pages.releaseAll(unit, heapId);
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
            return pages.claim(heapId);
        } finally {
            unlock(me, taken);
        }
    }

    /// Gives a page without blocks back; the last one of its unit gives the unit back.
    void releasePage(int key) {
        Actor me = pool.actor();
        boolean taken = lock(me);
        try {
            pages.release(key);
        } finally {
            unlock(me, taken);
        }
    }

    /// The position of a page's word.
    long pageWord(int key) {
        return pages.word(key);
    }

    // Recovery

    /// Finishes what a dead holder of the lock had begun, and counts again. May itself be cut off anywhere.
    private void recover() {
        pages.forget();
        for (int unit = 0; unit < units.highest(); unit++) {
            long word = units.word(unit);
            if (!Units.backed(word)) {
                continue;
            }
            if (Units.classOf(word) == UnitClass.HEAPS && !HeapDescriptors.areIn(base, units, unit)) {
                HeapDescriptors.layOut(pool, unit);
            } else if (Units.classOf(word) == UnitClass.SMALL) {
                pages.countAgain(unit);
            }
        }
        HeapDescriptors.forEach(base, units, this::finish);
    }

    private void finish(long descriptor) {
        switch (HeapDescriptors.stateAt(base + descriptor)) {
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
