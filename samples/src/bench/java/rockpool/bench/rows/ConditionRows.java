package rockpool.bench.rows;

import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;

/// Two processes that wake each other at a condition in turn: at once, so that the other is still awake, and late, so that it sleeps.
public final class ConditionRows implements Group {

    private static final int AWAKE = 100_000;
    private static final int ASLEEP = 3_000;
    /// Both practise equally often, or the last one would wait for ever: so by a number and not by the clock.
    private static final int PRACTICE = 60_000;
    private static final int PRACTICE_LATE = 1_500;
    /// Longer than anybody stays awake who waits.
    private static final long LATE_NANOS = 150_000;

    private final Pool pool = BenchPool.create(64);
    private Crew crew;

    /// Whose turn it is, and when that was said.
    record Table(Mutex mutex, Condition condition, Ref<Integer> turn, Ref<Long> said) {

        static Table create(Pool pool) {
            return new Table(Mutex.create(pool, LockKind.NORMAL), Condition.create(pool), Ref.create(pool, 0), Ref.create(pool, 0L));
        }

        /// Waits for its turn and gives it to the other, so often.
        ///
        /// @param lateNanos how long to keep the turn
        /// @return nanoseconds from being called to having been woken, all together
        long play(int me, int times, long lateNanos) throws InterruptedException {
            long woken = 0;
            for (int i = 0; i < times; i++) {
                mutex.lock();
                while (turn.get() != me) {
                    condition.await(mutex);
                }
                long now = lateNanos == 0 ? 0 : System.nanoTime();
                woken += lateNanos == 0 ? 0 : now - said.get();
                mutex.unlock();
                stay(now + lateNanos, lateNanos);
                mutex.lock();
                turn.set(1 - me);
                if (lateNanos != 0) {
                    said.set(System.nanoTime());
                }
                condition.signal();
                mutex.unlock();
            }
            return woken;
        }

        private static void stay(long until, long lateNanos) {
            while (lateNanos != 0 && System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }
    }

    /// What a player is given. The first table is for practice.
    record Job(Table practice, Table table, Gate gate, int me, int times, long lateNanos) {}

    /// When a player began and ended, by the clock that all processes share, and how long its wake-ups took.
    record Played(long began, long ended, long woken) {}

    @Override
    public void open(Plan plan) {
        if (plan.wants("condition.round", "condition.asleep")) {
            crew = new Crew(2);
            Definition<Job, Played> playing = crew.master().define("playing", ConditionRows::play);
            plan.add(sink -> {
                if (plan.wants("condition.round")) {
                    sink.accept("condition.round", round(playing));
                }
                if (plan.wants("condition.asleep")) {
                    sink.accept("condition.asleep", asleep(playing));
                }
            });
        }
    }

    private double round(Definition<Job, Played> playing) throws InterruptedException {
        List<Played> both = run(playing, AWAKE, 0);
        long began = both.stream().mapToLong(Played::began).min().orElseThrow();
        long ended = both.stream().mapToLong(Played::ended).max().orElseThrow();
        return (ended - began) / (double) AWAKE;
    }

    /// A round trip has two wake-ups.
    private double asleep(Definition<Job, Played> playing) throws InterruptedException {
        List<Played> both = run(playing, ASLEEP, LATE_NANOS);
        return both.stream().mapToLong(Played::woken).sum() / (double) ASLEEP;
    }

    private List<Played> run(Definition<Job, Played> playing, int times, long lateNanos) throws InterruptedException {
        Table practice = Table.create(pool);
        Table table = Table.create(pool);
        Gate gate = Gate.create(pool, 2);
        List<Played> both = Crew.run(playing, 2, me -> new Job(practice, table, gate, me, times, lateNanos));
        Check.equal("whose turn it is in the end", 0, table.turn().get());
        return both;
    }

    private static Played play(Job job) throws InterruptedException {
        job.practice().play(job.me(), PRACTICE, 0);
        job.practice().play(job.me(), PRACTICE_LATE, job.lateNanos());
        long began = job.gate().pass();
        job.table().said().set(System.nanoTime());
        long woken = job.table().play(job.me(), job.times(), job.lateNanos());
        return new Played(began, System.nanoTime(), woken);
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
        }
        pool.close();
    }
}
