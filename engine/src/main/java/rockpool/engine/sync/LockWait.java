package rockpool.engine.sync;

import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.RawLock.Result;

/// One attempt of a thread to take a lock that was not free at first sight.
final class LockWait implements WordWait.Reason {

    // 1. Spin a little: most critical sections are shorter than going to sleep and being woken.
    // 2. Publish the wait in the actor's slot.
    // 3. Read a ticket, look at the word, flag it with WAITERS, sleep on the ticket. Unlocking a flagged word clears the flag, bumps the
    //    wake word and wakes one. So who has slept takes the lock flagged: there may be more sleepers. The last of them causes one
    //    wake-up too many, and no count of waiters has to survive their deaths.
    // 4. Unlocking leaves the lock to whoever is quickest, which is seldom somebody who has to be woken first. That is fast, and starves
    //    sleepers. So who has waited too long flags the word with RESERVED as well and spins again: the next owner is then one who has
    //    slept, and clears the flag. If it dies before, the others have slept for it as soon as their first short sleep is over.
    // 5. Who leaves without the lock may have been woken for it: it makes sure that somebody else will be.
    //
    // A sleeper needs the word to be held by a living owner, and flagged. Every way in which that can become untrue without a wake-up has a
    // death in it, and is what the watcher looks for.

    private static final long GUARDED = -1;
    /// Each time so many looks have passed, the watcher also looks for deadlocks through pools that this process has not attached.
    private static final int WIDE_EVERY = 12;
    private static final long TOO_LONG = TimeUnit.MILLISECONDS.toNanos(2);

    private final Pool pool;
    private final Actor me;
    private final long offset;
    private final long position;
    private final long mine;
    /// Whether it has slept, so that others may be asleep whom its unlock has to wake.
    private boolean slept;
    /// Whether a reserved lock may be its.
    private boolean entitled;
    private boolean checked;
    private boolean regaining;
    /// How often the watcher has looked. Only it uses it.
    private int looks;
    /// How often the lock had been taken when the watcher last found that nobody was going to wake this wait. Only the watcher uses it.
    private long takenWhenUnguarded = GUARDED;

    LockWait(Pool pool, Actor me, long offset) {
        this.pool = pool;
        this.me = me;
        this.offset = offset;
        this.position = pool.position() + offset;
        this.mine = LockWord.heldBy(me);
    }

    /// Takes the lock only if it can be had at once; then even if it is reserved.
    ///
    /// @param closer whether to ask the system about the owner even if this process has just asked
    Result tryLock(boolean closer) {
        entitled = true;
        Result result = attempt(false);
        if (result == null && (closer || Look.isDue())) {
            result = attempt(true);
        }
        return result == null ? Result.TIMED_OUT : result;
    }

    /// Takes the lock however long it takes, and lets others on a cycle give up.
    Result regain() {
        regaining = true;
        return lock(Deadline.NONE, false);
    }

    Result lock(long deadline, boolean interruptible) {
        Result result = spin();
        return result == null ? sleepFor(deadline, interruptible) : result;
    }

    private Result spin() {
        Spin spin = new Spin();
        do {
            Result result = LockWord.isHeld(LockSlot.wordOpaque(position)) ? null : attempt(false);
            if (result != null) {
                return result;
            }
        } while (spin.again());
        return null;
    }

    private Result sleepFor(long deadline, boolean interruptible) {
        WaitKind kind = !regaining && LockSlot.isChecked(pool, offset) ? WaitKind.CHECKED_LOCK : WaitKind.LOCK;
        checked = kind == WaitKind.CHECKED_LOCK && deadline == Deadline.NONE;
        var target = new WordWait.Target(pool, kind, offset, offset + LockSlot.WAKE);
        try (WordWait wait = WordWait.open(target, me, deadline, interruptible, this)) {
            SyncPoint.LOCK_ANNOUNCED.reach();
            Result result = sleepUntilDecided(wait);
            if (result.taken()) {
                reportLongWait(wait);
            } else {
                passOn();
            }
            return result;
        } catch (DeadlockException e) {
            passOn();
            throw e;
        }
    }

    private Result sleepUntilDecided(WordWait wait) {
        boolean suspicious = false;
        requireNoDeadlock(false);
        while (true) {
            int ticket = wait.ticket();
            Result result = attempt(suspicious);
            if (result == null && slept && wait.nanos() > TOO_LONG && flag(LockWord.WAITERS | LockWord.RESERVED)) {
                result = spin();
            }
            if (result != null) {
                return result;
            }
            if (flag(LockWord.WAITERS) || isReservedForOthers()) {
                Wakeup wakeup = wait.sleep(ticket);
                slept = true;
                entitled = true;
                if (wakeup != Wakeup.LOOK_AGAIN) {
                    return lastAttempt(wakeup);
                }
            }
            suspicious = wait.isSuspicious();
            if (suspicious) {
                requireNoDeadlock(true);
            }
        }
    }

