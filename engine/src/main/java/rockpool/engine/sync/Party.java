package rockpool.engine.sync;

import java.util.Optional;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Participant;

/// A thread that holds a lock or waits, as everybody can see it in the pool.
///
/// @param actor the number of its slot; -1 if it has none in the pool
/// @param incarnation which of the slot's users
/// @param pid its process, 0 if that is not known any more
/// @param process the process's name
/// @param thread the thread's name; its number if it has no slot
public record Party(int actor, int incarnation, int pid, String process, String thread, boolean virtual) {

    private static final String GONE = "?";

    /// What the pool still knows of an actor.
    static Party of(MappedPool pool, int actor, int incarnation) {
        ActorInfo info = actor < 0 || actor >= pool.actors().count() ? null : pool.actors().get(actor);
        if (info == null || info.incarnation() != incarnation) {
            return new Party(actor, incarnation, 0, GONE, GONE, false);
        }
        return of(pool, info);
    }

    static Party of(MappedPool pool, ActorInfo info) {
        Optional<Participant> process = participant(pool, info.participant());
        return new Party(info.index(), info.incarnation(), process.map(Participant::pid).orElse(0),
                process.map(Participant::name).orElse(GONE), info.thread(), info.virtual());
    }

    /// A thread that has no slot in the pool.
    static Party unknown(int pid, long threadId) {
        return new Party(-1, 0, pid, GONE, String.valueOf(threadId), false);
    }

    private static Optional<Participant> participant(MappedPool pool, int index) {
        boolean possible = index >= 0 && index < pool.participants().count();
        return possible ? Optional.ofNullable(pool.participants().get(index)) : Optional.empty();
    }

    /// Whether nothing is known of it any more: its thread has ended, or its process was cleaned up after.
    public boolean isGone() {
        return pid == 0;
    }

    @Override
    public String toString() {
        return isGone() ? "a thread that has ended" : "thread " + thread + " of process " + pid + " (" + process + ")";
    }
}
