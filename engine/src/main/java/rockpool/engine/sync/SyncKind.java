package rockpool.engine.sync;

import rockpool.engine.pool.Names;

/// What the slots of a pool's LOCKS units can be. The codes are part of the shared format; those of mutexes are the ordinals of [LockKind].
public enum SyncKind {
    MUTEX(0, Names.MUTEX, "mutex"),
    /// A counter that anybody may raise.
    SEMAPHORE(16, Names.SEMAPHORE, "semaphore"),
    /// A semaphore that knows who has its units, and gets them back from the dead.
    PROTECTED_SEMAPHORE(17, Names.SEMAPHORE, "semaphore"),
    CONDITION(18, Names.CONDITION, "condition"),
    READ_WRITE_LOCK(19, Names.READ_WRITE_LOCK, "readwritelock"),
    BARRIER(20, Names.BARRIER, "barrier"),
    LATCH(21, Names.LATCH, "latch");

    /// A slot with more entries of another one.
    static final int PART = 31;

    private static final SyncKind[] ALL = values();

    private final int code;
    private final int nameKind;
    private final String title;

    SyncKind(int code, int nameKind, String title) {
        this.code = code;
        this.nameKind = nameKind;
        this.title = title;
    }

    /// The number in a slot.
    int code() {
        return code;
    }

    /// What a name of it leads to, one of the numbers of [Names].
    public int nameKind() {
        return nameKind;
    }

    /// The kind of its descriptors.
    public String title() {
        return title;
    }

    /// @return null if no kind has this code
    static SyncKind of(int code) {
        if (LockKind.of(code) != null) {
            return MUTEX;
        }
        for (SyncKind kind : ALL) {
            if (kind != MUTEX && kind.code == code) {
                return kind;
            }
        }
        return null;
    }

    /// Whether a name of this kind leads to a slot of a LOCKS unit.
    static boolean isNameOfSlot(int nameKind) {
        for (SyncKind kind : ALL) {
            if (kind.nameKind == nameKind) {
                return true;
            }
        }
        return false;
    }
}
