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
    private static final long SPAN_NANOS = 2_000_000_000L;

    private final Pool pool = BenchPool.create(64);
    private final Crew crew = new Crew(PROCESSES);

    /// What a process is given.
    record Job(Mutex mutex, Ref<Integer> counter, Gate gate) {}

    @Override
    public void open(Plan plan) {
        Definition<Job, Integer> work = crew.master().define("contender", FairnessRow::contend);
        plan.add(sink -> sink.accept("fairness.eight", shareOfSlowest(work)));
    }

    private double shareOfSlowest(Definition<Job, Integer> work) throws InterruptedException {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        Ref<Integer> counter = Ref.create(pool, 0);
        Gate gate = Gate.create(pool, PROCESSES);
        List<Integer> counts = Crew.run(work, PROCESSES, _ -> new Job(mutex, counter, gate));
        Check.equal("counter", counts.stream().mapToInt(Integer::intValue).sum(), counter.get());
        int most = counts.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int least = counts.stream().mapToInt(Integer::intValue).min().orElseThrow();
        return (double) least / most;
    }

    private static int contend(Job job) throws InterruptedException {
        long end = job.gate().pass() + SPAN_NANOS;
        int count = 0;
        while (System.nanoTime() - end < 0) {
            job.mutex().lock();
            job.counter().set(job.counter().get() + 1);
            job.mutex().unlock();
            count++;
        }
        return count;
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
