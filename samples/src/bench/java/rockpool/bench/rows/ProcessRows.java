package rockpool.bench.rows;

import java.util.concurrent.locks.LockSupport;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;
import rockpool.engine.process.ProcessInfo;

/// What it costs to start a process that does next to nothing and to wait for its result.
public final class ProcessRows implements Group {

    /// As many as stand by, and as many as the original's program starts at once.
    private static final int BURST = 4;
    private static final int BURSTS = 5;
    private static final int SEQUENCE = 200;
    private static final int POOL_MEBIBYTES = 16;
    private static final int WARM_UP = 800;
    /// After this time nobody has asked for fresh workers for long enough, and those that stand by have warmed up.
    private static final long REST_MILLIS = 7_000;

    private final Crew crew = new Crew(BURST);
    private final Pool pool = BenchPool.create(POOL_MEBIBYTES);

    @Override
    public void open(Plan plan) throws Exception {
        Definition<Integer, Integer> successor = crew.master().define("successor", k -> k + 1);
        for (int i = 0; i < WARM_UP; i++) {
            check(successor, i, successor.start(i));
        }
        plan.add(sink -> sink.accept("process.burst", burst(successor)));
        plan.add(sink -> sink.accept("process.sequence", sequence(successor)));
        Ref<Integer> number = Ref.create(pool, 0);
        Definition<Ref<Integer>, Integer> adder = crew.master().define("adder", ProcessRows::addOne);
        shared(adder, number);
        plan.add(sink -> sink.accept("process.shared", shared(adder, number)));
        plan.add(sink -> sink.accept("process.fresh", fresh(successor)));
    }

    private static void check(Definition<Integer, Integer> successor, int argument, long process) throws InterruptedException {
        Check.equal("process", argument + 1, successor.join(process).orElseThrow());
    }

    private double burst(Definition<Integer, Integer> successor) throws InterruptedException {
        long spent = 0;
        for (int i = 0; i < BURSTS; i++) {
            awaitStandby();
            long began = System.nanoTime();
            long[] started = new long[BURST];
            for (int k = 0; k < BURST; k++) {
                started[k] = successor.start(k);
            }
            for (int k = 0; k < BURST; k++) {
                check(successor, k, started[k]);
            }
            spent += System.nanoTime() - began;
        }
        return (double) spent / (BURSTS * BURST);
    }

    private double sequence(Definition<Integer, Integer> successor) throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; i < SEQUENCE; i++) {
            check(successor, i, successor.start(i));
        }
        return (double) (System.nanoTime() - began) / SEQUENCE;
    }

    private static int addOne(Ref<Integer> number) {
        number.set(number.get() + 1);
        return 0;
    }

    private static double shared(Definition<Ref<Integer>, Integer> adder, Ref<Integer> number) throws InterruptedException {
        number.set(0);
        long began = System.nanoTime();
        for (int i = 0; i < SEQUENCE; i++) {
            adder.join(adder.start(number)).orElseThrow();
        }
        double nanoseconds = (double) (System.nanoTime() - began) / SEQUENCE;
        Check.equal("sum", SEQUENCE, number.get());
        return nanoseconds;
    }

    private double fresh(Definition<Integer, Integer> successor) throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; i < SEQUENCE; i++) {
            check(successor, i, successor.startFresh(i));
        }
        double nanoseconds = (double) (System.nanoTime() - began) / SEQUENCE;
        // What is measured next, ours or the original's, does not share the processors with workers that warm up.
        Thread.sleep(REST_MILLIS);
        return nanoseconds;
    }

    private void awaitStandby() {
        while (crew.master().processes().stream().filter(ProcessRows::standsBy).count() < BURST) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean standsBy(ProcessInfo process) {
        return process.role() == ProcessInfo.Role.STANDBY && process.state() == ProcessInfo.State.RUNNING;
    }

    @Override
    public void close() {
        crew.close();
        pool.close();
    }
}
