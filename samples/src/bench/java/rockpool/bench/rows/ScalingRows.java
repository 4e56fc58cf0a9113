package rockpool.bench.rows;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.heap.TypeRegistry;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// How much more two processes read at once than one does.
///
/// Both read until they are no longer getting faster. Then each reads while the other sleeps, and in the end both do: the same two processes, so that
/// what the compiler has made of one of them does not count.
public final class ScalingRows implements Group {

    private static final long SPAN_NANOS = 400_000_000L;
    private static final long LEAST_WARM_UP_NANOS = 3_000_000_000L;
    private static final long MOST_WARM_UP_NANOS = 8_000_000_000L;
    private static final double STEADY = 0.03;
    private static final int BATCH = 100;
    private static final int READERS = 2;

    private final Pool pool = BenchPool.create(64);
    private final Crew crew = new Crew(READERS);
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

        /// How many reads fit into a span that begins now.
        long reads(Ref<Account> account) {
            long end = System.nanoTime() + SPAN_NANOS;
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

        /// Reads until spans in a row agree.
        void warmUp(Ref<Account> account) {
            long began = System.nanoTime();
            long last = 0;
            boolean steady = false;
            while (!steady || System.nanoTime() - began < LEAST_WARM_UP_NANOS) {
                long now = reads(account);
                steady = Math.abs(now - last) <= STEADY * now || System.nanoTime() - began > MOST_WARM_UP_NANOS;
                last = now;
            }
        }
    }

    /// What a reading process is given: its number, and the gates before each of the three spans and after the last.
    record Job(int number, Way way, Ref<Account> account, List<Gate> gates) {}

    /// How much a process has read alone, and together with the other.
    record Reads(long alone, long together) {}

    @Override
    public void open(Plan plan) {
        Definition<Job, Reads> reading = crew.master().define("reading", ScalingRows::read);
        for (Way way : Way.values()) {
            String key = "scaling." + way.name().toLowerCase(Locale.ROOT);
            if (plan.wants(key)) {
                plan.add(sink -> sink.accept(key, togetherAgainstAlone(reading, way)));
            }
        }
    }

    private double togetherAgainstAlone(Definition<Job, Reads> reading, Way way) throws InterruptedException {
        List<Gate> gates = Stream.generate(() -> Gate.create(pool, READERS)).limit(READERS + 1).toList();
        List<Reads> reads = Crew.run(reading, READERS, number -> new Job(number, way, account, gates));
        double alone = reads.stream().mapToLong(Reads::alone).average().orElseThrow();
        return reads.stream().mapToLong(Reads::together).sum() / alone;
    }

    private static Reads read(Job job) throws InterruptedException {
        TypeRegistry.offer(Account.class);
        job.way().warmUp(job.account());
        long alone = 0;
        for (int turn = 0; turn < READERS; turn++) {
            job.gates().get(turn).pass();
            if (turn == job.number()) {
                alone = job.way().reads(job.account());
            }
        }
        job.gates().get(READERS).pass();
        return new Reads(alone, job.way().reads(job.account()));
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
