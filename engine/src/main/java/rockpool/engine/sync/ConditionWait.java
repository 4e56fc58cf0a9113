package rockpool.engine.sync;

import java.util.function.BooleanSupplier;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Pool;

/// One wait of a thread at a condition. The states of its entry are said in [Condition].
final class ConditionWait implements WordWait.Reason {

    private final Condition condition;
    private final Pool pool;
    private final Mutex mutex;
    private final Actor me;
    /// SHARED if the calling thread is virtual.
    private final long mine;
    private final WaitEntry kept;
    private final BooleanSupplier over;
    private int index;
    /// Whether the wait ends because an owner of the mutex has died, or because something else is over.
    private boolean takingOver;

    /// @param kept null to take a place for this wait alone
    ConditionWait(Condition condition, Mutex mutex, WaitEntry kept) {
        this(condition, mutex, kept, () -> false);
    }

    /// @param over ends the wait
    ConditionWait(Condition condition, Mutex mutex, WaitEntry kept, BooleanSupplier over) {
        this.over = over;
        this.condition = condition;
        this.pool = condition.pool;
        this.mutex = mutex;
        this.kept = kept;
        this.me = pool.actor();
        this.mine = LockWord.heldBy(me) | (me.thread().isVirtual() ? Entries.SHARED : 0);
    }

    Awakening await(long deadline, boolean interruptible) throws InterruptedException {
        mutex.requireMineIn(pool);
        condition.requireThere();
        enter();
        int depth = mutex.releaseAll();
        SyncPoint.CONDITION_RELEASED.reach();
        boolean signalled = false;
        boolean interrupted = false;
        try {
            signalled = spin();
            if (!signalled) {
                Wakeup wakeup = sleep(deadline, interruptible);
                signalled = !leave();
                interrupted = wakeup == Wakeup.INTERRUPTED;
            }
        } catch (RuntimeException | Error e) {
            signalled |= !leave();
            if (signalled) {
                condition.passOn(me, index, word());
            }
            throw e;
        }
        return end(signalled, interrupted, depth);
    }

    /// Takes the mutex again. That an owner has died with it can be told only now: what else there is to tell comes with the next wait.
    private Awakening end(boolean signalled, boolean interrupted, int depth) throws InterruptedException {
        boolean ownerDied;
        try {
            ownerDied = mutex.regain(depth) == Acquisition.OWNER_DIED;
        } catch (RuntimeException | Error e) {
            if (signalled) {
                condition.passOn(me, index, word());
            }
            throw e;
        }
        SyncPoint.CONDITION_REGAINED.reach();
        if (signalled) {
            condition.entries.change(index, word(), idle());
        }
        if (!ownerDied) {
            condition.requireThere();
            if (interrupted && !signalled) {
                throw new InterruptedException("while waiting for " + condition);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Awakening.of(signalled || takingOver || interrupted || !condition.isThere(), ownerDied);
    }

    /// What the entry is when the wait is over.
    private long idle() {
        return kept == null ? Entries.FREE : kept.content();
    }

    private void enter() {
        if (kept == null) {
            if (!condition.entries.hasFree()) {
                condition.passOnOfDead(me, new Look());
            }
            index = condition.entries.claim(pool, Entries.WAITING | mine);
            if (index == Entries.NONE) {
                condition.requireThere();
                throw new IllegalStateException(condition + ": has been destroyed");
            }
        } else {
            index = kept.enter(condition, Entries.WAITING | mine);
        }
    }

    private long word() {
        return condition.entries.get(index);
    }

    private boolean isWaiting() {
        return isWaiting(word());
    }

    private boolean isWaiting(long word) {
        return condition.isWaiting(word) && Entries.owner(word) == LockWord.owner(mine);
    }

    /// @return whether there was a signal
    private boolean spin() {
        Spin spin = new Spin();
        do {
            if (!isWaiting()) {
                return condition.isThere();
            }
        } while (spin.again());
        return false;
    }

    private Wakeup sleep(long deadline, boolean interruptible) {
        boolean virtual = me.thread().isVirtual();
        long wake = virtual ? condition.entries.wakePosition(index) : me.wakePosition();
        var target = new WordWait.Target(pool, WaitKind.CONDITION, condition.offset, wake - pool.position(), mutex.offset(), 0);
        try (WordWait wait = WordWait.open(target, me, deadline, interruptible, this)) {
            while (true) {
                int ticket = wait.ticket();
                if (wait.isSuspicious()) {
                    Look look = new Look();
                    condition.passOnOfDead(me, look);
                    // Whom the dead owner was going to signal nobody can know, so its waiters look for themselves.
                    if (mutex.isOfDead(look) || over.getAsBoolean()) {
                        takingOver = true;
                        return Wakeup.LOOK_AGAIN;
                    }
                }
                long word = word();
                if (!isWaiting() || !condition.isThere()) {
                    return Wakeup.LOOK_AGAIN;
                }
                if (Entries.state(word) == Entries.ASLEEP || condition.entries.change(index, word, Entries.ASLEEP | mine)) {
                    Wakeup wakeup = wait.sleep(ticket);
                    if (wakeup != Wakeup.LOOK_AGAIN) {
                        return wakeup;
                    }
                }
            }
        }
    }

    /// Withdraws, unless there is a signal.
    ///
    /// @return false if there is one
    private boolean leave() {
        long word = word();
        while (isWaiting(word)) {
            SyncPoint.CONDITION_LEAVING.reach();
            if (condition.entries.change(index, word, idle())) {
                return true;
            }
            word = word();
        }
        return !condition.isThere();
    }

    @Override
    public boolean isOverdue(Look look) {
        return !isWaiting() || !condition.isThere() || condition.isSignalOfDead(look) || mutex.isOfDead(look) || over.getAsBoolean();
    }
}
