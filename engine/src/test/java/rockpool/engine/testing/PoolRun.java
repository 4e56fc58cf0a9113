package rockpool.engine.testing;

import rockpool.engine.pool.Pool;

/// A run in one pool with a victim and survivors.
public abstract class PoolRun implements CrashEveryStore.Run {

    protected final SimulatedProcesses processes;
    protected final Pool victim;
    private Pool survivor;

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
        processes.kill(survivor);
        survivor = processes.start();
    }

    @Override
    public void close() {
        processes.close();
    }
}
