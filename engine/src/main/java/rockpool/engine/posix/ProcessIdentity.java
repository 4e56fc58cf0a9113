package rockpool.engine.posix;

/// Which process: its id, and its start time in ticks since boot, by which a reused id is told from the first.
public record ProcessIdentity(int pid, long startTime) {

    private static final ProcessIdentity SELF = of((int) ProcessHandle.current().pid());

    /// This process.
    public static ProcessIdentity self() {
        return SELF;
    }

    /// The process that has this id now.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ProcessIdentity of(int pid) {
        long start = OperatingSystem.current().startTime(pid)
                .orElseThrow(() -> new IllegalArgumentException("pid=" + pid + ": no such process"));
        return new ProcessIdentity(pid, start);
    }
}
