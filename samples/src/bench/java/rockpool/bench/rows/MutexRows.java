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

/// A mutex alone, and two processes that count together under one.
public final class MutexRows implements Group {

    private static final int INCREMENTS = 2_000_000;
    private static final int ROUND = 1_000;
    private static final long WARM_UP_NANOS = 2_000_000_000L;

    private final Pool pool = BenchPool.create(64);
    private Crew crew;

    /// A counter and the mutex that guards it.
    record Counter(Mutex mutex, Ref<Integer> count) {

        static Counter create(Pool pool) {
            return new Counter(Mutex.create(pool, LockKind.NORMAL), Ref.create(pool, 0));
        }

        void increment(int times) throws InterruptedException {
            for (int i = 0; i < times; i++) {
                mutex.lock();
                count.set(count.get() + 1);
                mutex.unlock();
            }
        }
    }

    /// What a counting process is given. All count under a mutex for practice first: what runs when a lock is contended is other code than
    /// what runs when it is not, and has to be compiled as well.
    record Job(Counter practice, Counter common, Gate gate) {}

    /// When a process began to count, and when it ended, by the clock that all processes share.
    record Span(long began, long ended) {}

    @Override
    public void open(Plan plan) throws Exception {
        if (plan.wants("mutex.alone")) {
            openAlone(plan);
        }
        if (plan.wants("mutex.two")) {
            openTwo(plan);
        }
    }

    private void openAlone(Plan plan) throws Exception {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        plan.loop("mutex.alone", rounds -> {
            for (int i = 0; i < rounds; i++) {
                mutex.lock();
                mutex.unlock();
            }
        });
    }

    private void openTwo(Plan plan) {
        crew = new Crew(2);
        Definition<Job, Span> counting = crew.master().define("counting", MutexRows::count);
        plan.add(sink -> sink.accept("mutex.two", nanosecondsOfIncrement(counting)));
    }

    private double nanosecondsOfIncrement(Definition<Job, Span> counting) throws InterruptedException {
        Counter practice = Counter.create(pool);
        Counter common = Counter.create(pool);
        Gate gate = Gate.create(pool, 2);
        List<Span> spans = Crew.run(counting, 2, _ -> new Job(practice, common, gate));
        Check.equal("common counter", 2 * INCREMENTS, common.count().get());
        long began = spans.stream().mapToLong(Span::began).min().orElseThrow();
        long ended = spans.stream().mapToLong(Span::ended).max().orElseThrow();
        return (ended - began) / (2.0 * INCREMENTS);
    }

    private static Span count(Job job) throws InterruptedException {
        for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() - end < 0;) {
            job.practice().increment(ROUND);
        }
        long began = job.gate().pass();
        for (int done = 0; done < INCREMENTS; done += ROUND) {
            job.common().increment(ROUND);
        }
        return new Span(began, System.nanoTime());
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
        }
        pool.close();
    }
}
