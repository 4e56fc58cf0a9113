package rockpool.engine.sync;

import java.util.List;
import java.util.stream.Collectors;

/// Waiting for a lock would never end: who holds it waits, over one or more others, for the caller. The caller has not got the lock, and
/// still has those it had.
public final class DeadlockException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<WaitGraph.Wait> cycle;

    DeadlockException(List<WaitGraph.Wait> cycle) {
        super(cycle.stream().map(WaitGraph.Wait::toString).collect(Collectors.joining("; ", "deadlock: ", "")));
        this.cycle = List.copyOf(cycle);
    }

    /// Who waits for what on the cycle, the caller first; empty if the exception has been sent to another process.
    public List<WaitGraph.Wait> cycle() {
        return cycle == null ? List.of() : cycle;
    }
}
