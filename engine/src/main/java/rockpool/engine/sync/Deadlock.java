package rockpool.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.MappedPool;

/// A cycle of waits for locks that nobody on it will leave by itself.
///
/// The search follows, from one actor, the lock it waits for to its owner, and on. Then it goes along the cycle again and finds every wait
/// and every acquisition unchanged by their counts: so between the two rounds all of them were there at once.
///
/// A wait is published before its search begins, behind a full fence; so the last one of a cycle to be published finds it. It may not be the
/// one to give up, though: that is the youngest [WaitKind#CHECKED_LOCK] wait, which searches again from time to time.
final class Deadlock {

    /// One thread on the cycle: it waits for a lock that the next one has.
    private record Step(ActorInfo waiter, long lock, long owner, long acquisitions) {

        /// @return null if the actor does not wait for a lock that somebody has, or not for ever
        static Step from(MappedPool pool, int actor, int incarnation) {
            ActorInfo waiter = actor < 0 || actor >= pool.actors().count() ? null : pool.actors().get(actor);
            if (waiter == null || waiter.incarnation() != incarnation || WaitKind.hasDeadline(waiter.waitKind())
                    || !WaitGraph.waitsForLock(pool, waiter)) {
                return null;
            }
            long position = pool.position() + waiter.waitingFor();
            long acquisitions = LockSlot.acquisitions(position);
            long owner = LockWord.owner(Memory.getLongVolatile(position + LockSlot.WORD));
            return owner == 0 ? null : new Step(waiter, waiter.waitingFor(), owner, acquisitions);
        }

        boolean isSameAs(Step later) {
            return later != null && later.lock == lock && later.owner == owner && later.acquisitions == acquisitions
                    && later.waiter.waitCount() == waiter.waitCount();
        }
    }

    private final MappedPool pool;
    private final List<Step> steps;

    private Deadlock(MappedPool pool, List<Step> steps) {
        this.pool = pool;
        this.steps = steps;
    }

    /// The cycle that an actor is on.
    static Optional<Deadlock> through(MappedPool pool, int actor, int incarnation) {
        List<Step> steps = follow(pool, actor, incarnation);
        return steps.isEmpty() || !isConfirmed(pool, steps) ? Optional.empty() : Optional.of(new Deadlock(pool, steps));
    }

    /// @return no steps if the way does not lead back to the actor
    private static List<Step> follow(MappedPool pool, int actor, int incarnation) {
        List<Step> steps = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long first = LockWord.heldBy(actor, incarnation);
        for (long next = first; seen.add(next); next = steps.getLast().owner) {
            Step step = Step.from(pool, LockWord.ownerIndex(next), LockWord.ownerIncarnation(next));
            if (step == null) {
                return List.of();
            }
            steps.add(step);
        }
        return steps.getLast().owner == first ? steps : List.of();
    }

    private static boolean isConfirmed(MappedPool pool, List<Step> steps) {
        Look look = new Look();
        for (Step step : steps) {
            ActorInfo waiter = step.waiter;
            if (!step.isSameAs(Step.from(pool, waiter.index(), waiter.incarnation()))
                    || look.isActorDead(pool, waiter.index(), waiter.incarnation())) {
                return false;
            }
        }
        return true;
    }

    /// The cycle of a thread that takes a lock it has.
    static List<WaitGraph.Wait> withItself(MappedPool pool, Actor me, long lock) {
        Party myself = Party.of(pool, me.index(), me.incarnation());
        return List.of(new WaitGraph.Wait(myself, lock, LockNames.of(pool).nameOf(lock), Optional.of(myself), Duration.ZERO, false));
    }

    /// Whether this is who has to give up: the last who began to wait, of those whose lock is checked.
    boolean isVictim(Actor me) {
        return steps.stream().map(Step::waiter).filter(waiter -> WaitKind.CHECKED_LOCK.is(waiter.waitKind()))
                .max(Comparator.comparingLong(ActorInfo::waitSince).thenComparingInt(ActorInfo::index))
                .filter(victim -> victim.index() == me.index()).isPresent();
    }

    List<Integer> actors() {
        return steps.stream().map(step -> step.waiter.index()).toList();
    }

    /// How many there are, then as many of them as an event has room for.
    long[] actorsAsPayload() {
        return LongStream.concat(LongStream.of(steps.size()), steps.stream().mapToLong(step -> step.waiter.index()).limit(7)).toArray();
    }

    List<WaitGraph.Wait> waits() {
        LockNames names = LockNames.of(pool);
        return steps.stream().map(step -> WaitGraph.wait(pool, names, step.waiter)).toList();
    }
}
