package rockpool.engine.soak;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.box.WhenFull;

/// A box whose receiver is the referee: it knows which messages have come, and that none has come twice.
final class Inbox implements AutoCloseable {

    private static final int SLOTS = 5;
    private static final int BYTES = 400;

    private final Camlbox<Note> box;
    private final WhenFull whenFull;
    private final BitSet[] seen = new BitSet[Tally.MOST_PLACES];
    private final AtomicLong received = new AtomicLong();
    private volatile boolean over;
    private Helper receiver;

    Inbox(String name, WhenFull whenFull) {
        this.box = Camlbox.create(name, SLOTS, BYTES, Note.class, whenFull);
        this.whenFull = whenFull;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = new BitSet();
        }
    }

    /// Receives until all senders have ended, without a deadline: a wake-up that is lost stops the senders.
    private void receive() throws InterruptedException {
        while (!over || box.messages() > 0) {
            for (int slot : box.await()) {
                add(box.get(slot));
                box.delete(slot);
            }
        }
    }

    private void add(Note note) {
        int number = Math.toIntExact(note.number());
        if (!note.isWhole() || seen[note.slot()].get(number)) {
            throw new AssertionError((note.isWhole() ? "twice: " : "torn: ") + note);
        }
        seen[note.slot()].set(number);
        received.incrementAndGet();
    }

    long received() {
        return received.get();
    }

    Helper start() {
        receiver = Helper.start(this::receive);
        return receiver;
    }

    /// All senders have ended.
    void end() {
        over = true;
        while (receiver.isAtWork()) {
            box.cancelWait();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Each slot can be filled and emptied.
    ///
    /// @return how many cannot
    int lostSlots() {
        int filled = 0;
        CamlboxSender<Note> own = box.sender();
        for (int i = 0; i < SLOTS; i++) {
            filled += own.trySend(Note.of(0, i)).isPresent() ? 1 : 0;
        }
        if (whenFull != WhenFull.DROP_OLDEST && own.trySend(Note.of(0, SLOTS)).isPresent()) {
            throw new AssertionError("the box has more than " + SLOTS + " slots");
        }
        int emptied = 0;
        while (box.poll().isPresent()) {
            emptied++;
        }
        return SLOTS - Math.min(filled, emptied);
    }

    @Override
    public void close() {
        box.close();
    }
}
