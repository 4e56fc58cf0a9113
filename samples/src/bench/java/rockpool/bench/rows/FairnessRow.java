package rockpool.bench.rows;

import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;

/// The share of the slowest of eight processes that want the same mutex without pause.
public final class FairnessRow implements Group {

    private static final int PROCESSES = 8;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final long SPAN_NANOS = 2_000_000_000L;
    private static final long SLICE_NANOS = 10_000_000L;

    private final Pool pool = BenchPool.create(64);
    private final Crew crew = new Crew(PROCESSES);

    /// A mutex, and the counter that it guards.
    record Contested(Mutex mutex, Ref<Integer> counter) {

        static Contested create(Pool pool) {
            return new Contested(Mutex.create(pool, LockKind.NORMAL), Ref.create(pool, 0));
        }

        /// Counts up to a moment.
        ///
        /// @return how often
        int count(long end) throws InterruptedException {
            int count = 0;
            while (System.nanoTime() - end < 0) {
                mutex.lock();
                counter.set(counter.get() + 1);
                mutex.unlock();
                count++;
            }
            return count;
        }
    }

    /// What a process is given. All count for practice first, until the code of a contended lock is compiled in each of them.
    record Job(Contested practice, Contested contested, Gate gate) {}

    @Override
    public void open(Plan plan) {
        Definition<Job, Integer> work = crew.master().define("contender", FairnessRow::contend);
        plan.add(sink -> sink.accept("fairness.eight", shareOfSlowest(work)));
    }

    private double shareOfSlowest(Definition<Job, Integer> work) throws InterruptedException {
        Contested practice = Contested.create(pool);
        Contested contested = Contested.create(pool);
        Gate gate = Gate.create(pool, PROCESSES);
        List<Integer> counts = Crew.run(work, PROCESSES, _ -> new Job(practice, contested, gate));
        Check.equal("counter", counts.stream().mapToInt(Integer::intValue).sum(), contested.counter().get());
        int most = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return (double) least / most;
    }

    private static int contend(Job job) throws InterruptedException {
        countInSlices(job.practice(), System.nanoTime() + WARM_UP_NANOS);
        return countInSlices(job.contested(), job.gate().pass() + SPAN_NANOS);
    }

    private static int countInSlices(Contested contested, long end) throws InterruptedException {
        int count = 0;
        for (long now = System.nanoTime(); now - end < 0; now = System.nanoTime()) {
            count += contested.count(Math.min(now + SLICE_NANOS, end));
        }
        return count;
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
