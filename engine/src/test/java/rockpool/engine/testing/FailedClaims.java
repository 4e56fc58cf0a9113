package rockpool.engine.testing;

import java.util.concurrent.Callable;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.PoolPoints;

/// Runs operations in a pool that is full from the k-th claim of units on, or at that one alone, so that a test can try all k.
///
/// Only claims by the thread that made this fail. There is one at a time.
public final class FailedClaims implements AutoCloseable {

    /// How an operation ended.
    ///
    /// @param failed how many claims did
    /// @param thrown what it threw, or null
    public record Outcome(int failed, Throwable thrown) {}

    private final Thread caller = Thread.currentThread();
    private int from = Integer.MAX_VALUE;
    private int to;
    private int claims;
    private int failed;

    public FailedClaims() {
        Points.listen(this::reached);
    }

    /// The claim number `k`, counted from 0, fails, and those that follow do not.
    public Outcome once(int k, Callable<?> operation) {
        return run(k, k + 1, operation);
    }

    /// The claim number `k` fails, and so do all that follow.
    public Outcome forGood(int k, Callable<?> operation) {
        return run(k, Integer.MAX_VALUE, operation);
    }

    private Outcome run(int first, int end, Callable<?> operation) {
        from = first;
        to = end;
        claims = 0;
        failed = 0;
        try {
            operation.call();
            return new Outcome(failed, null);
        } catch (Exception | Error e) {
            return new Outcome(failed, e);
        } finally {
            from = Integer.MAX_VALUE;
        }
    }

    private void reached(Points.Point point) {
        if (point == PoolPoints.UNIT_CLAIMED && Thread.currentThread() == caller) {
            int k = claims++;
            if (k >= from && k < to) {
                failed++;
                throw new OutOfPoolMemoryException("claim " + k, 1, 0, 0, 0, OutOfPoolMemoryException.Why.POOL_FULL);
            }
        }
    }

    @Override
    public void close() {
        Points.listen(null);
    }
}
