package rockpool.engine.pool;

import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// Tells whether a process can still change shared memory.
@FunctionalInterface
public interface Liveness {

    ProcessState stateOf(ProcessIdentity process);
}
