package rockpool.bench.rows;

import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Measurement;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedBlockingQueue;
import rockpool.engine.data.SharedQueue;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Definition;

/// A queue to which records are pushed, and from which all are popped afterwards, several times in a repetition so that it lasts as long as
/// those of other rows; and one between two processes, of which the other one stays, since what is wanted is not how long it takes to be
/// compiled.
public final class QueueRows implements Group {

    private static final int ELEMENTS = 200_000;
    private static final int PASSES = 5;
    private static final int WARM_UPS = 12;

    private final Pool pool = BenchPool.create(256);
    private final SharedQueue<Account> queue = SharedQueue.create(pool);
    private Crew crew;
    private SharedBlockingQueue<Integer> orders;

    /// What the other process is to do: it takes how many elements it is to push, again and again until it gets 0.
    record Job(SharedQueue<Account> queue, SharedBlockingQueue<Integer> orders) {}

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
        long pushing = 0;
        long popping = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            long began = System.nanoTime();
            push(queue, ELEMENTS);
            long pushed = System.nanoTime();
            long sum = 0;
            for (int i = 1; i <= ELEMENTS; i++) {
                sum += queue.pop().balance();
            }
            popping += System.nanoTime() - pushed;
            pushing += pushed - began;
            Check.equal("sum of balances", (long) ELEMENTS * (ELEMENTS + 1) / 2, sum);
        }
        sink.accept("queue.push", pushing / (double) (PASSES * ELEMENTS));
        sink.accept("queue.pop", popping / (double) (PASSES * ELEMENTS));
    }

    private void openTwo(Plan plan) throws Exception {
        crew = new Crew(1);
        orders = SharedBlockingQueue.create(pool, 1);
        Definition<Job, Integer> pushing = crew.master().define("pushing", QueueRows::pushAsOrdered);
        pushing.start(new Job(queue, orders));
        for (int i = 0; i < WARM_UPS; i++) {
            two();
        }
        plan.add(sink -> sink.accept("queue.two", two()));
    }

    /// How long an element takes from one process to another, when one pushes and the other pops at the same time.
    private double two() throws InterruptedException {
        orders.put(ELEMENTS);
        while (queue.isEmpty()) {
            Thread.onSpinWait();
        }
        long began = System.nanoTime();
        var deque = queue.asDeque();
        long sum = 0;
        for (int taken = 0; taken < ELEMENTS;) {
            Account next = deque.poll();
            if (next != null) {
                sum += next.balance();
                taken++;
            }
        }
        double nanoseconds = (System.nanoTime() - began) / (double) ELEMENTS;
        Check.equal("sum of balances", (long) ELEMENTS * (ELEMENTS + 1) / 2, sum);
        return nanoseconds;
    }

    private static void push(SharedQueue<Account> queue, int count) {
        for (int i = 1; i <= count; i++) {
            queue.push(new Account("x", i));
        }
    }

    /// @return how often it was ordered to
    static int pushAsOrdered(Job job) throws InterruptedException {
        int times = 0;
        for (int count = job.orders().take(); count > 0; count = job.orders().take()) {
            push(job.queue(), count);
            times++;
        }
        return times;
    }

    @Override
    public void close() {
        if (crew != null) {
            orders.offer(0);
            crew.close();
        }
        pool.close();
    }
}