    /// An interrupt that has been taken note of has to end the wait; a deadline may be met at the last moment.
    private Result lastAttempt(Wakeup wakeup) {
        Result result = wakeup == Wakeup.TIMED_OUT ? attempt(true) : Result.INTERRUPTED;
        return result != null ? result : Result.TIMED_OUT;
    }

    /// @param wide whether to look into pools as well that this process has not attached
    private void requireNoDeadlock(boolean wide) {
        if (checked) {
            Deadlock.require(pool, me, wide);
        }
    }

    /// Takes the lock if that is possible now, from its owner too if that is dead.
    ///
    /// @param closer whether to ask the system about the owner's process, too
    /// @return null if it is not
    private Result attempt(boolean closer) {
        while (true) {
            long word = LockSlot.word(position);
            if (LockWord.has(word, LockWord.ABANDONED)) {
                return Result.ABANDONED;
            }
            boolean fromDead = LockWord.isHeld(word);
            if (fromDead ? !isOwnerDead(word, closer) : !entitled && LockWord.has(word, LockWord.RESERVED)) {
                return null;
            }
            long flags = word & ~(LockWord.OWNER | LockWord.RESERVED) | (fromDead ? LockWord.RECOVERING : 0) | (slept ? LockWord.WAITERS : 0);
            if (LockSlot.changeWord(position, word, mine | flags)) {
                return fromDead ? takenOver(word) : taken(flags);
            }
        }
    }

    private boolean isOwnerDead(long word, boolean closer) {
        LockWord.require(pool, offset, word);
        return closer ? new Look().isOwnerDead(pool, word) : Look.isThreadGone(pool, word);
    }

    private Result taken(long flags) {
        SyncPoint.LOCK_ACQUIRED.reach();
        LockSlot.countAcquisition(position);
        return LockWord.has(flags, LockWord.RECOVERING) ? Result.OWNER_DIED : Result.ACQUIRED;
    }

    private Result takenOver(long from) {
        SyncPoint.LOCK_TAKEN_OVER.reach();
        LockSlot.countAcquisition(position);
        LockSlot.recursion(position, 0);
        pool.events().publish(EventKind.TAKEN_OVER, offset, LockWord.ownerIndex(from), LockWord.ownerIncarnation(from));
        return Result.OWNER_DIED;
    }

    private void reportLongWait(WordWait wait) {
        if (wait.isLong()) {
            pool.events().publish(EventKind.CONTENDED, offset, wait.nanos());
        }
    }

    /// Has the next unlock wake somebody.
    ///
    /// @param flags WAITERS, and RESERVED if need be
    /// @return false if the lock is not held any more
    private boolean flag(long flags) {
        long word = LockSlot.word(position);
        while (LockWord.isHeld(word)) {
            if ((word & flags) == flags || LockSlot.changeWord(position, word, word | flags)) {
                Observation.stamp(position);
                SyncPoint.LOCK_FLAGGED.reach();
                return true;
            }
            word = LockSlot.word(position);
        }
        return false;
    }

    /// Whether the lock is free, but this wait has not slept for it yet. Who takes it wakes another, having slept.
    private boolean isReservedForOthers() {
        long word = LockSlot.word(position);
        return !entitled && !LockWord.isHeld(word) && LockWord.has(word, LockWord.RESERVED);
    }

    /// Leaves without the lock: a wake-up that was meant for it may have reached this thread, and nobody is to wait for it to come.
    private void passOn() {
        long word;
        do {
            word = LockSlot.word(position);
        } while (!LockSlot.changeWord(position, word, word & ~LockWord.RESERVED | (LockWord.isHeld(word) ? LockWord.WAITERS : 0)));
        if (!LockWord.isHeld(word)) {
            WakeWord.wakeOne(position + LockSlot.WAKE);
        }
    }

    @Override
    public boolean isOverdue(Look look) {
        long word = LockSlot.word(position);
        return look.isOwnerDead(pool, word) || staysUnguarded(word) || checked && Deadlock.isDue(pool, me, looks++ % WIDE_EVERY == 0);
    }

    /// Whether nobody is going to wake this wait, and nobody has taken the lock since the look before: a lock in use is free, or not
    /// flagged, for a moment again and again.
    private boolean staysUnguarded(long word) {
        boolean guarded = LockWord.isHeld(word) && LockWord.has(word, LockWord.WAITERS);
        long before = takenWhenUnguarded;
        takenWhenUnguarded = guarded ? GUARDED : LockSlot.acquisitions(position);
        return !guarded && takenWhenUnguarded == before;
    }
}
