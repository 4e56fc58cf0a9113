package rockpool.engine.process;

/// That a process uses a resource.
///
/// @param process its number, 0 for the master's own program, below 0 for an argument or a result on its way
/// @param name what it runs
/// @param pid the operating system's process id, 0 while it waits for a worker
/// @param count how often it has to release it
public record ResourceUse(long process, String name, int pid, int count) {}
