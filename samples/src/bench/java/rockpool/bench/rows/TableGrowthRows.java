package rockpool.bench.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rockpool.bench.Check;
import rockpool.bench.Plan;
import rockpool.engine.data.SharedHashTable;

/// A shared hash table and a [HashMap] with keys that are texts: found, replaced, added and removed by chance. And the longest that an
/// addition has taken while the table grew to its last size.
public final class TableGrowthRows extends Growth {

    private static final double NANOS_OF_MILLI = 1e6;

    private final String[] keys = new String[SIZES[SIZES.length - 1] + 1];
    private final List<SharedHashTable<String, Account>> ours = new ArrayList<>();
    private final List<Map<String, Account>> javas = new ArrayList<>();
    private long longest;

    public TableGrowthRows() {
        super(6144);
    }

    @Override
    public void open(Plan plan) throws Exception {
        for (int size : SIZES) {
            ours.add(filled(size));
        }
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(i);
        }
        for (int size : SIZES) {
            javas.add(filledMap(size));
        }
        plan.add(values -> values.accept("growth.table.longest", longest / NANOS_OF_MILLI));
        openFind(plan);
        openReplace(plan);
        openTurn(plan);
    }

    private static String key(int number) {
        return "account number " + number;
    }

    /// While it is filled there is next to nothing in Java's own heap, whose collector would be seen otherwise.
    private SharedHashTable<String, Account> filled(int size) {
        SharedHashTable<String, Account> table = SharedHashTable.create(pool);
        longest = 0;
        for (int i = 0; i < size; i++) {
            String key = key(i);
            Account account = new Account("ann", i);
            long began = System.nanoTime();
            table.add(key, account);
            longest = Math.max(longest, System.nanoTime() - began);
        }
        Check.equal("last value", new Account("ann", size - 1), table.get(key(size - 1)));
        Check.equal("length", (long) size, table.length());
        return table;
    }

    private Map<String, Account> filledMap(int size) {
        Map<String, Account> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(keys[i], new Account("ann", i));
        }
        return map;
    }

    private void openFind(Plan plan) throws Exception {
        measure(plan, "growth.table.find", size -> rounds -> {
            SharedHashTable<String, Account> table = ours.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                sink += table.get(keys[below(random, SIZES[size])]).balance();
            }
        }, size -> rounds -> {
            Map<String, Account> map = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                sink += map.get(keys[below(random, SIZES[size])]).balance();
            }
        });
    }

    private void openReplace(Plan plan) throws Exception {
        measure(plan, "growth.table.replace", size -> rounds -> {
            SharedHashTable<String, Account> table = ours.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                table.replace(keys[below(random, SIZES[size])], new Account("bob", i));
            }
        }, size -> rounds -> {
            Map<String, Account> map = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                map.put(keys[below(random, SIZES[size])], new Account("bob", i));
            }
        });
    }

    private void openTurn(Plan plan) throws Exception {
        measure(plan, "growth.table.turn", size -> rounds -> {
            SharedHashTable<String, Account> table = ours.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                String key = keys[below(random, SIZES[size])];
                table.remove(key);
                table.add(key, new Account("eve", i));
            }
        }, size -> rounds -> {
            Map<String, Account> map = javas.get(size);
            long random = rounds;
            for (int i = 0; i < rounds; i++) {
                random = next(random);
                String key = keys[below(random, SIZES[size])];
                map.remove(key);
                map.put(key, new Account("eve", i));
            }
        });
    }
}
