package rockpool.engine.process;

import java.time.Instant;

/// What the master knows of a process at one moment.
///
/// @param id the process number, never used again; 0 for workers that stand by
/// @param name the definition's or service's name
/// @param pid the operating system's process id, 0 while it waits for a worker
/// @param started when it was asked for
/// @param reason how it ended, null while it has not
/// @param startedBy the number of the process that asked for it, 0 if that was the master's own program
public record ProcessInfo(long id, String name, Role role, int pid, State state, Instant started, EndReason reason, long startedBy) {

    /// What a process is for.
    public enum Role {
        SERVICE,
        TASK,
        STANDBY
    }

    /// How far it is.
    public enum State {
        STARTING,
        RUNNING,
        STOPPED,
        ENDED
    }
}
