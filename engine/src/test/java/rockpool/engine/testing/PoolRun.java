package rockpool.engine.testing;

import rockpool.engine.pool.Pool;

/// A run in one pool with a victim and survivors.
public abstract class PoolRun implements CrashEveryStore.Run {

    protected final SimulatedProcesses processes;
    protected final Pool victim;
    private Pool survivor;
    private boolean twoDied;

    protected PoolRun(long maximumBytes) {
        processes = SimulatedProcesses.with(maximumBytes);
        victim = processes.start();
        survivor = processes.start();
    }

    /// The process that repairs: another one after each death.
    protected final Pool survivor() {
        return survivor;
    }

    @Override
    public void victimDied() {
        processes.kill(victim);
    }

    @Override
    public void recover() {
        survivor.recoverDead();
    }

    @Override
    public void recovererDied() {
        twoDied = true;
        processes.kill(survivor);
        survivor = processes.start();
    }

    /// After the death of the victim alone all processes leave in good order. After a second death, of which there are many more runs, the
    /// last survivor does, and the others are killed, which costs less.
    @Override
    public void close() {
        if (twoDied) {
            processes.alive().stream().filter(pool -> pool != survivor).forEach(processes::kill);
        }
        processes.close();
    }
}
