package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// A lock, or something else that threads meet at, in a pool: 64 bytes, in a slot of a LOCKS unit; a lock also embedded in a larger
/// structure.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | `word`: owner and flags, see [LockWord] | anyone, by compare-and-set | volatile |
/// | 8 | 4 | `wake`: bumped before every wake-up, the futex that waiters sleep on | anyone, atomic add | volatile |
/// | 12 | 4 | `kind`: code of [SyncKind], for a mutex the ordinal of [LockKind] | who creates the lock | plain |
/// | 16 | 8 | `acquisitions`: how often the lock was taken | the owner | plain, read opaque |
/// | 24 | 8 | `observed`: an acquisition and when somebody first saw it, see [Observation] | waiters and observers | opaque |
/// | 32 | 4 | `recursion`: how often the owner took it again | the owner | plain |
/// | 36 | 4 | tag (20 bits from 12): new for each thing made here; flags: SLEEPERS 1, DRAINING 2. 0 for a mutex | creator; flags anyone | compare-and-set |
/// | 40 | 8 | `life`: state and incarnation of the slot, see [LockTable]; 0 in an embedded lock | creator, destroyer, recoverer | volatile |
/// | 48 | 8 | `use`: see [rockpool.engine.pool.UseWord]; 0 in an embedded lock | as said there | compare-and-set |
/// | 56 | 8 | `parts`: the first part's offset, see [Entries]; 0 for a mutex | who appends it | compare-and-set |
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
    static final int FLAGS = RECURSION + Integer.BYTES;
    static final int LIFE = FLAGS + Integer.BYTES;
    static final int USE = LIFE + Long.BYTES;
    static final int PARTS = USE + Long.BYTES;
    static final int BYTES = 64;
    /// Somebody may be asleep on the wake word who is not woken by unlocking.
    static final int SLEEPERS = 1;
    /// A writer waits for readers to go.
    static final int DRAINING = 2;
    static final int TAG_BITS = 20;
    private static final int TAG_SHIFT = 12;

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

    static int tag(long position) {
        return Memory.getIntVolatile(position + FLAGS) >>> TAG_SHIFT;
    }

    static boolean hasTag(long position, int tag) {
        return tag(position) == tag;
    }

    /// The caller makes the thing. All flags are cleared.
    static void setTag(long position, int tag) {
        Memory.putIntVolatile(position + FLAGS, tag << TAG_SHIFT);
    }

    /// @return whether one of the flags is set
    static boolean hasFlag(long position, int flag) {
        return (Memory.getIntVolatile(position + FLAGS) & flag) != 0;
    }

    /// @return false if it was so already
    static boolean setFlag(long position, int flag) {
        return changeFlags(position, flag, flag);
    }

    /// @return false if it was so already
    static boolean clearFlag(long position, int flag) {
        return changeFlags(position, flag, 0);
    }

    private static boolean changeFlags(long position, int mask, int to) {
        while (true) {
            int flags = Memory.getIntVolatile(position + FLAGS);
            if ((flags & mask) == to) {
                return false;
            }
            if (Memory.compareAndSetInt(position + FLAGS, flags, flags & ~mask | to)) {
                return true;
            }
        }
    }

    /// Whether a lock can lie at an offset that was read from shared memory.
    static boolean canBeAt(MappedPool pool, long offset) {
        return offset > 0 && offset % BYTES == 0 && pool.region().contains(offset, BYTES);
    }

    static int kindCode(long position) {
        return Memory.getInt(position + KIND);
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

    /// Whether waits for the lock look for deadlocks.
    ///
    /// @throws PoolDamagedException if nothing that has a lock lies there
    static boolean isChecked(MappedPool pool, long offset) {
        SyncKind what = SyncKind.of(kindCode(pool.position() + offset));
        return (what == null || what == SyncKind.MUTEX) && kind(pool, offset) == LockKind.ERRORCHECK;
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
