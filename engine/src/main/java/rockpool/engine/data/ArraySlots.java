package rockpool.engine.data;

import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;

/// Where the slots of primitive arrays lie. A unit of class ARRAYS has in its meta header the epoch of its word, plus 2^32, once the words
/// of its slots are FREE; that store is the last. What is not laid out yet has no slots; the next holder of the lock of the arrays lays it
/// out.
final class ArraySlots {

    static final int PER_UNIT = PoolLayout.UNIT_BYTES / ArrayLayout.BYTES;
    private static final long LAID_OUT = 1L << 32;

    private ArraySlots() {}

    private static boolean isOfArrays(MappedPool pool, int unit) {
        return Units.classOf(pool.units().word(unit)) == UnitClass.ARRAYS
                && pool.region().contains(pool.units().metaOffset(unit), Long.BYTES)
                && pool.region().contains(pool.units().offset(unit), PoolLayout.UNIT_BYTES);
    }

    private static long header(MappedPool pool, int unit) {
        return pool.position() + pool.units().metaOffset(unit) + UnitMeta.HEADER;
    }

    private static long laidOut(MappedPool pool, int unit) {
        return LAID_OUT | Units.epochOf(pool.units().word(unit)) & 0xFFFF_FFFFL;
    }

    private static boolean hasSlots(MappedPool pool, int unit) {
        return isOfArrays(pool, unit) && Memory.getLongAcquire(header(pool, unit)) == laidOut(pool, unit);
    }

    /// Whether a slot lies at an offset, which may be anything.
    static boolean hasSlotAt(MappedPool pool, long offset) {
        int unit = pool.units().unitAt(offset);
        long inUnit = unit < 0 ? -1 : offset - pool.units().offset(unit);
        return inUnit >= 0 && inUnit % ArrayLayout.BYTES == 0 && inUnit / ArrayLayout.BYTES < PER_UNIT && hasSlots(pool, unit);
    }

    /// Visits the offsets of all slots.
    static void forEach(MappedPool pool, LongConsumer visitor) {
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (hasSlots(pool, unit)) {
                for (int slot = 0; slot < PER_UNIT; slot++) {
                    visitor.accept(pool.units().offset(unit) + (long) slot * ArrayLayout.BYTES);
                }
            }
        }
    }

    // The rest is for the holder of the lock.

    /// @param from where to begin
    /// @return the offset of a free slot
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is none, and no unit for more
    static long free(Pool pool, long from) {
        if (hasSlotAt(pool, from) && ArrayLayout.wordAt(pool.position() + from) == ArrayLayout.FREE) {
            return from;
        }
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            long free = hasSlots(pool, unit) ? freeIn(pool, unit) : 0;
            if (free != 0) {
                return free;
            }
        }
        int unit = pool.units().claim(1, UnitClass.ARRAYS, 0);
        layOut(pool, unit);
        return pool.units().offset(unit);
    }

    private static long freeIn(Pool pool, int unit) {
        for (int slot = 0; slot < PER_UNIT; slot++) {
            long offset = pool.units().offset(unit) + (long) slot * ArrayLayout.BYTES;
            if (ArrayLayout.wordAt(pool.position() + offset) == ArrayLayout.FREE) {
                return offset;
            }
        }
        return 0;
    }

    /// Lays out the units whose claimers died before they had.
    static void layOut(Pool pool) {
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (isOfArrays(pool, unit) && !hasSlots(pool, unit)) {
                layOut(pool, unit);
            }
        }
    }

    private static void layOut(Pool pool, int unit) {
        for (int slot = 0; slot < PER_UNIT; slot++) {
            Memory.wipe(pool.position() + pool.units().offset(unit) + (long) slot * ArrayLayout.BYTES, Long.BYTES);
        }
        Memory.putLongRelease(header(pool, unit), laidOut(pool, unit));
    }
}
