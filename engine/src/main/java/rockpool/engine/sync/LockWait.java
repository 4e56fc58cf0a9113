package rockpool.engine.sync;

import java.util.Optional;
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
    // 4. Who leaves without the lock may have been woken for it: it makes sure that somebody else will be.
    //
    // A sleeper needs the word to be held by a living owner, and flagged. Every way in which that can become untrue without a wake-up has a
    // death in it, and is what the watcher looks for.

    private final Pool pool;
    private final Actor me;
    private final long offset;
    private final long position;
    private final long mine;
    private boolean slept;
    private boolean checked;

    LockWait(Pool pool, Actor me, long offset) {
        this.pool = pool;
        this.me = me;
        this.offset = offset;
        this.position = pool.position() + offset;
        this.mine = LockWord.heldBy(me);
    }

    Result tryLock() {
        Result result = attempt(false);
        return result == null ? Result.TIMED_OUT : result;
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
        WaitKind kind = LockSlot.kind(pool, offset) == LockKind.ERRORCHECK ? WaitKind.CHECKED_LOCK : WaitKind.LOCK;
        checked = kind == WaitKind.CHECKED_LOCK && deadline == Deadline.NONE;
        try (WordWait wait = WordWait.open(pool, me, kind, offset, offset + LockSlot.WAKE, deadline, interruptible, this)) {
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
        requireNoDeadlock();
        while (true) {
            int ticket = wait.ticket();
            Result result = attempt(suspicious);
            if (result != null) {
                return result;
            }
            if (flag()) {
                Wakeup wakeup = wait.sleep(ticket);
                slept = true;
                if (wakeup != Wakeup.LOOK_AGAIN) {
                    return lastAttempt(wakeup);
                }
            }
            suspicious = wait.isSuspicious();
            if (suspicious) {
                requireNoDeadlock();
            }
        }
    }

    private Result lastAttempt(Wakeup wakeup) {
        Result result = attempt(true);
        return result != null ? result : wakeup == Wakeup.TIMED_OUT ? Result.TIMED_OUT : Result.INTERRUPTED;
    }

    private void requireNoDeadlock() {
        if (!checked) {
            return;
        }
        deadlock().ifPresent(deadlock -> {
            pool.events().publish(EventKind.DEADLOCK, deadlock.actorsAsPayload());
            throw new DeadlockException(deadlock.waits());
        });
    }

    /// The deadlock that this wait has to end.
    private Optional<Deadlock> deadlock() {
        return Deadlock.through(pool, me.index(), me.incarnation()).filter(deadlock -> deadlock.isVictim(me));
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
            if (fromDead && !isOwnerDead(word, closer)) {
                return null;
            }
            long flags = word & ~LockWord.OWNER | (fromDead ? LockWord.RECOVERING : 0) | (slept ? LockWord.WAITERS : 0);
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
    /// @return false if the lock is not held any more
    private boolean flag() {
        long word = LockSlot.word(position);
        while (LockWord.isHeld(word)) {
            if (LockWord.has(word, LockWord.WAITERS) || LockSlot.changeWord(position, word, word | LockWord.WAITERS)) {
                Observation.stamp(position);
                SyncPoint.LOCK_FLAGGED.reach();
                return true;
            }
            word = LockSlot.word(position);
        }
        return false;
    }

    /// Leaves without the lock: a wake-up that was meant for it may have reached this thread.
    private void passOn() {
        if (!flag()) {
            WakeWord.wakeOne(position + LockSlot.WAKE);
        }
    }

    @Override
    public boolean isOverdue(Look look) {
        long word = LockSlot.word(position);
        return !LockWord.isHeld(word) || !LockWord.has(word, LockWord.WAITERS) || look.isOwnerDead(pool, word)
                || checked && deadlock().isPresent();
    }
}
