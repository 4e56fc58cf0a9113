package rockpool.engine.sync;

import java.util.Iterator;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.UseWord;
import rockpool.engine.sync.RawLock.Result;

/// The lock slots of a pool as this process uses them: it gives slots to new locks and takes them back.
///
/// A slot is free if and only if its word says ABANDONED; its `life` is even then. It is claimed by taking its lock with the flag RETIRING:
///
/// | step | word | life | name |
/// |---|---|---|---|
/// | free | ABANDONED | even | |
/// | claimed | creator, RETIRING | even | |
/// | registered for its creator, `use` PRIVATE (USED if it gets a name) | creator, RETIRING | even | |
/// | filled in | creator, RETIRING | even + 1 | |
/// | named | creator, RETIRING | odd | leads here |
/// | a lock | 0, then anything a lock can be | odd | leads here |
/// | being destroyed, or taken back with `use` DOOMED | destroyer, RETIRING | odd | leads here |
/// | unnamed | destroyer, RETIRING | odd | |
/// | not a lock any more | destroyer, RETIRING | odd + 1 | |
/// | free again | ABANDONED | even | |
///
/// A death in between leaves a word with a dead owner and RETIRING. Whoever meets it (who looks for a free slot, who is told of the
/// death, or who wants the lock by its name) takes it over and does what is left of destroying it; each step may be done twice.
///
/// The parts of a thing ([Entries]) are slots of their own, live between being made and the end of the thing; who meets one whose thing
/// has gone frees it.
final class LockTable {

    /// No offset of a slot.
    private static final long NONE = 0;

    /// Where this process found a free slot last, the place to go on searching.
    private volatile long lastClaimed = NONE;

    private LockTable() {}

    private static LockTable of(Pool pool) {
        return pool.attachment(LockTable.class, missing -> new LockTable());
    }

    static long life(MappedPool pool, long offset) {
        return Memory.getLongVolatile(pool.position() + offset + LockSlot.LIFE);
    }

    /// Whether a slot with this life is a lock.
    static boolean isLive(long life) {
        return (life & 1) != 0;
    }

    /// Fills in what a new thing has beside its life.
    @FunctionalInterface
    interface Filler {
        void fill(Pool pool, long offset, int tag);
    }

    /// Makes a mutex.
    ///
    /// @param name null for none
    /// @return its handle
    /// @throws IllegalArgumentException if the name is taken
    static Handle create(Pool pool, String name, LockKind kind) {
        return create(pool, name, kind.ordinal(), SyncKind.MUTEX, (where, offset, tag) -> { });
    }

    /// Makes one of the other things.
    static Handle create(Pool pool, String name, SyncKind kind, Filler filler) {
        return create(pool, name, kind.code(), kind, filler);
    }

    private static Handle create(Pool pool, String name, int code, SyncKind kind, Filler filler) {
        requireUnused(pool, name);
        Handles handles = Handles.of(pool);
        handles.makeRoom();
        Actor me = pool.actor();
        long offset = claimOrReclaim(pool, me);
        Handle handle = null;
        boolean named = false;
        try {
            handle = handles.create(offset, life(pool, offset) + 1);
            fill(pool, offset, code, name == null ? UseWord.PRIVATE : UseWord.USED, filler);
            named = name == null || pool.names().put(name, kind.nameKind(), offset, life(pool, offset));
        } finally {
            if (!named) {
                retire(pool, me, offset);
            }
        }
        if (!named) {
            return create(pool, name, code, kind, filler);
        }
        SyncPoint.CREATE_NAMED.reach();
        RawLock.release(pool, me, offset, 0, LockWord.FREE);
        return handle;
    }

    /// Makes a part that is not on its slot's chain yet.
    static long createPart(Pool pool, long head, int tag) {
        Actor me = pool.actor();
        long offset = claimOrReclaim(pool, me);
        long position = pool.position() + offset;
        Memory.putInt(position + LockSlot.KIND, SyncKind.PART);
        Entries.fillPart(position, head, tag);
        Memory.putLongVolatile(position + LockSlot.LIFE, life(pool, offset) + 1);
        RawLock.release(pool, me, offset, 0, LockWord.PART);
        return offset;
    }

