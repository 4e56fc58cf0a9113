package rockpool.engine.sync;

/// How a sleep ended.
public enum Wakeup {
    /// Something may have changed. Also the outcome if nothing has.
    LOOK_AGAIN,
    /// The deadline has passed.
    TIMED_OUT,
    /// The thread was interrupted; its interrupted status is cleared.
    INTERRUPTED
}
