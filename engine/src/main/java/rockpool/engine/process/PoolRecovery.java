package rockpool.engine.process;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;

/// Cleans up in the pools that a child used, as soon as it has ended, in a thread of its own. No lock of a heap is taken.
final class PoolRecovery {

    private static final ThreadPoolExecutor THREAD = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("rockpool-recovery").factory());

    static {
        THREAD.allowCoreThreadTimeOut(true);
    }

    private PoolRecovery() {}

    static void after(Child child) {
        THREAD.execute(() -> recover(child.pid()));
    }

    private static void recover(int pid) {
        for (PoolSummary pool : Pool.list()) {
            if (pool.users().stream().anyMatch(user -> user.pid() == pid)) {
                recover(pool.objectName());
            }
        }
    }

    /// Attaching makes this process the last user if there is no other: then closing removes the pool.
    private static void recover(String objectName) {
        try (Pool pool = Pool.find(objectName).orElse(null)) {
            if (pool != null) {
                pool.recoverDead();
            }
        } catch (RuntimeException e) {
            // Damaged, or made elsewhere: whoever uses it will be told so by the pool itself.
            return;
        }
    }
}
