package rockpool.engine.process;

/// Where a worker's frames go: to the master, or nowhere while it warms up.
@FunctionalInterface
interface Reports {

    /// @return false if nobody is there any more
    boolean send(Frame.Kind kind, long number, byte[] body);
}
