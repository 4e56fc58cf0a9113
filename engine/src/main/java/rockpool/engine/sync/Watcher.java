package rockpool.engine.sync;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Pool;
import rockpool.engine.posix.EngineThread;

/// Looks after the waits of this process that last longer: a daemon thread that exists while there are any.
///
/// It closes every hole that a death can leave. A sleeper relies on somebody who will wake it; when that process dies, before the wake-up
/// or instead of it, nobody does. So each wait names what must hold for it to go on sleeping, and the watcher looks at that every
/// [#PERIOD_MILLIS].
final class Watcher implements Runnable {

    /// A wait that the watcher looks after. Its methods are called in any thread.
    interface Watched {

        /// Whether the sleeper has a reason to wake up although nobody may be going to wake it.
        boolean isOverdue(Look look);

        boolean isIn(Pool pool);

        /// Has the sleeper look for itself.
        void rouse();
    }

    static final long PERIOD_MILLIS = 40;
    private static final long LINGER_MILLIS = 2_000;

    private static final Watcher INSTANCE = new Watcher();

    private final Set<Watched> waits = ConcurrentHashMap.newKeySet();
    private final Object monitor = new Object();
    private boolean running;

    private Watcher() {}

    static void add(Watched wait) {
        INSTANCE.waits.add(wait);
        INSTANCE.ensureRunning();
    }

    static void remove(Watched wait) {
        INSTANCE.waits.remove(wait);
    }

    /// Has all sleepers look for themselves that wait for something in a pool.
    static void rouseAll(Pool pool) {
        INSTANCE.waits.forEach(wait -> {
            if (wait.isIn(pool)) {
                wait.rouse();
            }
        });
    }

    private void ensureRunning() {
        synchronized (monitor) {
            if (!running) {
                running = true;
                EngineThread.start("rockpool-watcher", this);
            }
        }
    }

    @Override
    public void run() {
        while (awaitWork()) {
            Look look = new Look();
            waits.forEach(wait -> lookAt(wait, look));
        }
    }

    private static void lookAt(Watched wait, Look look) {
        boolean overdue;
        try {
            overdue = wait.isOverdue(look);
        } catch (RuntimeException damaged) {
            // The sleeper meets the same and reports it to who waits.
            overdue = true;
        }
        if (overdue) {
            wait.rouse();
        }
    }

    /// @return false if there has been none for a while
    private boolean awaitWork() {
        synchronized (monitor) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
            do {
                pause();
            } while (waits.isEmpty() && end - System.nanoTime() > 0);
            running = !waits.isEmpty();
            return running;
        }
    }

    private void pause() {
        try {
            monitor.wait(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt it; the next look is only earlier.
        }
    }
}
