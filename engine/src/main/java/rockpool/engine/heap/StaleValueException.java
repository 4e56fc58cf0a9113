package rockpool.engine.heap;

/// A view was used whose value a collection has taken back, since nothing referred to it any more, or whose message was deleted. The
/// message names the collection.
public final class StaleValueException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /// @param taker the collection, as [Runs] names it
    static StaleValueException collected(String value, String taker) {
        return new StaleValueException(value, ": " + taker + " has taken this value back; read it pinned, or copy it");
    }

    static StaleValueException destroyed(String value) {
        return new StaleValueException(value, ": its heap was destroyed");
    }

    private StaleValueException(String value, String why) {
        super(value + why);
    }

    static StaleValueException message(String value) {
        return new StaleValueException(value, ": this message has been deleted; copy it before you delete it");
    }
}
