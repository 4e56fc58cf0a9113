package rockpool.engine.box;

/// A slot was asked for a message that the receiver has not been told of, or has deleted. Answers to `Netcamlbox.Empty`.
public final class EmptySlotException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    EmptySlotException(String box, int slot) {
        super("box=" + box + " slot=" + slot + ": no message there that the receiver was told of");
    }
}
