package rockpool.engine.process;

/// As many processes run as the master allows. It is thrown at once: waiting for one to end could wait for ever if those that run wait
/// for the new one.
public final class ProcessLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProcessLimitException(String message) {
        super(message);
    }
}
