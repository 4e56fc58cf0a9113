package rockpool.engine.pool;

/// A pool has no room for what was asked. The pool and everything in it stay usable.
public final class OutOfPoolMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Why there is no room.
    public enum Why {
        /// All of its maximum is taken, or no free part of it is long enough.
        POOL_FULL("the pool is full"),
        /// The pool may still grow, but the system has no memory for it.
        SYSTEM_MEMORY_SHORT("the system's shared memory is short");

        private final String text;

        Why(String text) {
            this.text = text;
        }
    }

    private final String pool;
    private final long asked;
    private final long free;
    private final long maximum;
    private final Why why;

    /// @param asked bytes that were asked for
    /// @param free bytes of the pool that nobody has
    /// @param maximum bytes that the pool may have
    public OutOfPoolMemoryException(String pool, long asked, long free, long maximum, Why why) {
        super("pool=" + pool + " asked=" + asked + " free=" + free + " maximum=" + maximum + ": " + why.text);
        this.pool = pool;
        this.asked = asked;
        this.free = free;
        this.maximum = maximum;
        this.why = why;
    }

    public String pool() {
        return pool;
    }

    public long asked() {
        return asked;
    }

    public long free() {
        return free;
    }

    public long maximum() {
        return maximum;
    }

    public Why why() {
        return why;
    }
}
