package rockpool.bench.rows;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// How long a writer waits while another process collects a heap of ten million blocks.
///
/// The collecting process stays the same, and has collected before: so no start of a process, and no compiler, shares the cores with the
/// two. The writer sleeps between its writes, since two threads that never sleep leave a machine of two cores no room for anything else.
public final class WriterWaitRows implements Group {

    private static final int BLOCKS = 10_000_000;
    private static final int COLLECTIONS = 10;
    private static final int WARM_UP_COLLECTIONS = 20;
    private static final int WARM_UP_WRITES = 30_000;
    private static final long PERIOD_NANOS = 250_000;
    private static final int MOST_WRITES = 1_000_000;

    private final Pool pool = BenchPool.create(1024);
    private final Crew crew = new Crew(1);
    private final Ref<Root> root = Ref.create(pool, new Root(0, Link.chain(BLOCKS)));
    private final Ref<Integer> asked = Ref.create(pool, 0);
    private final Ref<Integer> done = Ref.create(pool, 0);
    private final Definition<Job, Boolean> collecting = crew.master().define("collecting", WriterWaitRows::collect);
    private long collector;

    /// The root of the heap: the chain is what there is to collect, the number is what the writer changes.
    record Root(int number, Link chain) {

        /// The number can be changed.
        public interface View {
            int number();

            void number(int value);
        }
    }

    /// What the collecting process is given: how many collections it has been asked for, and how many it has made. It ends when less than
    /// none is asked for.
    record Job(Ref<Root> root, Ref<Integer> asked, Ref<Integer> done) {}

    @Override
    public void open(Plan plan) throws Exception {
        collector = collecting.start(new Job(root, asked, done));
        writeWhile(WARM_UP_WRITES, 0);
        asked.set(WARM_UP_COLLECTIONS);
        writeWhile(1, 0);
        // The chain as it was before it went into the heap: this process's own collector is not what is measured.
        System.gc();
        plan.add(sink -> {
            asked.set(asked.get() + COLLECTIONS);
            long[] waits = writeWhile(1, PERIOD_NANOS);
            sink.accept("wait.p50", milliseconds(waits, 0.5));
            sink.accept("wait.p999", milliseconds(waits, 0.999));
            sink.accept("wait.max", milliseconds(waits, 1));
        });
    }

    private static boolean collect(Job job) throws InterruptedException {
        while (job.asked().get() >= 0) {
            if (job.done().get() < job.asked().get()) {
                job.root().heap().gc();
                job.done().set(job.done().get() + 1);
            } else {
                Thread.sleep(1);
            }
        }
        return true;
    }

    // A write is due every period, and its wait is counted from when it was due: so one long wait counts for all the writes that it
    // held up.
    private long[] writeWhile(int atLeast, long period) {
        Root.View view = root.view(Root.View.class);
        long[] waits = new long[MOST_WRITES];
        int last = asked.get();
        long began = System.nanoTime();
        int count = 0;
        while (count < MOST_WRITES && (count < atLeast || done.get() < last)) {
            long due = began + count * period;
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
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }

    private static double milliseconds(long[] sortedNanos, double quantile) {
        int index = (int) Math.ceil(quantile * sortedNanos.length) - 1;
        return sortedNanos[Math.max(index, 0)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    @Override
    public void close() {
        asked.set(-1);
        try {
            Check.equal("collector", true, collecting.join(collector).orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        crew.close();
        pool.close();
    }
}
