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
    /// @throws NoSuchResourceException if its fork point was removed: released, or the process that made the definition has ended
    public long start(A argument) {
        return start(argument, Inheritance.all());
    }

    /// Starts a process that has only some of the resources.
    ///
    /// @see #start
    /// @throws NoSuchResourceException if there is not one of them, or the fork point was removed
    public long start(A argument, Inheritance inheritance) {
        return Processes.start(key, argument, false, inheritance);
    }

    /// Starts a process in a JVM that has run nothing before.
    ///
    /// @see #start
    public long startFresh(A argument) {
        return startFresh(argument, Inheritance.all());
    }

    /// Starts a process in a JVM that has run nothing before, with only some of the resources.
    ///
    /// @see #start
    public long startFresh(A argument, Inheritance inheritance) {
        return Processes.start(key, argument, true, inheritance);
    }

    /// Waits for a process's end and takes its result.
    ///
    /// @throws IllegalArgumentException if there is no process of that number, its result was taken or released, or it is none of this
    /// definition
    /// @throws NoSuchResourceException if the join point was removed
    public Result<R> join(long id) throws InterruptedException {
        return Processes.join(Processes.host(), id, key.joinPoint(), null, loader);
    }

    /// Waits for a process's end and takes its result, if that comes in time.
    ///
    /// @return with the reason [EndReason.StillRunning] if it does not; it can be joined again
    public Result<R> join(long id, Duration timeout) throws InterruptedException {
        return Processes.join(Processes.host(), id, key.joinPoint(), timeout, loader);
    }

    /// Drops the result of a process, now or as soon as it is there.
    public void release(long id) {
        Processes.host().release(id);
    }

    /// The number of the resource that its processes are started from. The process that made the definition uses it; it is gone when that
    /// process has ended, since the body lies there.
    public long forkPoint() {
        return key.forkPoint();
    }

    /// The number of the resource that keeps the results of its processes. The process that made the definition uses it, and so does each
    /// that starts one, from then on.
    public long joinPoint() {
        return key.joinPoint();
    }

    /// Ends this process's use of the fork point. When nobody uses it any more, no process can be started. (Answers to Netmulticore's
    /// `Netmcore_process.release_fork_point`.)
    ///
    /// @throws IllegalStateException if this process does not use it
    public void releaseForkPoint() {
        Resources.release(key.forkPoint());
    }

    /// Ends this process's use of the join point. When nobody uses it any more, results that wait are dropped, no more are kept, and
    /// nobody can join. (Answers to Netmulticore's `Netmcore_process.release_join_point`.)
    ///
    /// @throws IllegalStateException if this process does not use it
    public void releaseJoinPoint() {
        Resources.release(key.joinPoint());
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
