package rockpool.engine.pool;

/// A pool has no room for what was asked. Nothing of it has happened, and the pool and everything in it stay usable: it can be tried again
/// as soon as something is gone.
///
/// Before it is thrown, all heaps of the pool that nobody is changing are collected, and what no process has a handle of is taken back.
/// What counts is [#longestFree()], not [#free()]: a pool is handed out in units of 64 KiB, values stay where they are, and a value or
/// array of primitives of more than 32 KiB needs whole units side by side. When units have come free here and there, such a value may find
/// no place though there are enough of them. Several smaller values (a [list][java.util.List] of parts, a matrix of rows) need no more than
/// a unit at a time, large ones that are made first find the pool in one piece, and a larger maximum costs nothing until it is used.
public final class OutOfPoolMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Why there is no room.
    public enum Why {
        /// All of its maximum is taken, or no free part of it is long enough: the exception's message says which of the two.
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
    private final long longestFree;
    private final long maximum;
    private final Why why;

    /// @param asked bytes that were asked for
    /// @param free bytes of the pool that nobody has
    /// @param longestFree bytes of the longest part of it that nobody has
    /// @param maximum bytes that the pool may have
    public OutOfPoolMemoryException(String pool, long asked, long free, long longestFree, long maximum, Why why) {
        super("pool=" + pool + " asked=" + asked + " free=" + free + " longestFree=" + longestFree + " maximum=" + maximum + ": "
                + (why == Why.POOL_FULL && free >= asked ? "no free part of the pool is long enough" : why.text));
        this.pool = pool;
        this.asked = asked;
        this.free = free;
        this.longestFree = longestFree;
        this.maximum = maximum;
        this.why = why;
    }

    public String pool() {
        return pool;
    }

    /// The bytes that were asked for, in one piece.
    public long asked() {
        return asked;
    }

    /// The bytes that nobody has, in however many pieces.
    public long free() {
        return free;
    }

    /// The bytes of the longest piece of [#free()].
    public long longestFree() {
        return longestFree;
    }

    public long maximum() {
        return maximum;
    }

    public Why why() {
        return why;
    }
}
