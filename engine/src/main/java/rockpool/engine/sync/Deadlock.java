package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;

/// A cycle of waits that nobody on it will leave by itself, perhaps through several pools.
///
/// The search goes from one thread along what it waits for to all who could end that, and on. Of those found, it takes away again and again
/// who can go on: who does not wait, is dead, has a deadline, or waits for what one who goes on may give. The others are stuck. Then it
/// reads all their waits again and finds each unchanged by its counts: so between the two rounds all of them were there at once.
///
/// A wait is published before its search begins, behind a full fence; so the last one of a cycle to be published finds it. It may not be
/// the one to give up, though: that is the youngest that can ([WaitKind#givesUp()]), which searches again from time to time.
final class Deadlock {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(3 * Watcher.PERIOD_MILLIS);
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    private List<Waiting> cycle;

    private Deadlock(List<Waiting> cycle) {
        this.cycle = cycle;
    }

    /// What a search finds, in one pool or several. A thread is looked for where it was met first, and then in all pools.
    private static final class Search {

        private final Collection<? extends MappedPool> pools;
        private final Map<Waiting.Key, Waiting> stuck = new LinkedHashMap<>();
        private Map<Waiting.Key, Waiting> elsewhere;

        Search(Collection<? extends MappedPool> pools) {
            this.pools = pools;
        }

        List<Waiting> through(Waiting first) {
            reach(first);
            removeWhoGoesOn();
            return stuck.containsKey(first.waiter()) ? wayBack(first) : List.of();
        }

        private void reach(Waiting first) {
            Deque<Waiting> due = new ArrayDeque<>(List.of(first));
            Look look = new Look();
            while (!due.isEmpty()) {
                Waiting next = due.remove();
                Waiting.Key key = next.waiter();
                boolean dead = look.isActorDead(next.pool(), next.actor().index(), next.actor().incarnation());
                if (key == null || dead || !next.endless() || next.hasDeadline() || stuck.putIfAbsent(key, next) != null) {
                    continue;
                }
                for (int i = 0; i < next.targets().size(); i++) {
                    Waiting.Key target = next.targets().get(i);
                    Waiting wait = stuck.containsKey(target) ? null : waitOf(next, i, target);
                    if (wait != null) {
                        due.add(wait);
                    }
                }
            }
        }

        /// What a thread waits for that another waits for.
        private Waiting waitOf(Waiting from, int owner, Waiting.Key key) {
            if (owner < from.owners().size() && from.owners().get(owner).actor() >= 0) {
                ActorInfo info = from.pool().actors().get(from.owners().get(owner).actor());
                Waiting here = info == null ? null : Waiting.of(from.pool(), info);
                if (here != null && key.equals(here.waiter())) {
                    return here;
                }
            }
            return pools.size() < 2 && !from.kind().namesThread() ? null : elsewhere().get(key);
        }

        private Map<Waiting.Key, Waiting> elsewhere() {
            if (elsewhere == null) {
                elsewhere = new HashMap<>();
                pools.forEach(pool -> allOf(pool).forEach(wait -> elsewhere.put(wait.waiter(), wait)));
            }
            return elsewhere;
        }

        private void removeWhoGoesOn() {
            boolean changed;
            do {
                changed = stuck.values().removeIf(wait -> {
                    long waiting = wait.targets().stream().filter(stuck::containsKey).count();
                    return wait.any() ? waiting < wait.targets().size() : waiting == 0;
                });
            } while (changed);
        }

        /// The shortest way from a thread to itself.
        private List<Waiting> wayBack(Waiting first) {
            Waiting.Key start = first.waiter();
            Map<Waiting.Key, Waiting.Key> from = new HashMap<>();
            Deque<Waiting.Key> due = new ArrayDeque<>(List.of(start));
            while (!due.isEmpty()) {
                Waiting.Key at = due.remove();
                for (Waiting.Key next : stuck.get(at).targets()) {
                    if (next.equals(start)) {
                        return way(from, start, at);
                    }
                    if (stuck.containsKey(next) && !from.containsKey(next)) {
                        from.put(next, at);
                        due.add(next);
                    }
                }
            }
            return List.of();
        }

        private List<Waiting> way(Map<Waiting.Key, Waiting.Key> from, Waiting.Key start, Waiting.Key last) {
            List<Waiting> way = new ArrayList<>();
            for (Waiting.Key at = last; !at.equals(start); at = from.get(at)) {
                way.add(stuck.get(at));
            }
            way.add(stuck.get(start));
            Collections.reverse(way);
            return way;
        }

        boolean isConfirmed() {
            Look look = new Look();
            for (Waiting wait : stuck.values()) {
                if (!wait.isSameAs(wait.again()) || look.isActorDead(wait.pool(), wait.actor().index(), wait.actor().incarnation())) {
                    return false;
                }
            }
            return true;
        }
    }

