package rockpool.engine.process;

import java.util.NoSuchElementException;

/// What a process gave back: the value that its body returned, or none and why.
///
/// @param value null if there is none; a body may return null as well
public record Result<R>(R value, EndReason reason) {

    /// Whether the body returned.
    public boolean isPresent() {
        return reason instanceof EndReason.Returned;
    }

    /// The value that the body returned.
    ///
    /// @throws NoSuchElementException if it did not return
    public R get() {
        if (!isPresent()) {
            throw new NoSuchElementException("no result: " + reason);
        }
        return value;
    }

    /// The value that the body returned, or another one if it did not return.
    public R orElse(R other) {
        return isPresent() ? value : other;
    }

    /// The value that the body returned.
    ///
    /// @throws ProcessFailedException if it did not return, with the reason and the other process's stack
    public R orElseThrow() {
        if (!isPresent()) {
            throw new ProcessFailedException(reason);
        }
        return value;
    }
}
