package rockpool.engine.sync;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.Pool;

/// What is done about locks and waits when a process leaves a pool. When another is found dead, what it was doing to lock slots is
/// finished, and who waits for one of its locks is woken at once, in every process. When this one closes the pool, its own waits end.
final class Departures {

    private Departures(Pool pool) {
        pool.onDeath((where, participant, process) -> died(where));
        pool.onClose(() -> Watcher.rouseAll(pool));
    }

    /// Has this process act on the departures from a pool that it finds out about.
    static void listen(Pool pool) {
        pool.attachment(Departures.class, Departures::new);
    }

    private static void died(Pool pool) {
        LockTable.recover(pool);
        Condition.recover(pool);
        for (int i = 0; i < pool.actors().count(); i++) {
            ActorInfo actor = pool.actors().get(i);
            if (actor != null && WaitKind.isForLock(actor.waitKind()) && isLockOfDead(pool, actor.waitingFor())) {
                WakeWord.wakeAll(pool.position() + actor.waitingFor() + LockSlot.WAKE);
            }
        }
    }

    private static boolean isLockOfDead(Pool pool, long offset) {
        if (offset == 0 || !pool.region().contains(offset, LockSlot.BYTES)) {
            return false;
        }
        return Look.isThreadGone(pool, Memory.getLongVolatile(pool.position() + offset + LockSlot.WORD));
    }
}
