package rockpool.engine.sync;

/// What happens when a lock is taken by who has it already, and when waiting for it would never end.
public enum LockKind {
    /// Taking it again waits, for ever if nobody else ends the wait. The fastest.
    NORMAL,
    /// Taking it again, or closing a cycle of waits, is a [DeadlockException].
    ERRORCHECK,
    /// Taking it again succeeds; it has to be given back as often.
    RECURSIVE;

    private static final LockKind[] ALL = values();

    /// @return null if no kind has this ordinal
    static LockKind of(int ordinal) {
        return ordinal >= 0 && ordinal < ALL.length ? ALL[ordinal] : null;
    }
}
