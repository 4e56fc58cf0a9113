package rockpool.engine.data;

/// Only the owner of a [SharedVariable] may do that, and the calling process is not the one. Answers to Netplex's
/// `Sharedvar_no_permission`.
public final class NotOwnerException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NotOwnerException(String message) {
        super(message);
    }
}
