package rockpool.engine.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.posix.ProcessState;

/// One look at who is alive. Each process is asked after once, however many locks it holds, so it is for use at one moment only.
public final class Look {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static volatile long last = System.nanoTime() - PAUSE;

    private record Process(MappedPool pool, int participant) {}

    private final Map<Process, Boolean> dead = new HashMap<>();

    public Look() {}

    /// Whether no thread of this process was told so for some milliseconds: for those who would look often and wait for nothing.
    static boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - last >= PAUSE;
        if (due) {
            last = now;
        }
        return due;
    }

    /// Whether the owner in a lock's word will never store again: its thread has ended or its process is dead.
    public boolean isOwnerDead(MappedPool pool, long word) {
        return LockWord.isHeld(word) && isActorDead(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word));
    }

    public boolean isActorDead(MappedPool pool, int index, int incarnation) {
        if (!pool.actors().holdsSlot(index, incarnation)) {
            return true;
        }
        int participant = pool.actors().participant(index);
        boolean processDead = participant < 0 || dead.computeIfAbsent(new Process(pool, participant), Look::ask);
        return processDead || !pool.actors().holdsSlot(index, incarnation);
    }

    private static boolean ask(Process process) {
        return process.pool.participants().state(process.participant) == ProcessState.DEAD;
    }

    /// Whether the owner's slot belongs to another thread by now. This needs no system call.
    static boolean isThreadGone(MappedPool pool, long word) {
        return LockWord.isHeld(word) && !pool.actors().holdsSlot(LockWord.ownerIndex(word), LockWord.ownerIncarnation(word));
    }
}
