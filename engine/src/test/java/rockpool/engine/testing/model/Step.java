package rockpool.engine.testing.model;

import java.util.concurrent.Callable;
import java.util.function.Function;

/// One step of a history: who did what, when, and what came of it.
///
/// @param who the process or thread
/// @param what for the reader, such as `push(7)`
/// @param effect the same on the model, which it changes; what it returns is compared by its text
/// @param begun when it was called
/// @param ended when it had returned, or [#NEVER] if its process was killed before: it happened or not, at any time after it was called
/// @param result the text of what it returned
public record Step<M>(String who, String what, Function<? super M, ?> effect, long begun, long ended, String result) {

    /// The end of a step that did not return.
    public static final long NEVER = Long.MAX_VALUE;

    private static final String THROWS = "throws ";

    /// A step that did not return.
    public static <M> Step<M> pending(String who, String what, Function<? super M, ?> effect, long begun) {
        return new Step<>(who, what, effect, begun, NEVER, "");
    }

    boolean isPending() {
        return ended == NEVER;
    }

    /// What an operation returned, or which exception it threw, as a text.
    static String text(Callable<?> operation) {
        try {
            return String.valueOf(operation.call());
        } catch (Exception e) {
            return THROWS + e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    /// Whether a result is the one that this step had. Messages of exceptions are for the reader.
    boolean returned(String text) {
        return text.startsWith(THROWS) ? withoutMessage(text).equals(withoutMessage(result)) : text.equals(result);
    }

    private static String withoutMessage(String text) {
        return text.split(":", 2)[0];
    }

    @Override
    public String toString() {
        return what + " by " + who + (isPending() ? ", killed" : " -> " + result);
    }
}
