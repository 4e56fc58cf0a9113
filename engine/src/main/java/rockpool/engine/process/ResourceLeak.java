package rockpool.engine.process;

import java.time.Instant;

/// That a process has ended with uses of a resource that it had not released.
///
/// @param id of the resource
/// @param resource its name
/// @param process the process's number
/// @param name what it ran
/// @param pid the operating system's process id
/// @param count how many uses
/// @param at when it ended
/// @param reason how it ended, for people
public record ResourceLeak(long id, ResourceKind kind, String resource, long process, String name, int pid, int count, Instant at,
        String reason) {}
