package rockpool.engine.box;

/// A message was not sent, since each slot of the box has one.
public final class BoxFullException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    BoxFullException(String box, int capacity) {
        super("box=" + box + ": all of its " + capacity + " slots are full");
    }
}
