package rockpool.engine.testing.model;

import java.nio.file.Path;
import rockpool.engine.testing.ChildJvm;

/// A player that is a process. It is killed with SIGKILL; its log is in a file that stays.
final class ProcessPlayer implements Player {

    private static final int LONGEST_STEP = 10_000;
    private static final int KILLED = 137;

    private final String who;
    private final HistoryLog log;
    private final ChildJvm child;
    private boolean ready;
    private int lastStep;
    private double lastMoment;

    ProcessPlayer(String who, String pool, Class<?> subject, String structure, Path folder) {
        this.who = who;
        Path file = folder.resolve(who);
        this.log = new HistoryLog(Playing.map(file));
        this.child = ChildJvm.start(Playing.Main.class, pool, subject.getName(), structure, file.toString());
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
        if (!ready) {
            child.expectLine("ready");
            ready = true;
        }
    }

    @Override
    public void dieAt(int step, double moment) {
        lastStep = step;
        lastMoment = moment;
    }

    @Override
    public void kill() {
        while (log.called() <= lastStep && child.process().isAlive()) {
            Thread.onSpinWait();
        }
        Playing.spinUntil(System.nanoTime() + (long) (lastMoment * LONGEST_STEP));
        child.kill();
    }

    @Override
    public boolean isDead() {
        return !child.process().isAlive();
    }

    @Override
    public boolean hasFailed() {
        return isDead() && child.waitFor() != KILLED;
    }

    @Override
    public String output() {
        return child.output();
    }

    @Override
    public void close() {
        log.orderEnd();
        child.close();
    }
}
