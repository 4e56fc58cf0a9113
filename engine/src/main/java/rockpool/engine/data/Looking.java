package rockpool.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.Source;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;

/// One try to look at a structure: nothing is locked, and anything may be damaged or change. What cannot be read is noted, and the rest is
/// shown.
final class Looking {

    /// What stands in the place of what cannot be read.
    static final String UNREADABLE = "(unreadable)";
    private static final int OFTEN = 1 << 10;
    private static final int HEADER_BYTES = 16;

    final Source source;
    final long root;
    private final MappedPool pool;
    private final HeapImage heap;
    private final int width;
    private final List<List<Object>> rows = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private long next = -1;
    private long steps;

    Looking(MappedPool pool, HeapImage heap, int width) {
        this.pool = pool;
        this.heap = heap;
        this.source = heap.source();
        this.root = heap.root();
        this.width = width;
    }

    List<List<Object>> rows() {
        return rows;
    }

    List<String> damage() {
        return damage;
    }

    long next() {
        return next;
    }

    int width() {
        return width;
    }

    void add(Object... cells) {
        rows.add(List.of(cells));
    }

    /// Says that there are more rows.
    void goesOnAt(long row) {
        next = row;
    }

    long number(int index) {
        return source.number(root, index);
    }

    /// A number of the root block that cannot be negative.
    long count(String what, int index) {
        return atMost(what, number(index), Long.MAX_VALUE);
    }

    /// A number that may be damaged.
    ///
    /// @throws PoolDamagedException if it is negative or too large
    static long atMost(String what, long number, long most) {
        if (number < 0 || number > most) {
            throw new PoolDamagedException(what, most == Long.MAX_VALUE ? "at least 0" : "from 0 to " + most, "" + number);
        }
        return number;
    }

    /// The most blocks of a number of words that the pool has room for.
    long room(int words) {
        return pool.region().limit() / (HEADER_BYTES + (long) words * Long.BYTES);
    }

    /// Counts a step along a chain.
    ///
    /// @throws PoolDamagedException if it is longer than it can be
    /// @throws CancellationException if the thread is interrupted
    void step(long most) {
        if (++steps > most) {
            throw new PoolDamagedException(pool + ", a chain of blocks", "at most " + most, "one that does not end");
        }
        if ((steps & OFTEN - 1) == 0 && Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while it looked at pool " + pool.name());
        }
    }

    /// A value as text.
    String text(LongSupplier word) {
        return guarded(() -> heap.text(word.getAsLong(), width), UNREADABLE);
    }

    /// Does what may meet damage, and notes it.
    <R> R guarded(Supplier<R> reading, R otherwise) {
        try {
            return reading.get();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | InternalError e) {
            // Memory that is mapped, but that the system has none for, is an InternalError.
            damage.add(e.getMessage() == null ? e.toString() : e.getMessage());
            return otherwise;
        }
    }
}
