package rockpool.engine.pool;

/// What a shared memory object is for. All are made in the same way, and are listed and found apart by the beginning of their names.
public enum ObjectKind {
    /// A pool that its users share.
    POOL(1, "mempool_"),
    /// A camlbox, which is a pool with nothing but that box in it.
    CAMLBOX(2, "camlbox_"),
    /// Where the processes of a master say which tasks' ends they wait for: a pool without units in use.
    JOINS(3, "joining_");

    private final int number;
    private final String prefix;

    ObjectKind(int number, String prefix) {
        this.number = number;
        this.prefix = prefix;
    }

    /// What a header has for it; part of the shared format.
    int number() {
        return number;
    }

    /// What the names of such objects begin with, before eight hexadecimal digits.
    public String prefix() {
        return prefix;
    }

    /// The kind of an object by its name.
    static ObjectKind ofObject(String objectName) {
        for (ObjectKind kind : values()) {
            if (objectName.startsWith(kind.prefix)) {
                return kind;
            }
        }
        return POOL;
    }
}
