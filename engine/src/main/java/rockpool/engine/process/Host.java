package rockpool.engine.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The master as a process sees it: directly where it is the same process, over the control connection everywhere else.
interface Host {

    /// The number of this process, 0 in the master's own.
    long self();

    /// The number of the process that runs here now, 0 in the master's own.
    long process();

    ResourceHost resources();

    /// Makes a definition known whose body this process holds.
    DefinitionKey define(long local, String name);

    Optional<DefinitionKey> find(String name);

    List<DefinitionKey> definitions();

    /// Starts a process.
    ///
    /// @param inheritance which resources it has from its start on
    /// @param complete whether the payload has everything; otherwise it is the argument's parcel, and the holder is asked for the rest
    /// @return the process number
    long start(DefinitionKey key, boolean fresh, Inheritance inheritance, boolean complete, byte[] payload);

    /// Waits for the end of a process. Its result stays with the master until [#taken].
    ///
    /// @param joinPoint the number of the join point that it belongs to, 0 for whichever
    /// @param deadline in [System#nanoTime()], [Long#MAX_VALUE] for none
    /// @return with the reason [EndReason.StillRunning] if the time is up
    Task.Outcome join(long id, long joinPoint, long deadline) throws InterruptedException;

    /// The thread that runs a task, as soon as its body begins; null if it has ended before.
    CompletableFuture<Runner> runner(long id);

    /// The name of the object in which this master's processes say whom they wait for.
    String joins();

    /// The outcome of a join has arrived where it shall be.
    void taken(long id);

    void release(long id);

    List<ProcessInfo> processes();

    boolean kill(long id, int signal);
}
