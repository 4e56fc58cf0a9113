package rockpool.engine.heap;

import rockpool.engine.pool.Pool;

/// What every test of values ends with.
final class HeapChecks {

    private HeapChecks() {}

    /// Nothing in the pool contradicts itself.
    static void verify(Pool pool) {
        pool.types().count();
    }
}
