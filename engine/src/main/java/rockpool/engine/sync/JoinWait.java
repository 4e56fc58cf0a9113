package rockpool.engine.sync;

import java.util.Optional;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.posix.ProcessIdentity;

/// The wait of the calling thread for the end of a task, for everybody to see. It blocks nowhere itself: how the end is learned is its
/// user's.
///
/// A process that joins may have no pool, so the wait is in an object of its own ([ObjectKind#JOINS]), one for all processes of a master:
///
/// | step | by whom | what others see if it dies then |
/// |---|---|---|
/// | the object is found, or made | the first of the processes that waits | an object that nobody uses |
/// | the thread takes an actor's slot there | the joiner | the slot of a dead thread |
/// | kind JOIN, the task's number, since when; no thread | the joiner | a wait that anybody may end: no edge |
/// | the line | the joiner | |
/// | the same wait, with the process and thread that run the task | the joiner, told by the master | a wait of a dead thread, which is on no cycle |
/// | waiting for: 0; the object is left | the joiner | nothing; the last to leave has removed it |
///
/// The stores of a wait are those of every wait ([Actor#beginWait]). The master cleans up after a child that has died here as in a pool.
///
/// A thread is on a cycle with all its waits, in whatever pool: it is known by its process and thread id. Where the object cannot be had,
/// since memory is short or all slots are taken, the wait is not seen, and lasts as long.
public final class JoinWait implements AutoCloseable {

    private static final PoolOptions OPTIONS = new PoolOptions(1, 256, 1024, 1, 64);
    private static final int TRIES = 5;

    /// Null if nobody sees this wait.
    private final Pool pool;
    private final Actor me;
    private final long task;
    private final boolean deadline;
    private final long since;

    private JoinWait(Pool pool, Actor me, long task, boolean deadline, long since) {
        this.pool = pool;
        this.me = me;
        this.task = task;
        this.deadline = deadline;
        this.since = since;
    }

    /// What the object of a master's processes is called.
    public static String objectOf(long masterPid) {
        return "joins_" + masterPid;
    }

    /// Publishes a wait of which nobody knows yet which thread it is for.
    ///
    /// @param joins the object's name
    /// @param task the number of the process
    /// @param deadline whether it ends by itself
    /// @param since when it began, by [System#nanoTime()]
    public static JoinWait publish(String joins, long task, boolean deadline, long since) {
        Pool pool = null;
        Actor me = null;
        try {
            pool = object(joins).orElse(null);
            me = pool == null ? null : pool.actor();
        } catch (RuntimeException unavailable) {
            close(pool);
        }
        JoinWait wait = new JoinWait(me == null ? null : pool, me, task, deadline, since);
        wait.show(0, 0);
        return wait;
    }

    /// Removes the objects that nobody uses any more, since masters were killed with all their processes.
    public static void removeUnused() {
        for (String object : Pool.objects(ObjectKind.JOINS)) {
            try {
                // Who is the last to leave removes it.
                Pool.find(ObjectKind.JOINS, object).ifPresent(Pool::close);
            } catch (RuntimeException damaged) {
                continue;
            }
        }
    }

    /// Another may make or remove it meanwhile.
    private static Optional<Pool> object(String name) {
        Optional<Pool> found = Optional.empty();
        for (int i = 0; i < TRIES && found.isEmpty(); i++) {
            found = Pool.find(ObjectKind.JOINS, name).or(() -> made(name));
        }
        return found;
    }

    private static Optional<Pool> made(String name) {
        try {
            return Optional.of(Pool.create(ObjectKind.JOINS, name, OPTIONS));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private void show(long process, long threadId) {
        if (pool != null) {
            me.beginWait(task, WaitKind.JOIN.code(deadline), process, threadId, since);
            me.waitLine(Lines.of(me.thread()));
        }
    }

    /// Says which thread the wait is for.
    public void runBy(ProcessIdentity process, long threadId) {
        show(Participants.identityWord(process), threadId);
    }

    /// Searches all that this machine's processes wait for.
    ///
    /// @throws DeadlockException if this wait would never end, and is the youngest of those on the cycle that can give up
    public void requireNoDeadlock() {
        if (pool != null && !deadline) {
            Deadlock.require(pool, me, true);
        }
    }

    /// Withdraws the wait.
    @Override
    public void close() {
        if (pool != null) {
            me.endWait();
            close(pool);
        }
    }

    private static void close(MappedPool open) {
        if (open != null) {
            open.close();
        }
    }
}
