package rockpool.bench.rows;

import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// Shared references to a number and to a record, and the heap's `modify`.
public final class ReferenceRows implements Group {

    private final Pool pool = BenchPool.create(64);
    private long sink;

    @Override
    public void open(Plan plan) throws Exception {
        openNumber(plan);
        openRecord(plan);
        openModify(plan);
    }

    private void openNumber(Plan plan) throws Exception {
        Ref<Integer> number = Ref.create(pool, 0);
        number.set(7);
        Check.equal("assigned number", 7, number.get());
        plan.loop("ref.int.assign", rounds -> {
            for (int i = 0; i < rounds; i++) {
                number.set(i);
            }
        });
    }

    private void openRecord(Plan plan) throws Exception {
        Ref<Account> account = Ref.create(pool, new Account("nobody", 0));
        account.set(new Account("ann", 10));
        Check.equal("copy", new Account("ann", 10), account.get());
        Check.equal("pinned read", 10, account.with(Account.View.class, Account.View::balance));
        Check.equal("unprotected read", 10, account.view(Account.View.class).balance());
        plan.loop("ref.record.assign", rounds -> {
            for (int i = 0; i < rounds; i++) {
                account.set(new Account("ann", i));
            }
        });
        plan.loop("ref.record.copy", rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += account.get().balance();
            }
        });
        plan.loop("ref.record.pinned", rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += account.with(Account.View.class, Account.View::balance);
            }
        });
        plan.loop("ref.record.unprotected", rounds -> {
            Account.View view = account.view(Account.View.class);
            for (int i = 0; i < rounds; i++) {
                sink += view.balance();
            }
        });
    }

    private void openModify(Plan plan) throws Exception {
        Ref<Account> account = Ref.create(pool, new Account("ann", 0));
        var heap = account.heap();
        plan.loop("heap.modify.add", rounds -> {
            for (int i = 0; i < rounds; i++) {
                Account bob = new Account("bob", i);
                heap.modify(mutator -> mutator.add(bob));
            }
        });
    }

    @Override
    public void close() {
        Check.equal("sum of balances", true, sink >= 0);
        pool.close();
    }
}
