package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// Makes several overwrites one: they are written to the heap's log, a single store commits them, and then they are applied.
///
/// An entry is 16 bytes: offset (56) · width (8), then the value. The first 32 lie in the heap's descriptor, the others in a chain of
/// units of class `LOG`, whose first 16 bytes hold the number of the next unit, plus one.
///
/// | died | is left | the successor |
/// |---|---|---|
/// | before the commit mark | entries that do not count, perhaps units of class `LOG` | gives the units back |
/// | mark set, up to its clearing | some or all entries applied, version perhaps odd | applies all again, makes the version even, clears the mark |
/// | after the mark is cleared | perhaps units of class `LOG` | gives the units back |
///
/// A set with one store that counts and any number that are loose ([WriteSet#LOOSE_WORD]) needs no log ([#storeInOrder]): who dies leaves
/// the first few of them stored, which is done or undone, and the version odd; the successor makes it even.
///
/// Values are absolute, so applying again does no harm, and the successor may die as well. Used by the holder of the heap's lock only.
final class RedoLog {

    private static final int WIDTH_SHIFT = 56;
    private static final long OFFSET_MASK = (1L << WIDTH_SHIFT) - 1;
    /// Frames to spare when a commit is rehearsed: giving the lock back goes so much deeper than a store.
    private static final int SPARE_FRAMES = 2;
    private static final int PER_UNIT = PoolLayout.UNIT_BYTES / HeapLayout.LOG_ENTRY - 1;

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long descriptor;
    private final int heapId;
    private final Allocator.Pressure pressure;

    RedoLog(Pool pool, long descriptor, Allocator.Pressure pressure) {
        this.pressure = pressure;
        this.pool = pool;
        this.units = pool.units();
        this.base = pool.position();
        this.descriptor = descriptor;
        this.heapId = HeapDescriptors.heapId(units, descriptor);
    }

    private long position() {
        return base + descriptor;
    }

    /// Commits a set of at least two changes.
    ///
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the log finds no room; nothing has changed then
    void commit(WriteSet changes) {
        rehearse(SPARE_FRAMES, 0);
        int count = changes.size();
        boolean overflow = count > HeapLayout.LOG_ENTRIES;
        if (overflow) {
            int first = pressure.making(() -> claimOverflow(count - HeapLayout.LOG_ENTRIES));
            Memory.putLong(position() + HeapLayout.LOG_OVERFLOW, first + 1);
        }
        write(changes);
        HeapPoint.MODIFY_LOGGED.reach();
        VarHandle.releaseFence();
        Memory.putLongRelease(position() + HeapLayout.LOG_COUNT, count);
        HeapPoint.MODIFY_MARKED.reach();
        apply();
        if (overflow) {
            releaseOverflow();
        }
    }

    /// Commits a set of which one store counts, and the others are loose.
    void storeInOrder(WriteSet changes) {
        rehearse(SPARE_FRAMES, 0);
        beginOverwriting();
        VarHandle.releaseFence();
        for (int i = 0; i < changes.size(); i++) {
            store(base + changes.offset(i), changes.width(i), changes.value(i));
            VarHandle.storeStoreFence();
        }
        endOverwriting();
    }

    /// Goes deeper than giving the lock back does, to store what is there already: if there is not enough stack, the overflow comes now.
    /// One that comes between the mark and its clearing all the same leaves the repair to the next who has the lock.
    private long rehearse(int frames, long sum) {
        if (frames > 0) {
            return rehearse(frames - 1, sum + frames) + sum;
        }
        long place = descriptor + HeapLayout.LOG_OVERFLOW;
        store(place | (long) WriteSet.WORD << WIDTH_SHIFT, Memory.getLong(base + place));
        return sum;
    }

    /// @return the first unit of a chain
    private int claimOverflow(int entries) {
        int first = -1;
        try {
            for (int left = entries; left > 0; left -= PER_UNIT) {
                int unit = units.claim(1, UnitClass.LOG, heapId);
                Memory.putLong(base + units.offset(unit), first + 1);
                first = unit;
            }
        } catch (RuntimeException e) {
            release(first);
            throw e;
        }
        return first;
    }

    private void write(WriteSet changes) {
        // The mark of the commit before must be cleared before the first entry is written over.
        VarHandle.storeStoreFence();
        long entry = position() + HeapLayout.LOG;
        long end = entry + (long) HeapLayout.LOG_ENTRIES * HeapLayout.LOG_ENTRY;
        long next = Memory.getLong(position() + HeapLayout.LOG_OVERFLOW);
        for (int i = 0; i < changes.size(); i++) {
            if (entry == end) {
                long unit = unitPosition(next);
                next = Memory.getLong(unit);
                entry = unit + HeapLayout.LOG_ENTRY;
                end = unit + PoolLayout.UNIT_BYTES;
            }
            long width = changes.isWord(i) ? WriteSet.WORD : changes.width(i);
            Memory.putLong(entry, changes.offset(i) | width << WIDTH_SHIFT);
            Memory.putLong(entry + 8, changes.value(i));
            entry += HeapLayout.LOG_ENTRY;
        }
    }

