package rockpool.bench.rows;

import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;

/// Lets processes begin together, once all of them are ready.
///
/// @param mutex   guards the count
/// @param arrived how many are ready
/// @param size    how many there are
record Gate(Mutex mutex, Ref<Integer> arrived, int size) {

    private static final int SLEEP_NANOS = 100_000;

    static Gate create(Pool pool, int size) {
        return new Gate(Mutex.create(pool, LockKind.NORMAL), Ref.create(pool, 0), size);
    }

    /// Says that the caller is ready, and waits for the others.
    ///
    /// @return when it went through, by the clock that all processes share
    long pass() throws InterruptedException {
        mutex.lock();
        arrived.set(arrived.get() + 1);
        mutex.unlock();
        while (arrived.get() < size) {
            Thread.sleep(0, SLEEP_NANOS);
        }
        return System.nanoTime();
    }
}
