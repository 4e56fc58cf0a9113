package rockpool.engine.heap;

/// A value in a heap cannot be made into a Java value: its class's constructor refuses what is stored, or its records lead back to
/// themselves. The value stays as it is, and can be read through a view.
public final class UncopyableValueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    UncopyableValueException(String message) {
        super(message);
    }

    UncopyableValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