    private long unitPosition(long numberPlusOne) {
        int unit = (int) numberPlusOne - 1;
        if (numberPlusOne < 1 || numberPlusOne > units.count() || Units.classOf(units.word(unit)) != UnitClass.LOG
                || Units.ownerOf(units.word(unit)) != heapId) {
            throw damaged("a unit of the log", "unit " + unit);
        }
        return base + units.offset(unit);
    }

    private PoolDamagedException damaged(String expected, String found) {
        return new PoolDamagedException("pool " + pool.name() + ", log of the heap at " + descriptor, expected, found);
    }

    /// Whether a commit is under way.
    boolean isCommitted() {
        return Memory.getLongAcquire(position() + HeapLayout.LOG_COUNT) != 0;
    }

    /// Applies what is committed, and clears the mark. May be cut off anywhere and called again.
    void apply() {
        long count = Memory.getLong(position() + HeapLayout.LOG_COUNT);
        if (count < 0) {
            throw damaged("a number of entries", "" + count);
        }
        beginOverwriting();
        long entry = position() + HeapLayout.LOG;
        long end = entry + (long) HeapLayout.LOG_ENTRIES * HeapLayout.LOG_ENTRY;
        long next = Memory.getLong(position() + HeapLayout.LOG_OVERFLOW);
        for (long i = 0; i < count; i++) {
            if (entry == end) {
                long unit = unitPosition(next);
                next = Memory.getLong(unit);
                entry = unit + HeapLayout.LOG_ENTRY;
                end = unit + PoolLayout.UNIT_BYTES;
            }
            if (i == count / 2) {
                HeapPoint.MODIFY_HALF.reach();
            }
            store(Memory.getLong(entry), Memory.getLong(entry + 8));
            entry += HeapLayout.LOG_ENTRY;
        }
        endOverwriting();
        HeapPoint.MODIFY_APPLIED.reach();
        Memory.putLongRelease(position() + HeapLayout.LOG_COUNT, 0);
    }

    private void store(long place, long value) {
        long offset = place & OFFSET_MASK;
        long unitsAt = offset - units.offset(0);
        if (offset != descriptor + HeapLayout.ROOT && (unitsAt < 0 || unitsAt >= (long) units.count() << PoolLayout.UNIT_SHIFT)) {
            throw damaged("an offset in the pool's units", "" + offset);
        }
        store(base + offset, (int) (place >>> WIDTH_SHIFT), value);
    }

    /// Stores one value of a width.
    static void store(long position, int width, long value) {
        switch (width) {
            case 1 -> Memory.putByte(position, (byte) value);
            case 2 -> Memory.putShort(position, (short) value);
            case 4 -> Memory.putInt(position, (int) value);
            case 8 -> Memory.putLong(position, value);
            case WriteSet.WORD, WriteSet.LOOSE_WORD -> Memory.putLongOpaque(position, value);
            default -> throw new IllegalArgumentException("width=" + width + ": 0, 1, 2, 4 or 8");
        }
    }

    /// Makes the version odd: readers that copy begin again.
    void beginOverwriting() {
        long version = Memory.getLong(position() + HeapLayout.VERSION);
        Memory.putLongOpaque(position() + HeapLayout.VERSION, version + 1 | 1);
        VarHandle.storeStoreFence();
    }

    /// Makes the version even, and later than it ever was.
    void endOverwriting() {
        long version = Memory.getLong(position() + HeapLayout.VERSION);
        Memory.putLongRelease(position() + HeapLayout.VERSION, version + 1 & ~1L);
    }

    /// Gives the units of the overflow back.
    private void releaseOverflow() {
        int first = (int) Memory.getLong(position() + HeapLayout.LOG_OVERFLOW) - 1;
        Memory.putLongRelease(position() + HeapLayout.LOG_OVERFLOW, 0);
        release(first);
    }

    private void release(int first) {
        for (int unit = first; unit >= 0; ) {
            int next = (int) Memory.getLong(base + units.offset(unit)) - 1;
            units.release(unit, 1);
            unit = next;
        }
    }

    /// Brings the heap to the state after the last commit. Overflow units are given back by [Areas#releaseUnfinished].
    void recover() {
        if (isCommitted()) {
            apply();
        }
        if ((Memory.getLong(position() + HeapLayout.VERSION) & 1) != 0) {
            endOverwriting();
        }
        Memory.putLongRelease(position() + HeapLayout.LOG_OVERFLOW, 0);
    }
}
