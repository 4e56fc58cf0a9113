package rockpool.bench.rows;

import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// A whole collection of a heap in which little is to be collected.
public final class CollectorRows implements Group {

    private final Pool pool = BenchPool.create(64);

    @Override
    public void open(Plan plan) throws Exception {
        List<Integer> numbers = ListRows.numbers();
        Ref<List<Integer>> list = Ref.create(pool, numbers);
        plan.loop("collector.list", rounds -> {
            for (int i = 0; i < rounds; i++) {
                list.heap().gc();
            }
        });
        Check.equal("list after collections", numbers, list.get());

        Link chain = Link.chain(ListRows.LENGTH);
        Ref<Link> linked = Ref.create(pool, chain);
        plan.loop("collector.linked", rounds -> {
            for (int i = 0; i < rounds; i++) {
                linked.heap().gc();
            }
        });
        Check.equal("chain after collections", chain.sum(), linked.get().sum());
    }

    @Override
    public void close() {
        pool.close();
    }
}
