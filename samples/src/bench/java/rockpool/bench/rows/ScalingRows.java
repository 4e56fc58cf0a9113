package rockpool.bench.rows;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.data.SharedArray;
import rockpool.engine.data.SharedHashTable;
import rockpool.engine.heap.TypeRegistry;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// How much more two processes read at once than one does.
///
/// Both read until they are no longer getting faster. Then each reads while the other sleeps, and in the end both do: the same two
/// processes, so that what the compiler has made of one of them does not count.
public final class ScalingRows implements Group {

    private static final long SPAN_NANOS = 400_000_000L;
    private static final long LEAST_WARM_UP_NANOS = 3_000_000_000L;
    private static final long MOST_WARM_UP_NANOS = 8_000_000_000L;
    private static final double STEADY = 0.03;
    private static final int BALANCE = 10;
    private static final int READERS = 2;

    private final Pool pool = BenchPool.create(64);
    private final Crew crew = new Crew(READERS);
    private final Accounts accounts = Accounts.create(pool);

    /// The same account wherever a reader may look for it: alone, under each key of a table, and as each element of an array.
    record Accounts(Ref<Account> alone, SharedHashTable<String, Account> byName, SharedArray<Account> byNumber) {

        static final int COUNT = 1_000;
        private static final String[] NAMES = IntStream.range(0, COUNT).mapToObj(number -> "account " + number).toArray(String[]::new);

        static Accounts create(Pool pool) {
            Account account = new Account("ann", BALANCE);
            SharedHashTable<String, Account> byName = SharedHashTable.create(pool);
            for (String name : NAMES) {
                byName.add(name, account);
            }
            return new Accounts(Ref.create(pool, account), byName, SharedArray.init(pool, COUNT, number -> account));
        }
    }

    /// How a reader reads.
    enum Way {
        PINNED {
            @Override
            int read(Accounts accounts, int number) {
                return accounts.alone.with(Account.View.class, Account.View::balance);
            }
        },
        COPY {
            @Override
            int read(Accounts accounts, int number) {
                return accounts.alone.get().balance();
            }
        },
        FIND {
            @Override
            int read(Accounts accounts, int number) {
                return accounts.byName.get(Accounts.NAMES[number]).balance();
            }
        },
        GET {
            @Override
            int read(Accounts accounts, int number) {
                return accounts.byNumber.get(number).balance();
            }
        };

        /// @param number from 0 to below [Accounts#COUNT]
        abstract int read(Accounts accounts, int number);

        /// How many reads fit into a span that begins now.
        long reads(Accounts accounts) {
            long end = System.nanoTime() + SPAN_NANOS;
            long reads = 0;
            long sum = 0;
            while (System.nanoTime() - end < 0) {
                for (int i = 0; i < Accounts.COUNT; i++) {
                    sum += read(accounts, i);
                }
                reads += Accounts.COUNT;
            }
            Check.equal("sum of what was read", BALANCE * reads, sum);
            return reads;
        }

        /// Reads until spans in a row agree.
        void warmUp(Accounts accounts) {
            long began = System.nanoTime();
            long last = 0;
            boolean steady = false;
            while (!steady || System.nanoTime() - began < LEAST_WARM_UP_NANOS) {
                long now = reads(accounts);
                steady = Math.abs(now - last) <= STEADY * now || System.nanoTime() - began > MOST_WARM_UP_NANOS;
                last = now;
            }
        }
    }

    /// What a reading process is given: its number, and the gates before each of the three spans and after the last.
    record Job(int number, Way way, Accounts accounts, List<Gate> gates) {}

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
        List<Reads> reads = Crew.run(reading, READERS, number -> new Job(number, way, accounts, gates));
        double alone = reads.stream().mapToLong(Reads::alone).average().orElseThrow();
        return reads.stream().mapToLong(Reads::together).sum() / alone;
    }

    private static Reads read(Job job) throws InterruptedException {
        TypeRegistry.offer(Account.class);
        job.way().warmUp(job.accounts());
        long alone = 0;
        for (int turn = 0; turn < READERS; turn++) {
            job.gates().get(turn).pass();
            if (turn == job.number()) {
                alone = job.way().reads(job.accounts());
            }
        }
        job.gates().get(READERS).pass();
        return new Reads(alone, job.way().reads(job.accounts()));
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
