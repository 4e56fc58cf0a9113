package rockpool.engine.sync;

/// What a published wait is for. The codes are part of the shared format.
enum WaitKind {
    /// For a lock; the offset is its slot's.
    LOCK(1),
    /// For an ERRORCHECK lock.
    CHECKED_LOCK(2);

    private static final int DEADLINE = 0x80;

    private final int code;

    WaitKind(int code) {
        this.code = code;
    }

    /// The number in an actor's slot.
    int code(boolean deadline) {
        return deadline ? code | DEADLINE : code;
    }

    boolean is(int publishedCode) {
        return (publishedCode & ~DEADLINE) == code;
    }

    static boolean isForLock(int publishedCode) {
        return LOCK.is(publishedCode) || CHECKED_LOCK.is(publishedCode);
    }

    /// Whether a published wait ends by itself some time.
    static boolean hasDeadline(int publishedCode) {
        return (publishedCode & DEADLINE) != 0;
    }
}
