package rockpool.engine.process;

import java.time.Duration;

/// A named body that processes can be started from. It stays in the process that made it; this handle may travel to any other.
///
/// (Answers to a fork point and its join point of Netmulticore's `Netmcore_process.def_process`.)
public final class Definition<A, R> {

    private final DefinitionKey key;
    private final ClassLoader loader;

    /// @param loader finds the classes of results
    Definition(DefinitionKey key, ClassLoader loader) {
        this.key = key;
        this.loader = loader;
    }

    DefinitionKey key() {
        return key;
    }

    public String name() {
        return key.name();
    }

    /// Starts a process that runs the body with a copy of this argument, on a copy of the variables that the body reaches in the process
    /// that made the definition, as they are now.
    ///
    /// @return the process number, never used again
    /// @throws NotCopyableException if the argument, or something that the body reaches, cannot be copied; nothing is started then
    /// @throws ProcessLimitException if as many processes run as may
    /// @throws IllegalStateException if the process that made the definition has ended
    public long start(A argument) {
        return Processes.start(key, argument, false);
    }

    /// Starts a process in a JVM that has run nothing before.
    ///
    /// @see #start
    public long startFresh(A argument) {
        return Processes.start(key, argument, true);
    }

    /// Waits for a process's end and takes its result.
    ///
    /// @throws IllegalArgumentException if there is no process of that number, or its result was taken or released
    public Result<R> join(long id) throws InterruptedException {
        return Processes.join(Processes.host(), id, null, loader);
    }

    /// Waits for a process's end and takes its result, if that comes in time.
    ///
    /// @return with the reason [EndReason.StillRunning] if it does not; it can be joined again
    public Result<R> join(long id, Duration timeout) throws InterruptedException {
        return Processes.join(Processes.host(), id, timeout, loader);
    }

    /// Drops the result of a process, now or as soon as it is there.
    public void release(long id) {
        Processes.host().release(id);
    }

    /// From now on results of this definition are not kept. (Answers to `release_join_point`.)
    public void releaseResults() {
        Processes.host().releaseResults(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Definition<?, ?> definition && key.equals(definition.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "definition " + key.name();
    }
}
