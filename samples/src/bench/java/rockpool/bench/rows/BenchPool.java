package rockpool.bench.rows;

import rockpool.engine.pool.Pool;

/// The pool of a group.
final class BenchPool {

    private BenchPool() {}

    /// A pool of a name that no other process uses.
    static Pool create(int mebibytes) {
        return Pool.create("bench_" + ProcessHandle.current().pid(), (long) mebibytes << 20);
    }
}
