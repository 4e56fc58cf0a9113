package rockpool.bench.rows;

import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedArray;
import rockpool.engine.pool.Pool;

/// A shared array of numbers.
public final class ArrayRows implements Group {

    private static final int LENGTH = 1_000;

    private final Pool pool = BenchPool.create(64);
    private long sink;

    @Override
    public void open(Plan plan) throws Exception {
        SharedArray<Integer> array = SharedArray.make(pool, LENGTH, 0);
        array.set(LENGTH - 1, 7);
        Check.equal("element", 7, array.get(LENGTH - 1));
        plan.loop("array.set", rounds -> {
            for (int i = 0; i < rounds; i++) {
                array.set(i % LENGTH, i);
            }
        });
        plan.loop("array.get", rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += array.get(i % LENGTH);
            }
        });
    }

    @Override
    public void close() {
        Check.equal("sum of elements", true, sink >= 0);
        pool.close();
    }
}
