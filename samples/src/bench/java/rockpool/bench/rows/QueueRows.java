package rockpool.bench.rows;

import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Measurement;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedQueue;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// A queue to which records are pushed, and from which all are popped afterwards; and one between two processes.
public final class QueueRows implements Group {

    private static final int ELEMENTS = 200_000;
    private static final int WARM_UPS = 12;
    private static final int WARM_UPS_OF_TWO = 3;
    /// The process that pushes has just started: so many elements pass before the clock runs, while its methods are compiled.
    private static final int BEFORE = 2 * ELEMENTS;

    private final Pool pool = BenchPool.create(256);
    private final SharedQueue<Account> queue = SharedQueue.create(pool);
    private Crew crew;

    /// What the other process is to do.
    record Job(SharedQueue<Account> queue, int count) {}

    @Override
    public void open(Plan plan) throws Exception {
        queue.push(new Account("ann", 10));
        Check.equal("first element", new Account("ann", 10), queue.peek());
        Check.equal("popped element", new Account("ann", 10), queue.pop());
        if (plan.wants("queue.push", "queue.pop")) {
            for (int i = 0; i < WARM_UPS; i++) {
                measure((key, value) -> { });
            }
            plan.add(this::measure);
        }
        if (plan.wants("queue.two")) {
            openTwo(plan);
        }
    }

    private void measure(Measurement.Sink sink) {
        long began = System.nanoTime();
        for (int i = 1; i <= ELEMENTS; i++) {
            queue.push(new Account("x", i));
        }
        long pushed = System.nanoTime();
        long sum = 0;
        for (int i = 1; i <= ELEMENTS; i++) {
            sum += queue.pop().balance();
        }
        long popped = System.nanoTime();
        Check.equal("sum of balances", (long) ELEMENTS * (ELEMENTS + 1) / 2, sum);
        sink.accept("queue.push", (pushed - began) / (double) ELEMENTS);
        sink.accept("queue.pop", (popped - pushed) / (double) ELEMENTS);
    }

    private void openTwo(Plan plan) throws Exception {
        crew = new Crew(1);
        Definition<Job, Integer> pushing = crew.master().define("pushing", QueueRows::push);
        for (int i = 0; i < WARM_UPS_OF_TWO; i++) {
            two(pushing);
        }
        plan.add(sink -> sink.accept("queue.two", two(pushing)));
    }

    /// How long an element takes from one process to another, when one pushes and the other pops at the same time.
    private double two(Definition<Job, Integer> pushing) throws InterruptedException {
        long other = pushing.start(new Job(queue, BEFORE + ELEMENTS));
        Check.equal("sum of balances before", sum(1, BEFORE), take(BEFORE));
        long began = System.nanoTime();
        long sum = take(ELEMENTS);
        double nanoseconds = (System.nanoTime() - began) / (double) ELEMENTS;
        Check.equal("sum of balances", sum(BEFORE + 1, BEFORE + ELEMENTS), sum);
        Check.equal("pushed", BEFORE + ELEMENTS, pushing.join(other).orElseThrow());
        return nanoseconds;
    }

    private long take(int count) {
        var deque = queue.asDeque();
        long sum = 0;
        for (int taken = 0; taken < count;) {
            Account next = deque.poll();
            if (next != null) {
                sum += next.balance();
                taken++;
            }
        }
        return sum;
    }

    private static long sum(long from, long to) {
        return (from + to) * (to - from + 1) / 2;
    }

    static int push(Job job) {
        for (int i = 1; i <= job.count(); i++) {
            job.queue().push(new Account("x", i));
        }
        return job.count();
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
        }
        pool.close();
    }
}
