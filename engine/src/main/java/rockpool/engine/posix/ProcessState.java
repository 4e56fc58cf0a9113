package rockpool.engine.posix;

/// Whether a process can still change shared memory.
public enum ProcessState {
    /// It exists, running, asleep or stopped.
    ALIVE,
    /// No instruction of it will run any more.
    DEAD,
    /// It cannot be seen from here; it has to be taken for alive.
    UNKNOWN
}
