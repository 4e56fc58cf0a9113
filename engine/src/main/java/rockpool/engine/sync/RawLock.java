package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Pool;

/// The engine's own use of a lock slot at any offset of a pool. All methods are called by the thread that the actor stands for.
///
/// A killed process, or a thread that has ended, leaves its locks to the next who wants them: that one gets [Result#OWNER_DIED], repairs
/// what the lock protects, and says so with [#recovered]. If it dies before, or unlocks without having said so, the next one is told again.
/// If the repair is impossible it gives the lock up with [#abandon].
///
/// Nothing here allocates or makes a system call unless the lock is contended.
public final class RawLock {

    /// How many bytes a lock takes in shared memory, aligned to as many.
    public static final int BYTES = LockSlot.BYTES;

    /// How taking a lock ended.
    public enum Result {
        /// The caller has it.
        ACQUIRED,
        /// The caller has it, and an owner died with it: repair what it protects, then call [RawLock#recovered].
        OWNER_DIED,
        /// The deadline has passed.
        TIMED_OUT,
        /// The thread was interrupted while it waited; its interrupted status is cleared.
        INTERRUPTED,
        /// The lock has been given up; nobody can have it any more.
        ABANDONED,
        /// The caller had it before. Nothing has changed.
        ALREADY_MINE;

        /// Whether the caller has taken the lock and has to give it back.
        public boolean taken() {
            return this == ACQUIRED || this == OWNER_DIED;
        }
    }

    private RawLock() {}

    /// Makes a lock in memory that nobody uses yet.
    public static void format(Pool pool, long offset, LockKind kind) {
        long position = pool.position() + offset;
        Memory.wipe(position, BYTES);
        Memory.putInt(position + LockSlot.KIND, kind.ordinal());
    }

    /// Takes a lock, waiting for it as long as it takes.
    ///
    /// @param deadline by [System#nanoTime()], [Long#MAX_VALUE] for none; if it has passed, the lock is taken only if it is free
    /// @param interruptible whether [Thread#interrupt()] ends the wait
    /// @throws DeadlockException if the lock is an [LockKind#ERRORCHECK] one and waiting for it would never end
    public static Result lock(Pool pool, Actor me, long offset, long deadline, boolean interruptible) {
        long position = pool.position() + offset;
        if (LockSlot.changeWord(position, LockWord.FREE, LockWord.heldBy(me))) {
            return acquired(position);
        }
        return isMine(pool, me, offset) ? Result.ALREADY_MINE : new LockWait(pool, me, offset).lock(deadline, interruptible);
    }

    /// Takes a lock if it is free, or its owner is dead. The system is not asked about the owner's process each time, so a death may be
    /// noticed some milliseconds later.
    ///
    /// @return [Result#TIMED_OUT] if somebody else has it
    public static Result tryLock(Pool pool, Actor me, long offset) {
        long position = pool.position() + offset;
        if (LockSlot.changeWord(position, LockWord.FREE, LockWord.heldBy(me))) {
            return acquired(position);
        }
        return isMine(pool, me, offset) ? Result.ALREADY_MINE : new LockWait(pool, me, offset).tryLock(false);
    }

    /// Takes a lock if it is free, or its owner is dead, about whom the system is asked: for those who clean up, and do not come again.
    ///
    /// @return [Result#TIMED_OUT] if somebody else has it
    public static Result tryTakeOver(Pool pool, Actor me, long offset) {
        return isMine(pool, me, offset) ? Result.ALREADY_MINE : new LockWait(pool, me, offset).tryLock(true);
    }

    private static Result acquired(long position) {
        SyncPoint.LOCK_ACQUIRED.reach();
        LockSlot.countAcquisition(position);
        return Result.ACQUIRED;
    }

    /// Gives a lock back.
    ///
    /// @throws IllegalMonitorStateException if the caller does not have it
    public static void unlock(Pool pool, Actor me, long offset) {
        unlock(pool, me, offset, LockWord.RECOVERING);
    }

    /// Gives a lock back, and says that what it protects is whole.
    static void unlockWhole(Pool pool, Actor me, long offset) {
        unlock(pool, me, offset, 0);
    }

    private static void unlock(Pool pool, Actor me, long offset, long kept) {
        if (LockSlot.changeWord(pool.position() + offset, LockWord.heldBy(me), LockWord.FREE)) {
            SyncPoint.UNLOCK_RELEASED.reach();
        } else {
            release(pool, me, offset, kept | LockWord.RESERVED, 0);
        }
    }

    /// Says that what the lock protects is whole again after [Result#OWNER_DIED].
    public static void recovered(Pool pool, Actor me, long offset) {
        long position = pool.position() + offset;
        long word;
        do {
            word = mine(pool, me, offset);
        } while (!LockSlot.changeWord(position, word, word & ~LockWord.RECOVERING));
        SyncPoint.LOCK_RECOVERED.reach();
    }

    /// Gives a lock back as the caller's death would: the next owner gets [Result#OWNER_DIED], and repairs what the lock protects.
    public static void leaveUnrepaired(Pool pool, Actor me, long offset) {
        release(pool, me, offset, 0, LockWord.RECOVERING);
    }

    /// Gives a lock up for ever: what it protects cannot be repaired. All who wait for it, now or later, get [Result#ABANDONED].
    public static void abandon(Pool pool, Actor me, long offset) {
        release(pool, me, offset, 0, LockWord.ABANDONED);
    }

    /// Whether the caller has the lock.
    public static boolean isMine(Pool pool, Actor me, long offset) {
        return LockWord.owner(LockSlot.word(pool.position() + offset)) == LockWord.heldBy(me);
    }

    /// Makes the word free, but for those of its flags that stay and those that are added, and wakes whom that concerns.
    static void release(Pool pool, Actor me, long offset, long kept, long added) {
        long position = pool.position() + offset;
        long word;
        do {
            word = mine(pool, me, offset);
        } while (!LockSlot.changeWord(position, word, word & kept | added));
        SyncPoint.UNLOCK_RELEASED.reach();
        if (LockWord.has(added, LockWord.ABANDONED)) {
            WakeWord.wakeAll(position + LockSlot.WAKE);
        } else if (LockWord.has(word, LockWord.WAITERS)) {
            WakeWord.wakeOne(position + LockSlot.WAKE);
            SyncPoint.UNLOCK_WOKEN.reach();
        }
    }

    /// Whether somebody may be asleep who waits for a lock. Asked by its owner.
    public static boolean hasWaiters(Pool pool, long offset) {
        return (LockSlot.word(pool.position() + offset) & LockWord.WAITERS) != 0;
    }

    /// How often a lock has been taken. It may be one behind after a death.
    public static long acquisitions(Pool pool, long offset) {
        return LockSlot.acquisitions(pool.position() + offset);
    }

    /// The word of a lock that the caller has.
    private static long mine(Pool pool, Actor me, long offset) {
        long word = LockSlot.word(pool.position() + offset);
        if (LockWord.owner(word) == LockWord.heldBy(me)) {
            return word;
        }
        LockWord.require(pool, offset, word);
        throw new IllegalMonitorStateException("lock=" + offset + ": not held by " + Thread.currentThread());
    }
}
