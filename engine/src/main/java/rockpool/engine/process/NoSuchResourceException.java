package rockpool.engine.process;

/// There is no resource of this number, or it is not of the kind that was asked for. (Answers to Netmulticore's `Netmcore.No_resource`.)
public final class NoSuchResourceException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NoSuchResourceException(String message) {
        super(message);
    }
}
