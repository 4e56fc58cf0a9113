package rockpool.bench.rows;

import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Measurement;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedHashTable;
import rockpool.engine.pool.Pool;

/// A hash table with 100,000 string keys and records: new keys, old keys, copies. Chronicle Map does the same in a process of its own
/// ([ChroniclePeer]).
public final class TableRows implements Group {

    static final int KEYS = 100_000;
    /// How often the keys are put and read before the first measurement.
    static final int WARM_UPS = 12;

    private final Pool pool = BenchPool.create(256);
    private final SharedHashTable<String, Quote> table = SharedHashTable.create(pool);

    @Override
    public void open(Plan plan) throws Exception {
        if (plan.wants("table.add", "table.replace", "table.copy", "table.chronicle.new", "table.chronicle.old", "table.chronicle.get")) {
            for (int i = 0; i < WARM_UPS; i++) {
                measure((key, value) -> { });
            }
            plan.add(this::measure);
        }
        if (plan.wants("table.chronicle.new", "table.chronicle.old", "table.chronicle.get")) {
            plan.add(ChroniclePeer::measure);
        }
    }

    private void measure(Measurement.Sink sink) throws Exception {
        table.clear();
        both(sink, "table.add", "table.chronicle.new", perKey(this::add));
        both(sink, "table.replace", "table.chronicle.old", perKey(this::replace));
        both(sink, "table.copy", "table.chronicle.get", perKey(this::copy));
        Check.equal("keys", (long) KEYS, table.length());
    }

    private static void both(Measurement.Sink sink, String key, String besideChronicle, double nanoseconds) throws Exception {
        sink.accept(key, nanoseconds);
        sink.accept(besideChronicle, nanoseconds);
    }

    /// The nanoseconds that something with all keys takes, for each key.
    static double perKey(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / (double) KEYS;
    }

    private void add() {
        for (int i = 0; i < KEYS; i++) {
            table.add(Integer.toString(i), new Quote(i, "first", i));
        }
    }

    private void replace() {
        for (int i = 0; i < KEYS; i++) {
            table.replace(Integer.toString(i), new Quote(i, "second", i));
        }
    }

    private void copy() {
        long sum = 0;
        for (int i = 0; i < KEYS; i++) {
            sum += table.get(Integer.toString(i)).number();
        }
        Check.equal("sum of what was found", KEYS * (KEYS - 1L) / 2, sum);
    }

    @Override
    public void close() {
        pool.close();
    }
}
