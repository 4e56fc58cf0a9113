package rockpool.engine.sync;

import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimable;
import rockpool.engine.pool.UnitClass;

/// The mutexes of a pool and what else its lock slots are, as objects that are taken back when nobody can reach them any more.
final class MutexSlots implements Reclaimable {

    static {
        Registry.add(new MutexSlots());
    }

    @Override
    public int unitClass() {
        return UnitClass.LOCKS;
    }

    @Override
    public long useWord(Pool pool, long offset, long incarnation) {
        boolean there = LockTable.isLive(incarnation) && LockUnits.hasSlotAt(pool, offset) && LockTable.life(pool, offset) == incarnation
                && !Entries.isPart(pool, offset);
        return there ? pool.position() + offset + LockSlot.USE : 0;
    }

    @Override
    public void forEach(Pool pool, Visitor visitor) {
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                long life = LockTable.life(pool, offset);
                if (LockTable.isLive(life) && !Entries.isPart(pool, offset)) {
                    visitor.visit(offset, life);
                }
            }
        }
    }

    @Override
    public boolean reclaim(Pool pool, long offset, long incarnation, long expected) {
        return LockTable.reclaim(pool, offset, incarnation, expected);
    }
}
