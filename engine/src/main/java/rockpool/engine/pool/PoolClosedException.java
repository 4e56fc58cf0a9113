package rockpool.engine.pool;

/// This process has closed the pool.
public final class PoolClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    public PoolClosedException(String pool) {
        super("pool=" + pool + ": closed in this process");
    }
}
