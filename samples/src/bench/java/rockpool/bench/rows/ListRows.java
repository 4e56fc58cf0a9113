package rockpool.bench.rows;

import java.util.List;
import java.util.stream.IntStream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// A list of numbers and as many records linked one to the next, in and out; nanoseconds for one element.
public final class ListRows implements Group {

    static final int LENGTH = 10_000;

    private final Pool pool = BenchPool.create(64);
    private long sink;

    @Override
    public void open(Plan plan) throws Exception {
        if (plan.wants("list.assign", "list.copy")) {
            openNumbers(plan);
        }
        if (plan.wants("linked.assign", "linked.copy")) {
            openLinked(plan);
        }
    }

    static List<Integer> numbers() {
        return IntStream.range(0, LENGTH).boxed().toList();
    }

    private void openNumbers(Plan plan) throws Exception {
        List<Integer> numbers = numbers();
        Ref<List<Integer>> shared = Ref.create(pool, List.of());
        shared.set(numbers);
        Check.equal("list", numbers, shared.get());
        plan.loop("list.assign", LENGTH, rounds -> {
            for (int i = 0; i < rounds; i++) {
                shared.set(numbers);
            }
        });
        plan.loop("list.copy", LENGTH, rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += shared.get().size();
            }
        });
    }

    private void openLinked(Plan plan) throws Exception {
        Link chain = Link.chain(LENGTH);
        Ref<Link> shared = Ref.create(pool, new Link(0, null));
        shared.set(chain);
        Check.equal("sum of the chain", chain.sum(), shared.get().sum());
        plan.loop("linked.assign", LENGTH, rounds -> {
            for (int i = 0; i < rounds; i++) {
                shared.set(chain);
            }
        });
        plan.loop("linked.copy", LENGTH, rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += shared.get().number();
            }
        });
    }

    @Override
    public void close() {
        Check.equal("sum of sizes", true, sink >= 0);
        pool.close();
    }
}
