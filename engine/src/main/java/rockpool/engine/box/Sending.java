package rockpool.engine.box;

import rockpool.engine.pool.Actor;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.sync.Deadline;
import rockpool.engine.sync.Look;
import rockpool.engine.sync.SpinHistory;
import rockpool.engine.sync.WaitKind;
import rockpool.engine.sync.Wakeup;
import rockpool.engine.sync.WordWait;

/// How a sender gets a slot of a box, and waits for one.
///
/// A slot that it gets is the one preferred, or the next one behind it that is free. If none is, it looks for some microseconds, unless
/// that was in vain before, then asks to be woken, looks once more and sleeps. The receiver frees slots first and looks afterwards whether
/// somebody asked; so one of the two notices the other.
final class Sending implements WordWait.Reason {

    static final int FULL = -1;
    /// How long a sender that found the box full leaves the slots alone that the receiver is about to free.
    private static final int LONG_TURNS = Patience.TURNS / 2;

    private final Box box;
    private final SpinHistory spins = new SpinHistory();

    Sending(Box box) {
        this.box = box;
    }

    /// Takes a slot if the box allows it without waiting.
    ///
    /// @return -1 if it does not
    int tryClaim(Actor me, int preferred) {
        int slot = box.claim(me, preferred);
        return slot < 0 && box.whenFull == WhenFull.DROP_OLDEST ? box.claimOldest(me) : slot;
    }

    /// As [#tryClaim], and looks after slots of dead senders.
    int tryClaimClosely(Actor me, int preferred) {
        int slot = tryClaim(me, preferred);
        if (slot < 0) {
            box.closeIfOrphaned();
            box.requireOpen();
            box.reclaim(new Look());
            slot = tryClaim(me, preferred);
        }
        return slot;
    }

    /// Waits for a slot and takes it.
    ///
    /// @return -1 if the deadline has passed
    int claim(Actor me, int preferred, long deadline) throws InterruptedException {
        int slot = tryClaim(me, preferred);
        if (slot < 0 && spins.isWorthwhile()) {
            slot = spin(me, preferred);
        }
        return slot < 0 ? sleep(me, preferred, deadline) : slot;
    }

    private int spin(Actor me, int preferred) {
        int slot = FULL;
        for (int turn = 0; slot < 0 && turn < Patience.TURNS; turn++) {
            // The receiver frees slots in the order in which they were filled. Who looks at the next one all the time takes its memory away
            // from the receiver, so this one looks a portion ahead first.
            if (turn >= LONG_TURNS || box.isFree((preferred + box.portion - 1) % box.slots)) {
                slot = tryClaim(me, preferred);
            }
            Thread.onSpinWait();
        }
        spins.found(slot >= 0);
        return slot;
    }

    private int sleep(Actor me, int preferred, long deadline) throws InterruptedException {
        var target = new WordWait.Target(box.pool, WaitKind.BOX_FULL, box.offset, box.sendersWakeOffset(), box.receiver(),
                box.receiverThread());
        try (WordWait wait = WordWait.open(target, me, deadline, true, this)) {
            boolean closer = false;
            while (true) {
                int ticket = wait.ticket();
                box.senderSleeps();
                box.requireOpen();
                int slot = closer ? tryClaimClosely(me, preferred) : tryClaim(me, preferred);
                if (slot >= 0) {
                    return slot;
                }
                Wakeup wakeup = wait.sleep(ticket);
                if (wakeup == Wakeup.INTERRUPTED) {
                    throw new InterruptedException("box=" + box.name() + ": interrupted while waiting for a free slot");
                }
                if (wakeup == Wakeup.TIMED_OUT) {
                    return tryClaimClosely(me, preferred);
                }
                closer = wait.isSuspicious();
            }
        } catch (PoolClosedException e) {
            throw new BoxClosedException(box.name(), "this process has closed it");
        }
    }

    @Override
    public boolean isOverdue(Look look) {
        return !box.isOpen() || box.isReceiverDead() || box.hasRoom(look);
    }
}
