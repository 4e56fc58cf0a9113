package rockpool.engine.sync;

/// How an attempt to take a mutex ended.
public enum Acquisition {
    /// The caller has it.
    ACQUIRED,
    /// The caller has it, and is the first to have it since an owner died with it: what it protects may be half changed.
    OWNER_DIED,
    /// Somebody else has it, and there was no more time to wait.
    TIMED_OUT;

    /// Whether the caller has the mutex and has to give it back.
    public boolean taken() {
        return this != TIMED_OUT;
    }
}
