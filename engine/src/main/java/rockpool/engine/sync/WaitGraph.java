package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.MappedPool;

/// Who waits for whom in a pool, read from outside without the help of those who wait. It needs no more than a view of the pool.
///
/// Each wait was so when it was read. A cycle that [#cycles()] gives was so as a whole at one moment.
public final class WaitGraph {

    /// A thread waits for a lock that another has.
    ///
    /// @param lock the offset of the lock
    /// @param name of the lock
    /// @param owner nobody if the lock has just been given back
    /// @param since for how long it has waited
    /// @param hasDeadline whether the wait ends by itself
    public record Wait(Party waiter, long lock, Optional<String> name, Optional<Party> owner, Duration since, boolean hasDeadline) {

        @Override
        public String toString() {
            return waiter + " waits for lock " + name.orElse("at " + lock) + owner.map(party -> ", held by " + party).orElse("");
        }
    }

    private final MappedPool pool;
    private final List<Wait> waits;

    private WaitGraph(MappedPool pool, List<Wait> waits) {
        this.pool = pool;
        this.waits = List.copyOf(waits);
    }

    /// Reads the waits of a pool.
    public static WaitGraph of(MappedPool pool) {
        LockNames names = LockNames.of(pool);
        List<Wait> waits = new ArrayList<>();
        for (int i = 0; i < pool.actors().count(); i++) {
            ActorInfo actor = pool.actors().get(i);
            if (actor != null && waitsForLock(pool, actor)) {
                waits.add(wait(pool, names, actor));
            }
        }
        return new WaitGraph(pool, waits);
    }

    static boolean waitsForLock(MappedPool pool, ActorInfo actor) {
        return actor.waitingFor() != 0 && WaitKind.isForLock(actor.waitKind()) && LockSlot.canBeAt(pool, actor.waitingFor());
    }

    static Wait wait(MappedPool pool, LockNames names, ActorInfo actor) {
        long lock = actor.waitingFor();
        long word = Memory.getLongVolatile(pool.position() + lock + LockSlot.WORD);
        Optional<Party> owner = LockWord.isHeld(word)
                ? Optional.of(Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)))
                : Optional.empty();
        Duration since = Duration.ofNanos(Math.max(0, System.nanoTime() - actor.waitSince()));
        return new Wait(Party.of(pool, actor), lock, names.nameOf(lock), owner, since, WaitKind.hasDeadline(actor.waitKind()));
    }

    /// All waits.
    public List<Wait> waits() {
        return waits;
    }

    /// The cycles of waits that none of those on them will ever leave: no wait has a deadline, and nobody on it is dead.
    public List<List<Wait>> cycles() {
        List<List<Wait>> cycles = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Wait wait : waits) {
            if (!seen.contains(wait.waiter().actor())) {
                Deadlock.through(pool, wait.waiter().actor(), wait.waiter().incarnation()).ifPresent(deadlock -> {
                    seen.addAll(deadlock.actors());
                    cycles.add(deadlock.waits());
                });
            }
        }
        return cycles;
    }
}
