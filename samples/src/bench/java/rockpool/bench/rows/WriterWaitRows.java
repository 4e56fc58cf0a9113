package rockpool.bench.rows;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// How long a writer waits while another process collects a heap of ten million blocks.
public final class WriterWaitRows implements Group {

    private static final int BLOCKS = 10_000_000;
    private static final long PERIOD_NANOS = 100_000;
    private static final int WARM_UP_WRITES = 30_000;
    private static final int MOST_WRITES = 1_000_000;

    private final Pool pool = BenchPool.create(1024);
    private final Crew crew = new Crew(1);

    /// The root of the heap: the chain is what there is to collect, the number is what the writer changes.
    record Root(int number, Link chain) {

        /// The number can be changed.
        public interface View {
            int number();

            void number(int value);
        }
    }

    /// What the collecting process is given, and how it tells that it is done.
    record Job(Ref<Root> root, Ref<Boolean> done) {}

    @Override
    public void open(Plan plan) throws Exception {
        Ref<Root> root = Ref.create(pool, new Root(0, Link.chain(BLOCKS)));
        Definition<Job, Boolean> collecting = crew.master().define("collecting", WriterWaitRows::collect);
        writeUntilDone(root, Ref.create(pool, true), WARM_UP_WRITES);
        plan.add(sink -> {
            Ref<Boolean> done = Ref.create(pool, false);
            long collector = collecting.start(new Job(root, done));
            long[] waits = writeUntilDone(root, done, 1);
            Check.equal("collector", true, collecting.join(collector).orElseThrow());
            sink.accept("wait.p50", milliseconds(waits, 0.5));
            sink.accept("wait.p999", milliseconds(waits, 0.999));
            sink.accept("wait.max", milliseconds(waits, 1));
        });
    }

    private static boolean collect(Job job) {
        job.root().heap().gc();
        job.done().set(true);
        return true;
    }

    // A write is due every period, and its wait is counted from when it was due: so one long wait counts for all the writes that it
    // held up.
    private static long[] writeUntilDone(Ref<Root> root, Ref<Boolean> done, int atLeast) {
        Root.View view = root.view(Root.View.class);
        long[] waits = new long[MOST_WRITES];
        long began = System.nanoTime();
        int count = 0;
        while (count < MOST_WRITES && (count < atLeast || !done.get())) {
            long due = began + count * PERIOD_NANOS;
            awaitDue(due);
            view.number(count);
            waits[count] = System.nanoTime() - due;
            count++;
        }
        Check.equal("number written last", count - 1, view.number());
        long[] taken = Arrays.copyOf(waits, count);
        Arrays.sort(taken);
        return taken;
    }

    private static void awaitDue(long due) {
        while (System.nanoTime() - due < 0) {
            Thread.onSpinWait();
        }
    }

    private static double milliseconds(long[] sortedNanos, double quantile) {
        int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
        return sortedNanos[Math.max(index, 0)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
