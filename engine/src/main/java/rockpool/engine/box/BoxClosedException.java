package rockpool.engine.box;

/// A box has no receiver any more: it was closed, or its process has died.
public final class BoxClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    BoxClosedException(String box, String why) {
        super("box=" + box + ": " + why);
    }
}
