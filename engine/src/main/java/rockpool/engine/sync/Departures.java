package rockpool.engine.sync;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.Pool;

/// What is done about locks when a process is found dead: what it was doing to lock slots is finished, and who waits for one of its locks is
/// woken at once, in every process.
final class Deaths {

    private static final Set<Pool> LISTENED_TO = Collections.newSetFromMap(new WeakHashMap<>());

    private Deaths() {}

    /// Has this process act on the deaths in a pool that it finds out about.
    static void listen(Pool pool) {
        synchronized (LISTENED_TO) {
            if (!LISTENED_TO.add(pool)) {
                return;
            }
        }
        pool.onDeath((where, participant, process) -> died(where));
    }

    private static void died(Pool pool) {
        LockTable.recover(pool);
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
