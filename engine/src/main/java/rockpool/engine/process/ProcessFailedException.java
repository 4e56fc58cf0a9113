package rockpool.engine.process;

/// A process gave no result.
public final class ProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient EndReason reason;

    ProcessFailedException(EndReason reason) {
        super(text(reason));
        this.reason = reason;
    }

    private static String text(EndReason reason) {
        return reason instanceof EndReason.Threw threw ? "the process " + reason + "\nIts stack was:\n" + threw.stack().stripTrailing()
                : "the process " + (reason instanceof EndReason.Signalled ? "was " : "") + reason;
    }

    /// How the process ended; null if this exception has itself been copied from another process.
    public EndReason reason() {
        return reason;
    }
}
