package rockpool.engine.pool;

import rockpool.engine.posix.ProcessIdentity;

/// Is told of each dead process that a pool has been cleaned from, so that layers above can repair what is theirs.
///
/// It is called before the process's slot is free for others, and again by the next one if who called it died in it: so it must not mind
/// being called twice.
@FunctionalInterface
public interface RecoveryListener {

    /// @param participant the dead process's slot; its actors are free by now
    void died(Pool pool, int participant, ProcessIdentity process);
}