    /// All waits of a pool; none if it is being closed meanwhile.
    static List<Waiting> allOf(MappedPool pool) {
        List<Waiting> waits = new ArrayList<>();
        if (pool.isClosed()) {
            return waits;
        }
        for (int i = 0; i < pool.actors().count(); i++) {
            ActorInfo info = pool.actors().get(i);
            Waiting wait = info == null ? null : Waiting.of(pool, info);
            if (wait != null && wait.waiter() != null) {
                waits.add(wait);
            }
        }
        return waits;
    }

    /// The cycle that an actor is on.
    ///
    /// @param pools all that threads on the cycle may wait in
    static Optional<Deadlock> through(Collection<? extends MappedPool> pools, MappedPool pool, int actor, int incarnation) {
        ActorInfo info = actor < 0 || actor >= pool.actors().count() ? null : pool.actors().get(actor);
        Waiting first = info == null || info.incarnation() != incarnation ? null : Waiting.of(pool, info);
        if (first == null || first.waiter() == null) {
            return Optional.empty();
        }
        Search search = new Search(pools);
        List<Waiting> cycle = search.through(first);
        return cycle.isEmpty() || !search.isConfirmed() ? Optional.empty() : Optional.of(new Deadlock(cycle));
    }

    /// Looks whether a thread's wait is to end a deadlock.
    ///
    /// @param wide whether to look into pools as well that this process has not attached
    /// @throws DeadlockException if it is
    static void require(Pool pool, Actor me, boolean wide) {
        // All is read while the views of other pools are there.
        OtherPools.search(pool, wide, pools -> ended(pools, pool, me).map(deadlock -> deadlock.told(pool, me))).ifPresent(exception -> {
            throw exception;
        });
    }

    /// The same for another thread of the process than the one that waits.
    static boolean isDue(Pool pool, Actor waiter, boolean wide) {
        return OtherPools.search(pool, wide, pools -> ended(pools, pool, waiter)).isPresent();
    }

    /// The deadlock that a wait has to end.
    private static Optional<Deadlock> ended(Collection<? extends MappedPool> pools, Pool pool, Actor waiter) {
        return through(pools, pool, waiter.index(), waiter.incarnation()).filter(deadlock -> deadlock.isVictim(pool, waiter));
    }

    private DeadlockException told(Pool pool, Actor me) {
        me.waitLine(Lines.of(me.thread()));
        awaitLines();
        pool.events().publish(EventKind.DEADLOCK, actorsAsPayload());
        return new DeadlockException(waits());
    }

    /// The cycle of a thread that takes a lock it has.
    static List<WaitGraph.Wait> withItself(MappedPool pool, Actor me, long lock) {
        Party myself = Party.of(pool, me.index(), me.incarnation());
        return List.of(new WaitGraph.Wait(pool.name(), myself, WaitKind.CHECKED_LOCK, lock, LockNames.of(pool).nameOf(lock), List.of(myself),
                Duration.ZERO, false, Lines.of(me.thread())));
    }

    /// Whether this is who has to give up: the last who began to wait, of those who can.
    private boolean isVictim(MappedPool pool, Actor me) {
        Comparator<Waiting> age = Comparator.<Waiting>comparingLong(wait -> wait.actor().waitSince())
                .thenComparing(wait -> wait.pool().objectName()).thenComparingInt(wait -> wait.actor().index());
        return cycle.stream().filter(wait -> wait.kind().givesUp()).max(age)
                .filter(victim -> victim.pool().objectName().equals(pool.objectName()) && victim.actor().index() == me.index()).isPresent();
    }

    /// How many there are, then as many of them as an event has room for.
    private long[] actorsAsPayload() {
        return LongStream.concat(LongStream.of(cycle.size()), cycle.stream().mapToLong(wait -> wait.actor().index()).limit(7)).toArray();
    }

    /// Waits a little until it is said from which line each on the cycle waits: each one's process does when its watcher has looked. A
    /// cycle that was there is there still: none on it leaves it but the caller.
    private void awaitLines() {
        long end = System.nanoTime() + PATIENCE;
        boolean missing = true;
        while (missing && System.nanoTime() - end < 0) {
            missing = cycle.stream().map(Waiting::again).anyMatch(wait -> wait != null && wait.actor().line().isEmpty());
            if (missing) {
                LockSupport.parkNanos(PAUSE);
            }
        }
        cycle = cycle.stream().map(wait -> {
            Waiting now = wait.again();
            return wait.isSameAs(now) ? now : wait;
        }).toList();
    }

    Set<Waiting.Key> threads() {
        return Set.copyOf(cycle.stream().map(Waiting::waiter).filter(Objects::nonNull).toList());
    }

    List<WaitGraph.Wait> waits() {
        return cycle.stream().map(WaitGraph::wait).toList();
    }
}
