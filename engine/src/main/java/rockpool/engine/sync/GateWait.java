package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// One attempt of a thread to pass a semaphore or a latch, whose sleepers are on the slot's own wake word.
abstract class GateWait implements WordWait.Reason {

    // A sleeper reads a ticket, sets SLEEPERS, looks, and sleeps on the ticket. Who opens the gate does that first, then clears SLEEPERS, bumps
    // the wake word and wakes. So either the sleeper sees the gate open, or its flag is seen and its ticket out of date.
    //
    // A semaphore wakes one. The flag is clear from then on, and others may still be asleep. So who was woken sets it again before it
    // looks, and once through, or giving up, looks again and wakes the next if there is more to be had. Whatever is posted in between is
    // found by one of the two.
    //
    // Every other way to a sleeper at an open gate has a death in it, and is what the watcher looks for.

    final SyncObject object;
    final Actor me;

    GateWait(SyncObject object, Actor me) {
        this.object = object;
        this.me = me;
    }

    /// Passes if that is possible now.
    ///
    /// @param closer whether to ask the system about those who are in the way
    abstract boolean pass(boolean closer);

    /// Whether somebody could pass now.
    abstract boolean isOpen(Look look);

    abstract boolean onePasses();

    abstract WaitKind kind();

    /// @return whether it has passed; if not, the time has run out
    /// @throws InterruptedException if the thread was interrupted while it waited
    final boolean await(long deadline, boolean interruptible) throws InterruptedException {
        object.requireThere();
        Spin spin = new Spin();
        do {
            if (pass(false)) {
                return true;
            }
        } while (Deadline.left(deadline) > 0 && spin.again());
        return sleep(deadline, interruptible);
    }

    private boolean sleep(long deadline, boolean interruptible) throws InterruptedException {
        var target = new WordWait.Target(object.pool, kind(), object.offset, object.offset + LockSlot.WAKE);
        try (WordWait wait = WordWait.open(target, me, deadline, interruptible, this)) {
            SyncPoint.LOCK_ANNOUNCED.reach();
            while (true) {
                int ticket = wait.ticket();
                LockSlot.setFlag(object.position, LockSlot.SLEEPERS);
                object.requireThere();
                boolean passed = pass(wait.isSuspicious());
                Wakeup wakeup = passed ? Wakeup.LOOK_AGAIN : wait.sleep(ticket);
                if (passed || wakeup != Wakeup.LOOK_AGAIN) {
                    return end(passed, wakeup);
                }
            }
        }
    }

    private boolean end(boolean passed, Wakeup wakeup) throws InterruptedException {
        boolean inTime = passed || wakeup == Wakeup.TIMED_OUT && pass(true);
        if (onePasses()) {
            LockSlot.setFlag(object.position, LockSlot.SLEEPERS);
            if (isOpen(new Look())) {
                wake(object.position, true);
            }
        }
        if (!inTime && wakeup == Wakeup.INTERRUPTED) {
            throw new InterruptedException("while waiting for " + object);
        }
        return inTime;
    }

    /// Wakes those who sleep at a slot, having opened it.
    static void wake(long position, boolean one) {
        if (!LockSlot.clearFlag(position, LockSlot.SLEEPERS)) {
            return;
        }
        if (one) {
            WakeWord.wakeOne(position + LockSlot.WAKE);
        } else {
            WakeWord.wakeAll(position + LockSlot.WAKE);
        }
    }

    @Override
    public final boolean isOverdue(Look look) {
        return !object.isThere() || isOpen(look) || !isFlagged();
    }

    /// Whether the next who opens the gate will wake somebody. A waiter that was woken and died has left it cleared.
    private boolean isFlagged() {
        return LockSlot.hasFlag(object.position, LockSlot.SLEEPERS) && Memory.getLongVolatile(object.position + LockSlot.LIFE) == object.life;
    }
}
