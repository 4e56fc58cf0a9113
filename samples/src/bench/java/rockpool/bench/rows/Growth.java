package rockpool.bench.rows;

import rockpool.bench.Group;
import rockpool.bench.Loop;
import rockpool.bench.Plan;
import rockpool.engine.pool.Pool;

/// What an operation on a structure costs with more and more elements in it, beside what the same operation costs on a structure of Java's
/// own. What a cache of the processor no longer holds makes both slower; what is left is the structure's.
abstract class Growth implements Group {

    static final int[] SIZES = {1_000, 100_000, 10_000_000};
    static final String[] NAMES = {"1k", "100k", "10m"};
    private static final String PEER = ".peer";

    final Pool pool;
    long sink;

    Growth(int mebibytes) {
        pool = BenchPool.create(mebibytes);
    }

    /// An operation on structures of several sizes.
    @FunctionalInterface
    interface Work {

        /// @param size an index of [#SIZES]
        Loop.Body at(int size) throws Exception;
    }

    /// Measures an operation at all sizes, one after the other, and by how much the largest is slower than the smallest.
    void measure(Plan plan, String key, Work ours, Work javas) throws Exception {
        if (!plan.wants(key, key + "." + NAMES[0], key + "." + NAMES[1], key + "." + NAMES[2])) {
            return;
        }
        Loop[] our = loops(ours);
        Loop[] java = loops(javas);
        plan.add(values -> {
            double[] mine = new double[SIZES.length];
            double[] theirs = new double[SIZES.length];
            for (int i = 0; i < SIZES.length; i++) {
                mine[i] = our[i].nanoseconds();
                theirs[i] = java[i].nanoseconds();
                values.accept(key + "." + NAMES[i], mine[i]);
                values.accept(key + "." + NAMES[i] + PEER, theirs[i]);
            }
            values.accept(key, mine[SIZES.length - 1] / mine[0]);
            values.accept(key + PEER, theirs[SIZES.length - 1] / theirs[0]);
        });
    }

    private static Loop[] loops(Work work) throws Exception {
        Loop[] loops = new Loop[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            loops[i] = Loop.warm(work.at(i));
        }
        return loops;
    }

    /// The next of a row of numbers that looks like chance.
    static long next(long random) {
        long x = random;
        x ^= x << 13;
        x ^= x >>> 7;
        return x ^ x << 17;
    }

    /// A number from 0 to below a bound, of one of these.
    static int below(long random, int bound) {
        return (int) ((random >>> 33) * bound >>> 31);
    }

    @Override
    public void close() {
        pool.close();
    }
}
