package rockpool.engine.process;

/// What a resource is. (Answers to Netmulticore's `compute_resource_type`.)
public enum ResourceKind {
    /// A file, known by its absolute path.
    FILE("file"),
    /// A shared memory object, known by its name.
    SHARED_MEMORY("shared memory"),
    /// Shared memory that is mapped at the same address in all processes.
    MAPPED_MEMORY("mapped memory"),
    /// A semaphore with a name in a pool.
    SEMAPHORE("semaphore"),
    /// What processes of a definition are started from.
    FORK_POINT("fork point"),
    /// What keeps the results of a definition's processes until they are joined.
    JOIN_POINT("join point");

    private static final ResourceKind[] ALL = values();

    private final String title;

    ResourceKind(String title) {
        this.title = title;
    }

    /// For people.
    public String title() {
        return title;
    }

    /// Whether such a thing is still there when all processes have died.
    boolean outlivesProcesses() {
        return this != FORK_POINT && this != JOIN_POINT;
    }

    static ResourceKind of(long ordinal) {
        if (ordinal < 0 || ordinal >= ALL.length) {
            throw new IllegalArgumentException("kind=" + ordinal + ": no such kind of resource");
        }
        return ALL[(int) ordinal];
    }
}
