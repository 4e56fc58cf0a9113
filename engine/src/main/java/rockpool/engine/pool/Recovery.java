package rockpool.engine.pool;

import java.util.List;
import java.util.function.BooleanSupplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// Cleans up after dead processes. Several may do so at once, and each may die at any step: every step is a compare-and-set of a word that
/// was seen before the slot was confirmed to be the dead one's, and the slot itself is freed last.
final class Recovery {

    private final Pool pool;
    private final List<RecoveryListener> listeners;

    Recovery(Pool pool, List<RecoveryListener> listeners) {
        this.pool = pool;
        this.listeners = listeners;
    }

    int recoverDead() {
        pool.writable();
        int freed = 0;
        for (int i = 0; i < pool.participants().count(); i++) {
            long word = pool.participants().word(i);
            if (word != 0 && pool.participants().stateOfOwner(word) == ProcessState.DEAD) {
                freed += recover(i, word) ? 1 : 0;
            }
        }
        return freed;
    }

    private boolean recover(int participant, long word) {
        ProcessIdentity process = Participants.identityOf(word);
        freeAllOf(participant, word);
        listeners.forEach(listener -> listener.died(pool, participant, process));
        PoolPoints.RECOVERY_TOLD.reach();
        if (!pool.participants().free(participant, word)) {
            return false;
        }
        Memory.getAndAddLong(pool.position() + PoolHeader.RECOVERIES, 1);
        if (Participants.stateOf(word) != Participants.LEAVING && pool.participants().selfIndex() >= 0) {
            pool.events().publish(EventKind.DIED, process.pid(), participant);
        }
        return true;
    }

    private void freeAllOf(int participant, long word) {
        BooleanSupplier stillSo = () -> pool.participants().word(participant) == word;
        pool.actors().freeAllOf(participant, stillSo);
        PoolPoints.RECOVERY_ACTORS.reach();
        pool.units().recover(participant, 0, pool.units().highest(), stillSo);
        Registrations.freeAllOf(pool, participant, stillSo);
        PoolPoints.RECOVERY_UNITS.reach();
        pool.events().recover(participant, stillSo);
    }

    /// Gives back the slot of a process that has stopped using the pool, and what it left.
    void leave(int participant, long word) {
        freeAllOf(participant, word);
        pool.participants().free(participant, word);
    }
}
