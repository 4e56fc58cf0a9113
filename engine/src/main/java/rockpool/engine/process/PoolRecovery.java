package rockpool.engine.process;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.box.BoxRecovery;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.posix.EngineThread;

/// Cleans up in the pools and boxes that a child used, as soon as it has ended, in a thread of its own. No lock of a heap is taken. What
/// nobody uses any more is removed, also if the child died before its first step in it.
///
/// A child whose JVM was just being started may end after the master has closed: then it is done in the thread that notices.
final class PoolRecovery implements AutoCloseable {

    private static final long ENDING_SECONDS = 5;
    private static final int REMOVALS = 100;
    private static final long RETRY_NANOS = 5_000_000;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            EngineThread.factory("rockpool-recovery"), (late, _) -> late.run());

    private final String joins;

    /// @param joins the name of the object in which the master's processes say whom they wait for
    PoolRecovery(String joins) {
        this.joins = joins;
        thread.allowCoreThreadTimeOut(true);
    }

    /// @param pid of a child that has ended; 0 if it never came to be
    void after(int pid) {
        if (pid != 0) {
            thread.execute(() -> {
                recover(pid);
                recover(ObjectKind.JOINS, joins);
            });
        }
    }

    /// Does something that may have to wait for others.
    void execute(Runnable work) {
        thread.execute(work);
    }

    private static void recover(int pid) {
        try {
            recover(ObjectKind.POOL, pid);
            recover(ObjectKind.CAMLBOX, pid);
        } catch (LinkageError e) {
            // This process is ending and loads no classes any more: the next who looks at the pools finds the dead one.
            return;
        }
    }

    private static void recover(ObjectKind kind, int pid) {
        for (PoolSummary pool : Pool.list(kind)) {
            if (pool.users().stream().anyMatch(user -> user.pid() == pid)) {
                recover(kind, pool.objectName());
                removeIfUnused(kind, pool.objectName());
            } else if (isUnused(pool)) {
                removeIfUnused(kind, pool.objectName());
            }
        }
    }

    /// Attaching makes this process the last user if there is no other: then closing removes the pool.
    private static void recover(ObjectKind kind, String name) {
        try (Pool pool = Pool.find(kind, name).orElse(null)) {
            if (pool != null && kind == ObjectKind.CAMLBOX) {
                BoxRecovery.recoverDead(pool);
            } else if (pool != null) {
                pool.recoverDead();
            }
        } catch (RuntimeException e) {
            // Damaged, or made elsewhere: whoever uses it will be told so by the pool itself.
            return;
        }
    }

    /// Somebody who looked at the pool in the moment in which it was closed has kept it from being removed: it is tried again.
    private static void removeIfUnused(ObjectKind kind, String objectName) {
        for (int i = 0; i < REMOVALS && Pool.list(kind).stream().anyMatch(pool -> pool.objectName().equals(objectName) && isUnused(pool)); i++) {
            Pool.removeUnused(kind, objectName);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    /// Nobody has a slot in it: its last user has gone, or its creator died before it took the first. Whoever is about to take one holds
    /// the object's lock, and it stays.
    private static boolean isUnused(PoolSummary pool) {
        return pool.trouble() == null && pool.users().isEmpty();
    }

    /// Ends when what there was to do is done.
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
