package rockpool.engine.sync;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// The units of a pool that hold lock slots, 1024 each. The header of such a unit's meta:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | `ready`: 1 once all slots are free or locks | who prepares the unit | release |
/// | 8 | 8 | `preparing`: who does, as in a lock's word | anyone, compare-and-set from 0 or a dead actor | volatile |
///
/// A slot counts if and only if its unit is of class LOCKS and `ready`. A claimer that dies before leaves a unit that the next who needs
/// slots prepares. Units of locks are never given back: an old handle still finds a slot where its lock was.
final class LockUnits {

    static final int READY = 0;
    static final int PREPARING = READY + 8;
    static final int SLOTS = PoolLayout.UNIT_BYTES / LockSlot.BYTES;

    private LockUnits() {}

    /// The offsets of the first slots of all units that are ready.
    static List<Long> ready(MappedPool pool) {
        List<Long> offsets = new ArrayList<>();
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (isOfLocks(pool, unit) && isReady(pool, unit)) {
                offsets.add(pool.units().offset(unit));
            }
        }
        return offsets;
    }

    private static boolean isOfLocks(MappedPool pool, int unit) {
        return UnitClass.LOCKS == Units.classOf(pool.units().word(unit));
    }

    private static boolean isReady(MappedPool pool, int unit) {
        return pool.region().contains(pool.units().metaOffset(unit), PREPARING)
                && Memory.getLongAcquire(meta(pool, unit) + READY) == 1
                && pool.region().contains(pool.units().offset(unit), PoolLayout.UNIT_BYTES);
    }

    private static long meta(MappedPool pool, int unit) {
        return pool.position() + pool.units().metaOffset(unit);
    }

    /// Whether an offset is that of a slot in a unit of locks.
    static boolean hasSlotAt(MappedPool pool, long offset) {
        int unit = pool.units().unitAt(offset);
        return offset % LockSlot.BYTES == 0 && unit >= 0 && isOfLocks(pool, unit) && isReady(pool, unit);
    }

    /// The offset behind the last slot of the unit that a slot is in.
    static long end(MappedPool pool, long offset) {
        return pool.units().offset(pool.units().unitAt(offset)) + PoolLayout.UNIT_BYTES;
    }

    /// Makes another unit ready: one that a dead process claimed, or a new one.
    ///
    /// @return the offset of its first slot
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has none
    static long another(Pool pool) {
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (isOfLocks(pool, unit) && !isReady(pool, unit) && prepare(pool, unit)) {
                return pool.units().offset(unit);
            }
        }
        int unit = pool.units().claim(1, UnitClass.LOCKS, 0);
        SyncPoint.UNIT_CLAIMED.reach();
        prepare(pool, unit);
        return pool.units().offset(unit);
    }

    /// @return false if somebody else is doing it
    private static boolean prepare(Pool pool, int unit) {
        long meta = meta(pool, unit);
        Actor me = pool.actor();
        long before = Memory.getLongVolatile(meta + PREPARING);
        boolean available = before == 0 || new Look().isOwnerDead(pool, before);
        if (!available || !Memory.compareAndSetLong(meta + PREPARING, before, LockWord.heldBy(me))) {
            return false;
        }
        prepareSlots(pool.position() + pool.units().offset(unit));
        Memory.putLongRelease(meta + READY, 1);
        return true;
    }

    /// Makes all slots of a unit free ones, whatever it held before.
    private static void prepareSlots(long position) {
        for (int slot = 0; slot < PoolLayout.UNIT_BYTES; slot += LockSlot.BYTES) {
            Memory.putLong(position + slot + LockSlot.WORD, LockWord.ABANDONED);
            for (int at = LockSlot.WAKE; at < LockSlot.BYTES; at += Long.BYTES) {
                if (Memory.getLong(position + slot + at) != 0) {
                    Memory.putLong(position + slot + at, 0);
                }
            }
        }
    }
}
