package rockpool.engine.pool;

import java.util.List;

/// There is no pool of that name on this machine.
public final class NoSuchPoolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param there the names of the pools there are
    public NoSuchPoolException(String name, List<String> there) {
        super("pool=" + name + ": no such pool; " + (there.isEmpty() ? "there is none" : "there are " + String.join(", ", there)));
    }
}
