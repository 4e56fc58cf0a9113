package rockpool.engine.process;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One run of a body, from the request to start it until its result is taken.
///
/// What changes is guarded by the lock of [Children] (`child`, `attempts`) and of [TaskTable] (`payload`, `result`, `released`); `begun`
/// and `killed` are only ever set.
final class Task {

    final long id;
    final DefinitionKey definition;
    final String name;
    final long startedBy;
    final boolean fresh;
    final Instant started = Instant.now();
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    /// Who runs the body, as soon as it begins; null if the task ends before.
    final CompletableFuture<Runner> runner = new CompletableFuture<>();

    volatile byte[] payload;
    volatile Child child;
    volatile boolean begun;
    volatile boolean killed;
    /// What the argument and the body's handles lead to, until the body begins.
    final Holds arguments = new Holds();
    /// The same of the result, until it is taken or dropped; null until the task has ended, which its joiners are told after.
    volatile Holds result;
    /// The resources that it has from its start on.
    List<ResourceDescription> inherited = List.of();
    int attempts;
    boolean released;

    /// How a task ended.
    ///
    /// @param value the encoded result, null unless the body returned
    record Outcome(EndReason reason, byte[] value) {}

    /// Nobody will ask for its result.
    void dropResult() {
        Holds kept = result;
        if (kept != null) {
            kept.close();
        }
    }

    Task(long id, DefinitionKey definition, long startedBy, boolean fresh) {
        this.id = id;
        this.definition = definition;
        this.name = definition.name();
        this.startedBy = startedBy;
        this.fresh = fresh;
        outcome.thenRun(() -> runner.complete(null));
    }

    EndReason reason() {
        Outcome now = outcome.getNow(null);
        return now == null ? null : now.reason();
    }

    ProcessInfo info() {
        Child worker = child;
        EndReason reason = reason();
        ProcessInfo.State state = reason != null ? ProcessInfo.State.ENDED : worker == null ? ProcessInfo.State.STARTING
                : worker.stopped ? ProcessInfo.State.STOPPED : ProcessInfo.State.RUNNING;
        return new ProcessInfo(id, name, ProcessInfo.Role.TASK, worker == null ? 0 : worker.pid(), state, started, reason, startedBy);
    }
}
