package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// A lock in a pool: 64 bytes, in a slot of a LOCKS unit or embedded in a larger structure.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | `word`: owner and flags, see [LockWord] | anyone, by compare-and-set | volatile |
/// | 8 | 4 | `wake`: bumped before every wake-up, the futex that waiters sleep on | anyone, atomic add | volatile |
/// | 12 | 4 | `kind`: ordinal of [LockKind] | who creates the lock | plain |
/// | 16 | 8 | `acquisitions`: how often the lock was taken | the owner | plain, read opaque |
/// | 24 | 8 | `observed`: an acquisition and when somebody first saw it, see [Observation] | waiters and observers | opaque |
/// | 32 | 4 | `recursion`: how often the owner took it again | the owner | plain |
/// | 36 | 4 | 0 | | |
/// | 40 | 8 | `life`: state and incarnation of the slot, see [LockTable]; 0 in an embedded lock | creator, destroyer, recoverer | volatile |
/// | 48 | 8 | `use`: see [rockpool.engine.pool.UseWord]; 0 in an embedded lock | as said there | compare-and-set |
/// | 56 | 8 | 0 | | |
///
/// It is valid if and only if `word` passes [LockWord#isPossible] and `kind` is the ordinal of a kind. All zeros is a free NORMAL lock.
///
/// **A death leaves:** before the word names the dead, nothing; from then on until the word is free again a lock with a dead owner,
/// which the next who wants it takes over. `acquisitions` may then be one behind and `recursion` too high; the successor
/// bumps the one and clears the other. A death between freeing the word and waking leaves sleepers beside a free lock: the watcher
/// of each waiting process sees that and wakes them, as it does when the owner of a lock dies. A dead waiter leaves a WAITERS flag
/// that costs one needless wake-up.
final class LockSlot {

    static final int WORD = 0;
    static final int WAKE = WORD + Long.BYTES;
    static final int KIND = WAKE + Integer.BYTES;
    static final int ACQUISITIONS = KIND + Integer.BYTES;
    static final int OBSERVED = ACQUISITIONS + Long.BYTES;
    static final int RECURSION = OBSERVED + Long.BYTES;
    static final int LIFE = RECURSION + 2 * Integer.BYTES;
    static final int USE = LIFE + Long.BYTES;
    static final int BYTES = 64;

    private LockSlot() {}

    static long word(long position) {
        return Memory.getLongVolatile(position + WORD);
    }

    static long wordOpaque(long position) {
        return Memory.getLongOpaque(position + WORD);
    }

    static boolean changeWord(long position, long from, long to) {
        return Memory.compareAndSetLong(position + WORD, from, to);
    }

    /// Whether a lock can lie at an offset that was read from shared memory.
    static boolean canBeAt(MappedPool pool, long offset) {
        return offset > 0 && offset % BYTES == 0 && pool.region().contains(offset, BYTES);
    }

    /// @throws PoolDamagedException if there is no such kind
    static LockKind kind(MappedPool pool, long offset) {
        int ordinal = Memory.getInt(pool.position() + offset + KIND);
        LockKind kind = LockKind.of(ordinal);
        if (kind == null) {
            throw new PoolDamagedException("pool=" + pool.name() + " lock=" + offset, "a lock's kind", ordinal);
        }
        return kind;
    }

    static long acquisitions(long position) {
        return Memory.getLongOpaque(position + ACQUISITIONS);
    }

    /// Counts an acquisition. The caller owns the lock.
    static void countAcquisition(long position) {
        Memory.putLong(position + ACQUISITIONS, Memory.getLong(position + ACQUISITIONS) + 1);
    }

    static int recursion(long position) {
        return Memory.getInt(position + RECURSION);
    }

    /// The caller owns the lock.
    static void recursion(long position, int depth) {
        Memory.putInt(position + RECURSION, depth);
    }
}
