package rockpool.bench.rows;

import java.util.List;
import java.util.Locale;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.heap.TypeRegistry;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// How much more two processes read at once than one does.
public final class ScalingRows implements Group {

    private static final long SPAN_NANOS = 400_000_000L;
    private static final int BATCH = 100;

    private final Pool pool = BenchPool.create(64);
    private final Crew crew = new Crew(2);
    private final Ref<Account> account = Ref.create(pool, new Account("ann", 10));

    /// How a reader reads.
    enum Way {
        PINNED {
            @Override
            int read(Ref<Account> account) {
                return account.with(Account.View.class, Account.View::balance);
            }
        },
        COPY {
            @Override
            int read(Ref<Account> account) {
                return account.get().balance();
            }
        };

        abstract int read(Ref<Account> account);

        /// How many reads fit into the time.
        long readsUntil(long end, Ref<Account> account) {
            long reads = 0;
            long sum = 0;
            while (System.nanoTime() - end < 0) {
                for (int i = 0; i < BATCH; i++) {
                    sum += read(account);
                }
                reads += BATCH;
            }
            Check.equal("sum of what was read", 10 * reads, sum);
            return reads;
        }
    }

    /// What a reading process is given.
    record Job(Way way, Ref<Account> account, Gate gate) {}

    @Override
    public void open(Plan plan) {
        Definition<Job, Long> reading = crew.master().define("reading", ScalingRows::read);
        for (Way way : Way.values()) {
            String key = "scaling." + way.name().toLowerCase(Locale.ROOT);
            if (plan.wants(key)) {
                plan.add(sink -> sink.accept(key, reads(reading, way, 2) / (double) reads(reading, way, 1)));
            }
        }
    }

    private long reads(Definition<Job, Long> reading, Way way, int readers) throws InterruptedException {
        Gate gate = Gate.create(pool, readers);
        List<Long> reads = Crew.run(reading, readers, _ -> new Job(way, account, gate));
        return reads.stream().mapToLong(Long::longValue).sum();
    }

    private static long read(Job job) throws InterruptedException {
        TypeRegistry.offer(Account.class);
        job.way().readsUntil(System.nanoTime() + SPAN_NANOS, job.account());
        return job.way().readsUntil(job.gate().pass() + SPAN_NANOS, job.account());
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