    private static long claimOrReclaim(Pool pool, Actor me) {
        return Reclaimer.of(pool).making(() -> claim(pool, me));
    }

    private static void requireUnused(Pool pool, String name) {
        if (name == null) {
            return;
        }
        pool.names().find(name).filter(entry -> SyncKind.isNameOfSlot(entry.kind()) && LockUnits.hasSlotAt(pool, entry.offset()))
                .ifPresent(entry -> finishRetiring(pool, entry.offset(), new Look()));
        if (pool.names().find(name).isPresent()) {
            throw new IllegalArgumentException("name=" + name + ": something in pool " + pool.name() + " has it already");
        }
    }

    private static void fill(Pool pool, long offset, int code, long use, Filler filler) {
        long position = pool.position() + offset;
        int tag = code < SyncKind.SEMAPHORE.code() ? 0 : (int) pool.nextIncarnation() & (1 << LockSlot.TAG_BITS) - 1;
        Memory.putLongVolatile(position + LockSlot.USE, use);
        Memory.putInt(position + LockSlot.KIND, code);
        Memory.putLong(position + LockSlot.ACQUISITIONS, 0);
        Memory.putLong(position + LockSlot.OBSERVED, 0);
        LockSlot.recursion(position, 0);
        LockSlot.setTag(position, tag);
        Memory.putLong(position + LockSlot.PARTS, 0);
        filler.fill(pool, offset, tag);
        Memory.putLongVolatile(position + LockSlot.LIFE, life(pool, offset) + 1);
        SyncPoint.CREATE_FORMATTED.reach();
    }

    /// Takes a free slot.
    private static long claim(Pool pool, Actor me) {
        Look look = new Look();
        LockTable hints = of(pool);
        long offset = hints.lastClaimed == NONE ? NONE : claimFrom(pool, me, hints.lastClaimed, look);
        for (Iterator<Long> units = LockUnits.all(pool).iterator(); offset == NONE && units.hasNext();) {
            offset = claimFrom(pool, me, units.next(), look);
        }
        while (offset == NONE) {
            offset = claimFrom(pool, me, LockUnits.another(pool), look);
        }
        hints.lastClaimed = offset;
        SyncPoint.CREATE_CLAIMED.reach();
        return offset;
    }

    /// Takes the first free slot of a unit, from an offset in it on.
    private static long claimFrom(Pool pool, Actor me, long from, Look look) {
        long limit = LockUnits.limit(pool, from);
        for (long offset = from; offset < limit && LockUnits.layOut(pool, offset, look); offset += LockSlot.BYTES) {
            finishRetiring(pool, offset, look);
            if (LockSlot.changeWord(pool.position() + offset, LockWord.ABANDONED, LockWord.heldBy(me) | LockWord.RETIRING)) {
                return offset;
            }
        }
        return NONE;
    }

    /// Destroys a lock that nobody holds.
    ///
    /// @return false if it is not there any more
    /// @throws IllegalStateException if somebody holds it
    static boolean destroy(Pool pool, long offset, long life, Runnable requireUnused) {
        Actor me = pool.actor();
        Result result = RawLock.lock(pool, me, offset, System.nanoTime(), false);
        if (!result.taken()) {
            requireAbandoned(pool, offset, result);
            return false;
        }
        if (life(pool, offset) != life) {
            RawLock.unlock(pool, me, offset);
            return false;
        }
        try {
            requireUnused.run();
        } catch (IllegalStateException used) {
            RawLock.unlock(pool, me, offset);
            throw used;
        }
        setRetiring(pool.position() + offset);
        SyncPoint.DESTROY_HELD.reach();
        retire(pool, me, offset);
        return true;
    }

