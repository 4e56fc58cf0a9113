package rockpool.engine.data;

/// What was to be looked at has been destroyed since it was found. Who lists all that there is leaves it out.
public final class DestroyedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    DestroyedException(String message) {
        super(message);
    }
}
