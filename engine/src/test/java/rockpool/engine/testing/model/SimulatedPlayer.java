package rockpool.engine.testing.model;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.time.Duration;
import rockpool.engine.memory.Stores;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.SimulatedProcesses;

/// A player that is a thread with a pool of its own. It dies before one of its stores.
final class SimulatedPlayer implements Player {

    private static final int MOST_STORES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String who;
    private final HistoryLog log = new HistoryLog(Arena.ofAuto().allocate(HistoryLog.BYTES, Long.BYTES));
    private final SimulatedProcesses processes;
    private final Pool pool;
    private final Thread thread;
    private volatile int lastStep = Integer.MAX_VALUE;
    private volatile int lastStore;
    private volatile boolean dead;
    private volatile String output = "";

    SimulatedPlayer(String who, SimulatedProcesses processes, Class<?> subject, String structure) {
        this.who = who;
        this.processes = processes;
        synchronized (processes) {
            this.pool = processes.start();
        }
        this.thread = Thread.ofPlatform().daemon().name(who).start(() -> play(Playing.subject(subject), structure));
    }

    private <T, M> void play(Subject<T, M> subject, String structure) {
        try {
            Playing.play(log, subject, subject.find(pool, structure), this::run);
        } catch (Death e) {
            dead = true;
        } catch (Throwable e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            output = text.toString();
            dead = true;
        }
    }

    /// Ends the thread of a player that died.
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;

        Death() {
            super(null, null, false, false);
        }
    }

    private void run(int step, Runnable body) {
        if (step < lastStep) {
            body.run();
        } else if (Stores.dieAt(lastStore, body)) {
            synchronized (processes) {
                processes.kill(pool);
            }
            throw new Death();
        }
    }

    @Override
    public String who() {
        return who;
    }

    @Override
    public HistoryLog log() {
        return log;
    }

    @Override
    public void awaitReady() {
        // A thread reads its order whenever it comes to it.
    }

    @Override
    public void dieAt(int step, double moment) {
        lastStore = (int) (moment * MOST_STORES);
        lastStep = step;
    }

    @Override
    public void kill() {
        // It dies by itself.
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public boolean hasFailed() {
        return !output.isEmpty();
    }

    @Override
    public String output() {
        return output;
    }

    @Override
    public void close() {
        log.orderEnd();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
