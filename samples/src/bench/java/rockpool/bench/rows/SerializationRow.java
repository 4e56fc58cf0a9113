package rockpool.bench.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;

/// A record into shared memory and out again, beside the same record through Java's serialization.
public final class SerializationRow implements Group {

    private final Pool pool = BenchPool.create(64);
    private long sink;

    @Override
    public void open(Plan plan) throws Exception {
        Account ann = new Account("ann", 10);
        Ref<Account> shared = Ref.create(pool, ann);
        Check.equal("serialized record", ann, roundTrip(ann));
        plan.loop("serialization.record", rounds -> {
            for (int i = 0; i < rounds; i++) {
                shared.set(new Account("ann", i));
                sink += shared.get().balance();
            }
        });
        plan.loop("serialization.record.peer", rounds -> {
            for (int i = 0; i < rounds; i++) {
                sink += roundTrip(new Account("ann", i)).balance();
            }
        });
    }

    private static Account roundTrip(Account account) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(account);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Account) in.readObject();
        }
    }

    @Override
    public void close() {
        Check.equal("sum of balances", true, sink >= 0);
        pool.close();
    }
}
