package rockpool.engine.data;

/// What processes may do with a [SharedVariable]. All may read it and wait for its values.
public enum VariableAccess {
    /// Any process may set it and remove it.
    SHARED,
    /// Any process may set it. The one that made it owns it: only that one may remove it, and it goes with that process.
    OWNED,
    /// Only the process that made it may set it and remove it, and it goes with that process.
    READ_ONLY;

    boolean isOwned() {
        return this != SHARED;
    }

    boolean isReadOnly() {
        return this == READ_ONLY;
    }
}
