package rockpool.engine.process;

/// Something that a body captures, an argument or a result contains a thing that cannot be copied into another process. The message names
/// the path to it.
public final class NotCopyableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCopyableException(String message) {
        super(message);
    }

    NotCopyableException(String message, Throwable cause) {
        super(message, cause);
    }
}
