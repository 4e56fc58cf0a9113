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
        return switch (reason) {
            case EndReason.Threw threw -> "the process " + reason + "\nIts stack was:\n" + threw.stack().stripTrailing();
            case EndReason.Signalled _, EndReason.NotStarted _ -> "the process was " + reason;
            case EndReason.StillRunning _ -> "the process is " + reason;
            default -> "the process " + reason;
        };
    }

    /// How the process ended; null if this exception has itself been copied from another process.
    public EndReason reason() {
        return reason;
    }
}
