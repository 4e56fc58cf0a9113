package rockpool.engine.sync;

/// What a published wait is for. The codes are part of the shared format.
public enum WaitKind {
    /// For a lock; the offset is its slot's.
    LOCK(1),
    /// For an ERRORCHECK lock.
    CHECKED_LOCK(2),
    /// For a unit of a semaphore: any of those who have one may end it.
    SEMAPHORE(3),
    /// For a signal; beside the offset of the condition's slot the actor says that of the mutex to be regained.
    CONDITION(4),
    /// A writer's, for all readers to go.
    READERS(5),
    BARRIER(6),
    LATCH(7),
    /// For room in a box; the actor says which thread receives there.
    BOX_FULL(8),
    /// For a message.
    BOX_EMPTY(9),
    /// For the end of a task, whose number stands in place of an offset; the actor says which thread runs it.
    JOIN(10);

    private static final int DEADLINE = 0x80;
    private static final WaitKind[] ALL = values();

    private final int code;

    WaitKind(int code) {
        this.code = code;
    }

    /// The number in an actor's slot.
    int code(boolean deadline) {
        return deadline ? code | DEADLINE : code;
    }

    /// @return null if there is no such kind
    static WaitKind of(int publishedCode) {
        int wanted = publishedCode & ~DEADLINE;
        return wanted > 0 && wanted <= ALL.length ? ALL[wanted - 1] : null;
    }

    /// Whether the wait itself says which thread it is for.
    boolean namesThread() {
        return this == BOX_FULL || this == JOIN;
    }

    /// Whether such a wait ends with an exception that says so if it is the youngest on a cycle.
    boolean givesUp() {
        return this == CHECKED_LOCK || this == JOIN;
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
