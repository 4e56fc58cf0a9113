package rockpool.bench.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rockpool.bench.Check;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedArray;

/// A shared array and an [ArrayList], at places chosen by chance.
public final class ArrayGrowthRows extends Growth {

    private final List<SharedArray<Account>> ours = new ArrayList<>();
    private final List<List<Account>> javas = new ArrayList<>();

    public ArrayGrowthRows() {
        super(2048);
    }

    @Override
    public void open(Plan plan) throws Exception {
        for (int size : SIZES) {
            SharedArray<Account> array = SharedArray.init(pool, size, i -> new Account("ann", (int) i));
            Check.equal("last element", new Account("ann", size - 1), array.get(size - 1));
            ours.add(array);
            javas.add(new ArrayList<>(IntStream.range(0, size).mapToObj(i -> new Account("ann", i)).toList()));
        }
        measure(plan, "growth.array.get", size -> rounds -> {
            SharedArray<Account> array = ours.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                sink += array.get(below(random, SIZES[size])).balance();
            }
        }, size -> rounds -> {
            List<Account> list = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                sink += list.get(below(random, SIZES[size])).balance();
            }
        });
        measure(plan, "growth.array.set", size -> rounds -> {
            SharedArray<Account> array = ours.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                array.set(below(random, SIZES[size]), new Account("bob", i));
            }
        }, size -> rounds -> {
            List<Account> list = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                list.set(below(random, SIZES[size]), new Account("bob", i));
            }
        });
    }
}
