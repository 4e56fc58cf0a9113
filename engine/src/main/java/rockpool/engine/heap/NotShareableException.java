package rockpool.engine.heap;

/// A value, or something that it refers to, cannot live in shared memory. The heap is as it was before.
public final class NotShareableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private static final String ALLOWED = "; allowed are records, enums, primitives, texts, numbers, dates and times, arrays, lists, sets, maps "
        + "and optionals of these, and handles of what lies in pools";

    private final String path;
    private final String type;

    NotShareableException(String path, String type, String reason) {
        super((path.isEmpty() ? "" : path + ": ") + type + " cannot live in shared memory" + (reason.isEmpty() ? ALLOWED : reason));
        this.path = path;
        this.type = type;
    }

    /// The way from the value to what was refused, such as `Bank.accounts[2].session`; empty if it was the value itself.
    public String path() {
        return path;
    }

    /// The source name of the class that was refused.
    public String type() {
        return type;
    }
}
