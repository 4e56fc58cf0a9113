package rockpool.engine.box;

import rockpool.engine.pool.Pool;

/// Cleans up in boxes after processes that have died, for one that neither receives nor sends: the master.
public final class BoxRecovery {

    private BoxRecovery() {}

    /// Frees what the dead have of a box: the slots of messages that were being written, and their entries among the users. If the receiver
    /// is among them the box is closed, and all waits of its senders end. Any process that has attached the box may call it, at any time.
    ///
    /// @param pool the box's own; one that was never finished has no box, and is a pool like any other
    /// @return how many dead processes this call freed the entries of
    public static int recoverDead(Pool pool) {
        Box.in(pool);
        return pool.recoverDead();
    }
}