    /// Takes a lock back that is free, or whose owner is dead.
    ///
    /// @param expected what its `use` has to be
    /// @return whether the slot is free now
    static boolean reclaim(Pool pool, long offset, long life, long expected) {
        Actor me = pool.actor();
        if (!RawLock.tryTakeOver(pool, me, offset).taken()) {
            return false;
        }
        long position = pool.position() + offset;
        boolean retiring = LockWord.has(LockSlot.word(position), LockWord.RETIRING);
        if (!retiring && (life(pool, offset) != life || !UseWord.doom(position + LockSlot.USE, expected))) {
            RawLock.unlock(pool, me, offset);
            return false;
        }
        SyncPoint.RECLAIM_DOOMED.reach();
        setRetiring(position);
        if (retiring) {
            retire(pool, me, offset);
        } else {
            unmake(pool, me, offset, life);
        }
        return true;
    }

    private static void requireAbandoned(Pool pool, long offset, Result result) {
        if (result != Result.ABANDONED) {
            long word = LockSlot.word(pool.position() + offset);
            throw new IllegalStateException(LockNames.describe(pool, offset) + ": cannot be destroyed, held by "
                    + Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)));
        }
    }

    /// The caller holds the lock; others may set WAITERS meanwhile.
    private static void setRetiring(long position) {
        long word;
        do {
            word = LockSlot.word(position);
        } while (!LockSlot.changeWord(position, word, word | LockWord.RETIRING));
    }

    /// Goes on with creating or destroying where a dead process stopped, by destroying; frees a part of what is not there any more.
    private static void finishRetiring(Pool pool, long offset, Look look) {
        long position = pool.position() + offset;
        long word = LockSlot.word(position);
        if (word == LockWord.PART && Entries.isOrphan(pool, offset, look)) {
            freeOrphan(pool, offset, look);
            return;
        }
        if (LockWord.has(word, LockWord.RETIRING) && look.isOwnerDead(pool, word)
                && LockSlot.changeWord(position, word, LockWord.heldBy(pool.actor()) | word & ~LockWord.OWNER)) {
            finish(pool, offset, look);
        }
    }

    /// Ends a part that nobody has a use for, and everything that is not a part. The caller holds the slot, RETIRING.
    private static void finish(Pool pool, long offset, Look look) {
        if (Entries.isPart(pool, offset) && !Entries.isOrphan(pool, offset, look)) {
            RawLock.release(pool, pool.actor(), offset, 0, LockWord.PART);
        } else {
            retire(pool, pool.actor(), offset);
        }
    }

    private static void freeOrphan(Pool pool, long offset, Look look) {
        long mine = LockWord.heldBy(pool.actor()) | LockWord.RETIRING;
        if (LockSlot.changeWord(pool.position() + offset, LockWord.PART, mine)) {
            finish(pool, offset, look);
        }
    }

    /// Takes a lock away from its name and its slot from the lock. The caller holds it, RETIRING.
    static void retire(Pool pool, Actor me, long offset) {
        long life = life(pool, offset);
        if (isLive(life)) {
            SyncKind kind = SyncKind.of(Memory.getInt(pool.position() + offset + LockSlot.KIND));
            if (kind != null) {
                pool.names().nameOf(kind.nameKind(), offset, life).ifPresent(name -> pool.names().remove(name, offset, life));
            }
            SyncPoint.DESTROY_UNNAMED.reach();
        }
        unmake(pool, me, offset, life);
    }

    /// Takes a slot from a lock that has no name. The caller holds it, RETIRING.
    private static void unmake(Pool pool, Actor me, long offset, long life) {
        if (isLive(life)) {
            Memory.putLongVolatile(pool.position() + offset + LockSlot.LIFE, life + 1);
        }
        long[] parts = Entries.wakeAllOf(pool, offset);
        RawLock.release(pool, me, offset, 0, LockWord.ABANDONED);
        Look look = new Look();
        for (long part : parts) {
            finishRetiring(pool, part, look);
        }
    }

    /// Finishes what dead processes were doing to slots, and frees what that leaves without a use.
    static void recover(Pool pool) {
        recoverOnce(pool);
        recoverOnce(pool);
    }

    private static void recoverOnce(Pool pool) {
        Look look = new Look();
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                finishRetiring(pool, offset, look);
            }
        }
    }
}
