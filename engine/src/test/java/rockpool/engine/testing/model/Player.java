package rockpool.engine.testing.model;

/// Somebody who makes steps: a process, or what stands for one. The referee's side of it.
interface Player extends AutoCloseable {

    String who();

    HistoryLog log();

    /// Waits until it can be ordered to play.
    void awaitReady();

    /// Makes it die in the next round in the middle of a step, if the step is long enough.
    ///
    /// @param step at the earliest
    /// @param moment how far in the step, from 0 until 1
    void dieAt(int step, double moment);

    /// Kills it where it is to die, if that is done from outside.
    void kill();

    boolean isDead();

    /// Whether it ended by itself.
    boolean hasFailed();

    /// What it printed, or said of its end.
    String output();

    @Override
    void close();
}
