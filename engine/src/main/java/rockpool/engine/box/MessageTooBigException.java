package rockpool.engine.box;

/// A message is longer than the slots of its box. Nothing was written. Answers to `Netcamlbox.Message_too_big`.
public final class MessageTooBigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private final long bytes;
    private final long limit;

    MessageTooBigException(String box, long bytes, long limit) {
        super("box=" + box + ": the message takes " + bytes + " bytes, a slot has " + limit);
        this.bytes = bytes;
        this.limit = limit;
    }

    /// What the message takes.
    public long bytes() {
        return bytes;
    }

    /// What a slot has.
    public long limit() {
        return limit;
    }
}
