package rockpool.shell.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;

/// Uses every pool that the session uses, so that the pool lives on when the session ends.
///
/// A pool that a living session has left is left as well; one whose session has ended is kept until the console ends or the pool is
/// destroyed. For any thread.
public final class PoolKeeper implements AutoCloseable {

    private record Kept(Pool pool, int session) { }

    private final IntSupplier session;
    private final Map<String, Kept> kept = new HashMap<>();

    /// @param session the process id of the session as it is now, 0 while there is none
    public PoolKeeper(IntSupplier session) {
        this.session = session;
    }

    /// Looks which pools the session uses now.
    public synchronized void update() {
        int pid = session.getAsInt();
        if (pid == 0) {
            return;
        }
        Set<String> used = new HashSet<>();
        for (PoolSummary pool : Pool.list()) {
            if (pool.users().stream().anyMatch(user -> user.pid() == pid)) {
                used.add(pool.objectName());
                keep(pool.objectName(), pid);
            }
        }
        kept.entrySet().removeIf(entry -> entry.getValue().session == pid && !used.contains(entry.getKey()) && leave(entry.getValue()));
    }

    private void keep(String objectName, int pid) {
        Kept before = kept.get(objectName);
        if (before != null) {
            kept.put(objectName, new Kept(before.pool, pid));
            return;
        }
        try {
            kept.put(objectName, new Kept(Pool.attach(objectName), pid));
        } catch (NoSuchPoolException | PoolDamagedException e) {
            // It went away meanwhile, or nobody can use it.
        }
    }

    private static boolean leave(Kept one) {
        one.pool.close();
        return true;
    }

    /// Leaves a pool.
    public synchronized void release(String name) {
        kept.values().removeIf(one -> (one.pool.name().equals(name) || one.pool.objectName().equals(name)) && leave(one));
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(PoolKeeper::leave);
        kept.clear();
    }
}
