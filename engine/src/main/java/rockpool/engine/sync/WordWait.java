package rockpool.engine.sync;

import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;

/// One wait of the calling thread for something in a pool, with all its exits: woken, deadline, interrupt, and the death of those it
/// relies on. Everything that blocks in the engine blocks here.
///
/// While it is open the actor's slot says what the thread waits for and since when. The protocol of its user:
///
/// ```
/// try (WordWait wait = WordWait.open(target, me, deadline, interruptible, reason)) {
///     while (true) {
///         int ticket = wait.ticket();
///         // look: is it there? then take it and return. If not, tell those who have it that somebody waits.
///         switch (wait.sleep(ticket)) { … }
///     }
/// }
/// ```
///
/// A death leaves a published wait in a dead actor's slot, which is cleared with the slot.
public final class WordWait implements Watcher.Watched, AutoCloseable {

    // Most waits are short. The first sleep is bounded. When it ends by itself the user should suspect a death, and look closer than it can
    // afford to each time; a wait that goes on all the same is given to the watcher.

    private static final long FIRST_SLEEP = TimeUnit.MILLISECONDS.toNanos(3);

    /// The first sleep of all waits from now on. Tests make it longer than they last, so that nothing hides a wake-up that is lost.
    private static volatile long firstSleep = FIRST_SLEEP;

    /// What is waited for.
    ///
    /// @param offset of the thing, for whoever reads the actor's slot
    /// @param wakeOffset of its wake word
    /// @param with what else the wait needs, by its kind: the offset of the mutex to be regained, or the process of the thread that it is
    ///     for
    /// @param threadId of that thread, 0 if not known
    public record Target(Pool pool, WaitKind kind, long offset, long wakeOffset, long with, long threadId) {

        public Target(Pool pool, WaitKind kind, long offset, long wakeOffset) {
            this(pool, kind, offset, wakeOffset, 0, 0);
        }
    }

    /// What the watcher asks of a wait, beside what the waiter itself looks at.
    @FunctionalInterface
    public interface Reason {

        /// Whether the waiter would find, at a closer look, that it should not go on sleeping.
        boolean isOverdue(Look look);
    }

    private final Pool pool;
    private final Actor me;
    private final long wake;
    private final long deadline;
    private final boolean interruptible;
    private final Reason reason;
    private final long begin = System.nanoTime();
    /// Whether its first sleep has ended by itself.
    private boolean isOld;
    private boolean watched;
    private boolean lineSaid;
    private volatile boolean suspicious;

    private WordWait(Target target, Actor me, long deadline, boolean interruptible, Reason reason) {
        this.pool = target.pool;
        this.me = me;
        this.wake = target.pool.position() + target.wakeOffset;
        this.deadline = deadline;
        this.interruptible = interruptible;
        this.reason = reason;
    }

    /// Publishes a wait.
    ///
    /// @param deadline by [System#nanoTime()], [Deadline#NONE] for none
    /// @param interruptible whether [Thread#interrupt()] ends it
    public static WordWait open(Target target, Actor me, long deadline, boolean interruptible, Reason reason) {
        Departures.listen(target.pool);
        me.beginWait(target.offset, target.kind.code(deadline != Deadline.NONE), target.with, target.threadId);
        return new WordWait(target, me, deadline, interruptible, reason);
    }

    /// Lets waits sleep until they are woken, whoever dies, or look after themselves again.
    static void relyOnWakeUps(boolean alone) {
        firstSleep = alone ? Long.MAX_VALUE : FIRST_SLEEP;
    }

    /// The wake word as it is before the waiter looks at what it waits for.
    ///
    /// @throws PoolClosedException if this process has closed the pool
    public int ticket() {
        if (pool.isClosed()) {
            throw new PoolClosedException(pool.name());
        }
        return WakeWord.ticket(wake);
    }

    /// Whether it has lasted longer than most.
    public boolean isLong() {
        return isOld;
    }

    /// For how long it has lasted.
    public long nanos() {
        return System.nanoTime() - begin;
    }

    /// Whether somebody may have died since the last sleep, so that a closer look is due. Asking clears it.
    public boolean isSuspicious() {
        boolean was = suspicious;
        suspicious = false;
        return was;
    }

    /// Sleeps unless the wake word has been bumped since the ticket was read.
    public Wakeup sleep(int ticket) {
        long left = Deadline.left(deadline);
        if (left <= 0) {
            return Wakeup.TIMED_OUT;
        }
        if (interruptible && Thread.interrupted()) {
            return Wakeup.INTERRUPTED;
        }
        if (isOld && !watched) {
            watch();
        }
        if (!sleep(ticket, watched ? left : Math.min(left, firstSleep)) && !watched) {
            isOld = true;
            suspicious = true;
        }
        SyncPoint.LOCK_WOKEN.reach();
        return interruptible && Thread.interrupted() ? Wakeup.INTERRUPTED : Wakeup.LOOK_AGAIN;
    }

    private boolean sleep(int ticket, long nanos) {
        if (Thread.currentThread().isVirtual()) {
            return VirtualSleepers.sleep(pool, wake, ticket, nanos, interruptible);
        }
        return interruptible ? Interruptor.sleep(wake, ticket, nanos) : WakeWord.sleep(wake, ticket, nanos);
    }

    @Override
    public boolean isOverdue(Look look) {
        sayLine();
        return pool.isClosed() || reason.isOverdue(look);
    }

    // It takes a tenth of a millisecond and more to find the line, so the watcher does: whoever is woken just then goes on at once.

    private void sayLine() {
        if (lineSaid) {
            return;
        }
        String line = Lines.of(me.thread());
        synchronized (this) {
            if (watched) {
                me.waitLine(line);
                lineSaid = true;
            }
        }
    }

    @Override
    public boolean isIn(Pool somePool) {
        return pool == somePool;
    }

    // The watcher can be late: it has found the wait overdue, the wait ends, and only then it wakes. The word may belong to something else
    // by then. So waking and closing exclude each other.

    @Override
    public synchronized void rouse() {
        if (watched) {
            suspicious = true;
            WakeWord.wakeAll(wake);
        }
    }

    /// Withdraws the wait.
    @Override
    public void close() {
        unwatch();
        me.endWait();
    }

    private synchronized void watch() {
        watched = true;
        Watcher.add(this);
    }

    private synchronized void unwatch() {
        if (watched) {
            watched = false;
            Watcher.remove(this);
        }
    }
}
