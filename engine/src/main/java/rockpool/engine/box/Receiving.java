package rockpool.engine.box;

import java.util.concurrent.atomic.AtomicBoolean;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.sync.Deadline;
import rockpool.engine.sync.Look;
import rockpool.engine.sync.SpinHistory;
import rockpool.engine.sync.WaitKind;
import rockpool.engine.sync.WordWait;

/// How the receiver of a box waits for messages.
///
/// It looks at the slots for some microseconds, unless that was in vain before, then asks to be woken, looks once more and sleeps. Whoever
/// fills a slot does so first and looks afterwards whether somebody asked; so one of the two notices the other.
final class Receiving implements WordWait.Reason {

    /// Instead of a slot: the deadline has passed.
    static final int TIMED_OUT = -1;
    /// Instead of a slot: a sender has called.
    static final int CALLED = -2;
    /// Instead of a slot: another thread of this process has ended the wait.
    static final int CANCELLED = -3;

    private final Box box;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final SpinHistory spins = new SpinHistory();
    /// Where the next message most likely is: senders fill slots one after the other.
    private volatile int next;
    /// Slots that were freed and not announced to senders.
    private int freed;
    private volatile boolean closed;
    /// Who asked last.
    private Thread thread;

    Receiving(Box box) {
        this.box = box;
    }

    /// Reports a message that is there.
    ///
    /// @return -1 if there is none
    int poll() {
        int slot = reported(box.report(next, box.slots));
        if (slot < 0) {
            announce();
            requireOpen();
        }
        return slot;
    }

    private int reported(int slot) {
        if (slot >= 0) {
            next = slot + 1 == box.slots ? 0 : slot + 1;
        }
        return slot;
    }

    /// Frees a slot, and wakes senders if it is time.
    boolean free(int slot) {
        boolean mine = box.free(slot);
        if (mine && ++freed >= box.portion) {
            announce();
        }
        return mine;
    }

    private void announce() {
        if (freed > 0) {
            freed = 0;
            box.announceRoom();
        }
    }

    /// Waits for a message and reports it.
    ///
    /// @param deadline by [System#nanoTime()]
    /// @param empty whether a call ends the wait
    /// @return its slot, or why there is none
    int await(long deadline, boolean empty) throws InterruptedException {
        introduce();
        int slot = poll();
        if (slot < 0 && Deadline.left(deadline) <= 0) {
            return TIMED_OUT;
        }
        if (slot == TIMED_OUT && spins.isWorthwhile()) {
            slot = spin(empty);
        }
        return slot != TIMED_OUT ? slot : sleep(deadline, empty);
    }

    private int spin(boolean empty) {
        int slot = TIMED_OUT;
        for (int turn = 0; slot == TIMED_OUT && turn < Patience.TURNS; turn++) {
            slot = look(empty);
            Thread.onSpinWait();
        }
        spins.found(slot != TIMED_OUT);
        return slot;
    }

    private void introduce() {
        Thread now = Thread.currentThread();
        if (thread != now) {
            thread = now;
            box.receiverThread(now.threadId());
        }
    }

    private int look(boolean empty) {
        int slot = reported(box.report(next, Math.min(box.slots, Patience.SLOTS)));
        return slot < 0 ? end(empty) : slot;
    }

    /// Why the wait is over without a message, -1 if it is not.
    private int end(boolean empty) {
        if (cancelled.get() && cancelled.getAndSet(false)) {
            return CANCELLED;
        }
        if (empty && box.answerCall()) {
            return CALLED;
        }
        return TIMED_OUT;
    }

    private int sleep(long deadline, boolean empty) throws InterruptedException {
        var target = new WordWait.Target(box.pool, WaitKind.BOX_EMPTY, box.offset, box.receiverWakeOffset());
        try (WordWait wait = WordWait.open(target, box.pool.actor(), deadline, true, this)) {
            while (true) {
                int ticket = wait.ticket();
                box.receiverSleeps();
                int slot = poll();
                slot = slot < 0 ? end(empty) : slot;
                if (slot != TIMED_OUT) {
                    return slot;
                }
                if (wait.isSuspicious()) {
                    box.reclaim(new Look());
                }
                switch (wait.sleep(ticket)) {
                    case INTERRUPTED -> throw new InterruptedException("box=" + box.name() + ": interrupted while waiting for a message");
                    case TIMED_OUT -> {
                        return poll();
                    }
                    default -> { }
                }
            }
        } catch (PoolClosedException e) {
            throw box.closed(BoxHeader.CLOSED);
        }
    }

    /// Waits until a message is there that could be reported, without reporting it.
    ///
    /// @return false if the wait was ended otherwise
    boolean awaitNew() throws InterruptedException {
        int slot = await(Deadline.NONE, true);
        if (slot >= 0) {
            box.unreport(slot);
            next = slot;
        }
        return slot >= 0;
    }

    void cancel() {
        cancelled.set(true);
        box.wakeReceiver();
    }

    void close() {
        closed = true;
        box.wakeReceiver();
    }

    private void requireOpen() {
        if (closed) {
            throw box.closed(BoxHeader.CLOSED);
        }
    }

    @Override
    public boolean isOverdue(Look look) {
        return closed || cancelled.get() || box.isCalled() || box.hasNew();
    }
}
