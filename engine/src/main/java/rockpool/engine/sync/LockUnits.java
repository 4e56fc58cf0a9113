package rockpool.engine.sync;

import java.util.ArrayList;
import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;

/// The units of a pool that hold lock slots, 1024 each. The header of such a unit's meta:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | `laid`: how many slots are laid out, the first ones of the unit | who is in `laying` | release |
/// | 8 | 8 | `laying`: who lays out the next slot, as in a lock's word | anyone, compare-and-set from 0 or a dead actor | volatile |
///
/// A slot counts if and only if its unit is of class LOCKS and it is one of the first `laid`. Slots are laid out one by one, when somebody
/// looks for a free one and comes to them. Who dies at it leaves a slot that does not count, and is done again by the next. Units of locks
/// are never given back: an old handle still finds a slot where its lock was.
final class LockUnits {

    static final int LAID = 0;
    static final int LAYING = LAID + 8;
    static final int SLOTS = PoolLayout.UNIT_BYTES / LockSlot.BYTES;

    private LockUnits() {}

    /// The offsets of the first slots of all units.
    static List<Long> all(MappedPool pool) {
        List<Long> offsets = new ArrayList<>();
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            if (isOfLocks(pool, unit)) {
                offsets.add(pool.units().offset(unit));
            }
        }
        return offsets;
    }

    private static boolean isOfLocks(MappedPool pool, int unit) {
        return UnitClass.LOCKS == Units.classOf(pool.units().word(unit))
                && pool.region().contains(pool.units().metaOffset(unit), LAYING + 8)
                && pool.region().contains(pool.units().offset(unit), PoolLayout.UNIT_BYTES);
    }

    private static long meta(MappedPool pool, int unit) {
        return pool.position() + pool.units().metaOffset(unit);
    }

    /// How many slots of a unit count.
    private static int laid(MappedPool pool, int unit) {
        return (int) Math.clamp(Memory.getLongAcquire(meta(pool, unit) + LAID), 0L, SLOTS);
    }

    /// Whether an offset is that of a slot in a unit of locks.
    static boolean hasSlotAt(MappedPool pool, long offset) {
        int unit = pool.units().unitAt(offset);
        return offset % LockSlot.BYTES == 0 && unit >= 0 && isOfLocks(pool, unit) && slot(pool, unit, offset) < laid(pool, unit);
    }

    private static int slot(MappedPool pool, int unit, long offset) {
        return (int) (offset - pool.units().offset(unit)) / LockSlot.BYTES;
    }

    /// The offset behind the last slot that counts of the unit that an offset is in.
    static long end(MappedPool pool, long offset) {
        int unit = pool.units().unitAt(offset);
        return pool.units().offset(unit) + (long) laid(pool, unit) * LockSlot.BYTES;
    }

    /// The offset behind the unit that an offset is in.
    static long limit(MappedPool pool, long offset) {
        return pool.units().offset(pool.units().unitAt(offset)) + PoolLayout.UNIT_BYTES;
    }

    /// Claims another unit. None of its slots counts yet.
    ///
    /// @return the offset of its first slot
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has none
    static long another(Pool pool) {
        int unit = pool.units().claim(1, UnitClass.LOCKS, 0);
        SyncPoint.UNIT_CLAIMED.reach();
        return pool.units().offset(unit);
    }

    /// Has a slot count, and with it those before it in its unit.
    ///
    /// @return false if somebody else is laying one out, and is not done with it soon
    static boolean layOut(Pool pool, long offset, Look look) {
        int unit = pool.units().unitAt(offset);
        int slot = slot(pool, unit, offset);
        Spin spin = new Spin();
        while (laid(pool, unit) <= slot) {
            if (!layOutNext(pool, unit, look) && !spin.again()) {
                return false;
            }
        }
        return true;
    }

    /// @return false if somebody else is doing it
    private static boolean layOutNext(Pool pool, int unit, Look look) {
        long meta = meta(pool, unit);
        long mine = LockWord.heldBy(pool.actor());
        long before = Memory.getLongVolatile(meta + LAYING);
        boolean available = before == 0 || before == mine || look.isOwnerDead(pool, before);
        if (!available || !Memory.compareAndSetLong(meta + LAYING, before, mine)) {
            return false;
        }
        int slot = laid(pool, unit);
        if (slot < SLOTS) {
            makeFree(pool.position() + pool.units().offset(unit) + (long) slot * LockSlot.BYTES);
            Memory.putLongRelease(meta + LAID, slot + 1);
        }
        Memory.putLongVolatile(meta + LAYING, 0);
        return true;
    }

    /// Makes a free slot, whatever lay there before.
    private static void makeFree(long position) {
        Memory.putLong(position + LockSlot.WORD, LockWord.ABANDONED);
        for (int at = LockSlot.WAKE; at < LockSlot.BYTES; at += Long.BYTES) {
            if (Memory.getLong(position + at) != 0) {
                Memory.putLong(position + at, 0);
            }
        }
    }
}
