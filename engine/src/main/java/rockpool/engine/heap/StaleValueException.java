package rockpool.engine.heap;

/// A view was used whose value the collector has taken back: nothing referred to it any more.
public final class StaleValueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    StaleValueException(String value) {
        super(value + ": the collector has taken this value back; read it pinned, or copy it");
    }
}
