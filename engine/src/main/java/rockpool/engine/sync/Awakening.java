package rockpool.engine.sync;

/// How a wait at a condition ended. In each case the caller has the mutex again.
public enum Awakening {
    /// It was signalled, or woken for no reason: look whether what was waited for is so.
    SIGNALLED,
    /// As [#SIGNALLED], and an owner of the mutex has died meanwhile: what it protects may be half changed.
    SIGNALLED_OWNER_DIED,
    /// There was no more time to wait, and no signal.
    TIMED_OUT,
    /// As [#TIMED_OUT], and an owner of the mutex has died meanwhile: what it protects may be half changed.
    TIMED_OUT_OWNER_DIED;

    static Awakening of(boolean signalled, boolean ownerDied) {
        if (signalled) {
            return ownerDied ? SIGNALLED_OWNER_DIED : SIGNALLED;
        }
        return ownerDied ? TIMED_OUT_OWNER_DIED : TIMED_OUT;
    }

    public boolean signalled() {
        return this == SIGNALLED || this == SIGNALLED_OWNER_DIED;
    }

    public boolean ownerDied() {
        return this == SIGNALLED_OWNER_DIED || this == TIMED_OUT_OWNER_DIED;
    }
}
