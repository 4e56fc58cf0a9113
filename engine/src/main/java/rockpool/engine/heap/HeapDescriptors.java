package rockpool.engine.heap;

import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.RawLock;

/// Where the descriptors of a pool's heaps lie, one behind the other in units of class `HEAPS`. What is in one is [HeapLayout]'s.
///
/// Such a unit has in its meta header the epoch of its word, plus 2^32, once its descriptors are laid out. The units are kept for ever, so
/// that a handle always finds a descriptor where it looks for one, of its incarnation or of another.
final class HeapDescriptors {

    private static final long LAID_OUT = 1L << 32;
    private static final int UNIT_SHIFT = 6;
    private static final int MOST_UNITS = 1 << 24 - UNIT_SHIFT;

    private HeapDescriptors() {}

    // For all

    /// The heap id of the descriptor at an offset.
    static int heapId(Units units, long descriptor) {
        int unit = units.unitAt(descriptor);
        int slot = (int) ((descriptor - units.offset(unit)) / HeapLayout.SIZE);
        return (unit << UNIT_SHIFT | slot) + 1;
    }

    /// Whether a descriptor can lie at an offset.
    static boolean isAt(long base, Units units, long offset) {
        if (offset < units.offset(0) || offset >= units.offset(0) + ((long) units.count() << PoolLayout.UNIT_SHIFT)) {
            return false;
        }
        int unit = units.unitAt(offset);
        return (offset - units.offset(unit)) % HeapLayout.SIZE == 0 && areIn(base, units, unit);
    }

    /// Whether a unit has descriptors, which are laid out.
    static boolean areIn(long base, Units units, int unit) {
        long word = units.word(unit);
        if (Units.classOf(word) != UnitClass.HEAPS || !Units.backed(word)) {
            return false;
        }
        return Memory.getLongAcquire(base + units.metaOffset(unit) + UnitMeta.HEADER) == layout(word);
    }

    private static long layout(long unitWord) {
        return LAID_OUT | Units.epochOf(unitWord) & 0xFFFF_FFFFL;
    }

    private static long offset(Units units, int unit, int slot) {
        return units.offset(unit) + (long) slot * HeapLayout.SIZE;
    }

    static int stateAt(long position) {
        return HeapLayout.stateOf(Memory.getLongAcquire(position + HeapLayout.STATE));
    }

    /// Visits the descriptors that are not free, in the order in which they lie. Reads only.
    static void forEach(long base, Units units, LongConsumer visitor) {
        for (int unit = 0; unit < units.highest(); unit++) {
            if (areIn(base, units, unit)) {
                forEach(base, units, unit, visitor);
            }
        }
    }

    private static void forEach(long base, Units units, int unit, LongConsumer visitor) {
        for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
            long descriptor = offset(units, unit, slot);
            if (stateAt(base + descriptor) != HeapLayout.FREE) {
                visitor.accept(descriptor);
            }
        }
    }

    // For the holder of the directory's lock

    /// A free descriptor, laid out now if there is none.
    ///
    /// @param hint which one may be free; 0 if that is not known
    /// @return its offset
    static long free(Pool pool, long hint) {
        Units units = pool.units();
        if (hint != 0 && isAt(pool.position(), units, hint) && stateAt(pool.position() + hint) == HeapLayout.FREE) {
            return hint;
        }
        long free = 0;
        for (int unit = 0; unit < units.highest() && free == 0; unit++) {
            free = areIn(pool.position(), units, unit) ? freeIn(pool, unit) : 0;
        }
        return free == 0 ? units.offset(claimUnit(pool)) : free;
    }

    private static long freeIn(Pool pool, int unit) {
        for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
            long descriptor = offset(pool.units(), unit, slot);
            if (stateAt(pool.position() + descriptor) == HeapLayout.FREE) {
                return descriptor;
            }
        }
        return 0;
    }

    private static int claimUnit(Pool pool) {
        int unit = pool.units().claim(1, UnitClass.HEAPS, 0);
        if (unit >= MOST_UNITS) {
            pool.units().release(unit, 1);
            throw new IllegalStateException("unit=" + unit + ": heap descriptors can only lie in the first " + MOST_UNITS + " units");
        }
        layOut(pool, unit);
        return unit;
    }

    /// Makes all descriptors of a unit free ones.
    static void layOut(Pool pool, int unit) {
        Units units = pool.units();
        for (int slot = 0; slot < HeapLayout.PER_UNIT; slot++) {
            long descriptor = offset(units, unit, slot);
            Memory.wipe(pool.position() + descriptor + HeapLayout.STATE, Long.BYTES);
            RawLock.format(pool, descriptor + HeapLayout.LOCK, LockKind.ERRORCHECK);
        }
        Memory.putLongRelease(pool.position() + units.metaOffset(unit) + UnitMeta.HEADER, layout(units.word(unit)));
    }
}
