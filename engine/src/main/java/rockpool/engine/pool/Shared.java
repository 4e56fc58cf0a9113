package rockpool.engine.pool;

/// A handle of something that lives in shared memory, which can travel to another process.
public interface Shared {

    /// What finds the same thing again in any process that may open the pool.
    Descriptor descriptor();
}
