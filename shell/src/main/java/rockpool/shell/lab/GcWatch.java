package rockpool.shell.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rockpool.engine.pool.EventRing;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.pool.PoolView;
import rockpool.engine.process.ProcessInfo;

/// Shows the runs of the collector as they happen: looks ten times a second at the events of pools, and every second for new ones.
final class GcWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS_BETWEEN_LISTS = 10;

    private static final class Watched {
        private final PoolView view;
        private long next;

        Watched(PoolView view) {
            this.view = view;
            this.next = view.events().next();
        }
    }

    private final Lab lab;
    private final String pool;
    private final Map<String, Watched> watched = new HashMap<>();
    private long runs;
    private long lost;

    /// @param pool null for those that this console's own processes use
    GcWatch(Lab lab, String pool) {
        this.lab = lab;
        this.pool = pool;
    }

    /// Watches until the time is over, no task runs any more, or the thread is interrupted.
    void run(double seconds, boolean whileWorkers) throws InterruptedException {
        long start = System.nanoTime();
        try {
            for (long look = 0; ; look++) {
                boolean last = System.nanoTime() - start >= seconds * 1e9 || whileWorkers && !tasksRun();
                if (look % LOOKS_BETWEEN_LISTS == 0) {
                    findPools();
                }
                watched.values().forEach(this::show);
                if (last) {
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            lab.console().output().say(runs + (runs == 1 ? " run" : " runs") + " of the collector"
                    + (lost > 0 ? ", and " + lost + " events that came too fast to be shown" : ""));
        }
    }

    private boolean tasksRun() {
        return lab.master().processes().stream()
                .anyMatch(process -> process.role() == ProcessInfo.Role.TASK && process.reason() == null);
    }

    private void findPools() {
        List<PoolSummary> pools = pool == null ? lab.ownPools() : Pool.list().stream().filter(one -> pool.equals(one.name())).toList();
        for (PoolSummary summary : pools) {
            if (summary.trouble() == null && !watched.containsKey(summary.objectName())) {
                try {
                    watched.put(summary.objectName(), new Watched(Pool.view(summary.objectName())));
                } catch (NoSuchPoolException | PoolDamagedException e) {
                    // It went away meanwhile, or there is nothing to see in it.
                }
            }
        }
    }

    private void show(Watched one) {
        EventRing.Batch batch = one.view.events().read(one.next);
        one.next = batch.next();
        lost += batch.lost();
        if (batch.events().isEmpty()) {
            return;
        }
        List<ProcessInfo> processes = lab.master().processes();
        batch.events().forEach(event -> Collection.of(one.view, event, processes).ifPresent(run -> {
            runs++;
            lab.console().output().say(run.line());
        }));
    }

    @Override
    public void close() {
        watched.values().forEach(one -> one.view.close());
    }
}
