package rockpool.engine.box;

import rockpool.engine.memory.Points;

/// The steps of the protocol of a box after which a process may be killed.
public enum BoxPoint implements Points.Point {
    /// The new box is laid out, and cannot be found yet.
    BOX_LAID_OUT("box.laid-out"),
    /// A slot names its sender, nothing of the message is in it.
    SLOT_CLAIMED("box.claimed"),
    /// A slot was taken from its message, the oldest, for another.
    SLOT_DROPPED("box.dropped"),
    /// The message is in the slot, which does not say so yet.
    SLOT_WRITTEN("box.written"),
    /// The receiver can find the message, nobody has been woken yet.
    SLOT_FULL("box.full"),
    /// The message is the receiver's, who has not been told yet.
    SLOT_REPORTED("box.reported"),
    /// The slot is free, nobody has been woken yet.
    SLOT_DELETED("box.deleted"),
    /// A dead sender's slot is free.
    SLOT_RECLAIMED("box.reclaimed"),
    /// The box says that it has no receiver, its senders have not been woken yet.
    BOX_CLOSED("box.closed");

    private final String title;

    BoxPoint(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
