package rockpool.engine.sync;

import rockpool.engine.pool.Actor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// The word of a lock: its owner and its flags, in 64 bits that change by compare-and-set alone.
///
/// | bits | field | written by |
/// |---:|---|---|
/// | 0–15 | owner: index of the actor's slot, plus 1; 0 for none | who takes the lock |
/// | 16–39 | owner: incarnation of that slot | with the index, in one step |
/// | 40 | WAITERS: somebody may be asleep, unlocking wakes one | a waiter, before it sleeps |
/// | 41 | RECOVERING: what the lock protects has not been repaired since an owner died | the successor of a dead owner |
/// | 42 | ABANDONED: nobody can have the lock any more; no owner | who holds it and gives it up, or frees its slot |
/// | 43 | RETIRING: its owner is destroying the lock | the owner |
/// | 44 | RESERVED: somebody has waited too long, the next owner is to be one who has slept | a waiter, with WAITERS; cleared by the next owner |
/// | 45 | IS_PART: with ABANDONED; not a lock, but a part of something else, see [Entries] | creator and destroyer of the part |
/// | 46–63 | 0 | |
///
/// All bits 0: free. A word without an owner has at most RECOVERING (the repair was not finished, the next owner is told) and RESERVED, or
/// ABANDONED.
final class LockWord {

    static final long FREE = 0;
    static final int INCARNATION_SHIFT = 16;
    static final long OWNER = (1L << 40) - 1;
    static final long WAITERS = 1L << 40;
    static final long RECOVERING = 1L << 41;
    static final long ABANDONED = 1L << 42;
    static final long RETIRING = 1L << 43;

    static final long RESERVED = 1L << 44;

    /// The word of a part.
    static final long PART = 1L << 45 | ABANDONED;

    private static final long UNUSED = -1L << 46;
    private static final long INDEX = (1L << INCARNATION_SHIFT) - 1;

    private LockWord() {}

    /// The word of a lock that an actor holds, with no flags.
    static long heldBy(Actor actor) {
        return heldBy(actor.index(), actor.incarnation());
    }

    static long heldBy(int actor, int incarnation) {
        return actor + 1L | (long) incarnation << INCARNATION_SHIFT;
    }

    static long owner(long word) {
        return word & OWNER;
    }

    static boolean isHeld(long word) {
        return (word & OWNER) != 0;
    }

    static boolean has(long word, long flag) {
        return (word & flag) != 0;
    }

    static int ownerIndex(long word) {
        return (int) (word & INDEX) - 1;
    }

    static int ownerIncarnation(long word) {
        return (int) (owner(word) >>> INCARNATION_SHIFT);
    }

    /// Whether a lock's word can have this value. Anything else is damage.
    static boolean isPossible(long word) {
        boolean held = isHeld(word);
        return word == PART || (word & (UNUSED | PART & ~ABANDONED)) == 0
                && (!held || ownerIndex(word) >= 0)
                && (held ? !has(word, ABANDONED) : (word & ~(RECOVERING | RESERVED)) == 0 || word == ABANDONED);
    }

    /// @throws PoolDamagedException if a lock's word cannot have this value
    static void require(MappedPool pool, long offset, long word) {
        if (!isPossible(word)) {
            throw new PoolDamagedException("pool=" + pool.name() + " lock=" + offset, "a lock's word", "0x" + Long.toHexString(word));
        }
    }
}
