package rockpool.engine.process;

/// Hears of the master's children. All methods are called by one thread, in the order in which things happened.
///
/// It may be slow, since no process ever waits for it; but if output comes faster than it takes it, lines are dropped and counted.
public interface MasterListener {

    /// One that prints what processes print, line by line, to this program's own `System.out` and `System.err`.
    static MasterListener printing() {
        return new MasterListener() {
            @Override
            public void output(long id, String name, boolean error, String line) {
                (error ? System.err : System.out).println(line);
            }

            @Override
            public void dropped(long lines) {
                System.err.println("(" + lines + " lines of processes came too fast to be printed)");
            }
        };
    }

    /// A line that a process wrote.
    ///
    /// @param name the definition's or service's name
    /// @param error whether it went to the error stream
    default void output(long id, String name, boolean error, String line) {}

    /// So many lines were dropped here.
    default void dropped(long lines) {}

    /// A process has begun to run, or waits for a worker.
    default void started(ProcessInfo process) {}

    /// A process has ended; its reason is set.
    default void ended(ProcessInfo process) {}
}
