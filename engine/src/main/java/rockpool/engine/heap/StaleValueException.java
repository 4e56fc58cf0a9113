package rockpool.engine.heap;

/// A view was used whose value the collector has taken back, since nothing referred to it any more, or whose message was deleted.
public final class StaleValueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    StaleValueException(String value) {
        this(value, ": the collector has taken this value back; read it pinned, or copy it");
    }

    private StaleValueException(String value, String why) {
        super(value + why);
    }

    static StaleValueException message(String value) {
        return new StaleValueException(value, ": this message has been deleted; copy it before you delete it");
    }
}
