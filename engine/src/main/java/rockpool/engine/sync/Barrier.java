package rockpool.engine.sync;

import java.time.Duration;
import java.util.Optional;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.RawLock.Result;

/// A place where a number of threads of several processes meet: all wait until the last one has arrived, again and again. Nothing in
/// Netmulticore answers to it.
///
/// Who leaves before that, because of a deadline, an interrupt, or its death, has not arrived: another may come in its place. So a barrier
/// never breaks, and never opens for fewer than it is for.
public final class Barrier extends SyncObject {

    // Entry 0 holds the generation, how often the barrier has opened; entry 1 for how many it is. Each of those behind it names a thread that
    // has arrived, with a state that says whether in an even or an odd generation. All is changed under the slot's own lock, for a
    // moment. Who has that first frees the entries of the other sort of generation, and of the dead.
    //
    // The last to arrive stores the next generation: with that store the barrier is open, and all entries are of the other sort. A
    // death before it withdraws an arrival; a death after it leaves entries that the next one frees, and sleepers whom their watchers wake.
    //
    // All sleep on the wake word of the first part.

    private static final int GENERATION = 0;
    private static final int PARTIES = 1;
    private static final int FIRST = 2;

    private static final SyncType<Barrier> TYPE = new SyncType<>(SyncKind.BARRIER, Barrier::new);

    private Barrier(Pool pool, long offset, long life, Handle handle) {
        super(pool, offset, life, handle);
    }

    /// Makes a barrier without a name.
    ///
    /// @param parties how many meet, 1 or more
    public static Barrier create(Pool pool, int parties) {
        return created(pool, null, parties);
    }

    /// Makes a barrier that other processes find by its name.
    ///
    /// @param parties how many meet, 1 or more
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Barrier create(Pool pool, String name, int parties) {
        return created(pool, named(name), parties);
    }

    private static Barrier created(Pool pool, String name, int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties=" + parties + ": must be 1 or more");
        }
        return TYPE.create(pool, name, (where, offset, tag) -> begin(where, offset, tag, 0, parties));
    }

    /// The barrier of a name.
    public static Optional<Barrier> find(Pool pool, String name) {
        return TYPE.find(pool, name);
    }

    @Override
    SyncKind kind() {
        return SyncKind.BARRIER;
    }

    @Override
    void requireUnused() {
        // Who waits is told.
    }

    /// How many meet.
    public int parties() {
        requireThere();
        return (int) Math.max(0, entries.data(PARTIES));
    }

    /// How often it has opened.
    public long generation() {
        requireThere();
        return entries.data(GENERATION);
    }

    /// How many wait now.
    public int waiting() {
        requireThere();
        Look look = new Look();
        long sort = sort(entries.data(GENERATION));
        int waiting = 0;
        int count = entries.count();
        for (int i = FIRST; i < count; i++) {
            long word = entries.get(i);
            waiting += Entries.state(word) == sort && !look.isOwnerDead(pool, Entries.owner(word)) ? 1 : 0;
        }
        return waiting;
    }

    /// Arrives, and waits until all have.
    ///
    /// @throws InterruptedException if the thread was interrupted before; it has not arrived
    /// @throws IllegalStateException if the barrier has been destroyed
    public void await() throws InterruptedException {
        await(Deadline.NONE);
    }

    /// Arrives, and waits until all have, but no longer than a time.
    ///
    /// @return whether all have arrived; if not, neither has the caller
    /// @throws InterruptedException if the thread was interrupted before; it has not arrived
    /// @throws IllegalStateException if the barrier has been destroyed
    public boolean tryAwait(Duration atMost) throws InterruptedException {
        return await(Deadline.in(atMost));
    }

    /// Arrives if that opens the barrier, and does not wait.
    ///
    /// @return whether it has opened it; if not, the caller has not arrived
    public boolean tryAwait() {
        Actor me = pool.actor();
        take(me);
        return arriveUnder(me, false) == OPENED;
    }

    private static final long OPENED = -1;
    private static final long NOT_ARRIVED = -2;

    private boolean await(long deadline) throws InterruptedException {
        Actor me = pool.actor();
        take(me);
        long generation = arriveUnder(me, true);
        return generation == OPENED || new Arrival(me, generation).await(deadline);
    }

    private void take(Actor me) {
        requireThere();
        Result result = RawLock.lock(pool, me, offset, Deadline.NONE, false);
        requireThere(result);
    }

    /// The caller has the lock, and gives it back here.
    ///
    /// @param stay whether to arrive even if others are missing
    /// @return the generation arrived in, OPENED or NOT_ARRIVED
    private long arriveUnder(Actor me, boolean stay) {
        try {
            long generation = entries.data(GENERATION);
            long arrived = tidy(generation);
            if (arrived + 1 >= entries.data(PARTIES)) {
                entries.changeData(GENERATION, generation, generation + 1);
                SyncPoint.BARRIER_OPENED.reach();
                tidy(generation + 1);
                WakeWord.wakeAll(entries.wakePosition(GENERATION));
                return OPENED;
            }
            if (stay) {
                entries.claim(pool, sort(generation) | LockWord.heldBy(me));
            }
            return stay ? generation : NOT_ARRIVED;
        } finally {
            RawLock.unlockWhole(pool, me, offset);
        }
    }

    /// The state of the entries of a generation.
    static long sort(long generation) {
        return (generation & 1) == 0 ? Entries.WAITING : Entries.ASLEEP;
    }

    /// Frees the entries of other generations and of the dead.
    ///
    /// @return how many have arrived in this generation
    private int tidy(long generation) {
        Look look = new Look();
        int arrived = 0;
        int count = entries.count();
        for (int i = FIRST; i < count; i++) {
            long word = entries.get(i);
            if (Entries.state(word) == sort(generation) && !look.isOwnerDead(pool, Entries.owner(word))) {
                arrived++;
            } else if (Entries.content(word) != Entries.FREE) {
                entries.change(i, word, Entries.FREE);
            }
        }
        return arrived;
    }

    /// Withdraws an arrival, unless the barrier has opened.
    ///
    /// @return whether it has
    private boolean leave(Actor me, long generation) {
        take(me);
        try {
            if (entries.data(GENERATION) != generation) {
                return true;
            }
            int index = entries.indexOf(me, sort(generation));
            if (index != Entries.NONE) {
                entries.change(index, entries.get(index), Entries.FREE);
            }
            return false;
        } finally {
            RawLock.unlockWhole(pool, me, offset);
        }
    }

    /// A thread that has arrived.
    private final class Arrival implements WordWait.Reason {

        private final Actor me;
        private final long generation;

        Arrival(Actor me, long generation) {
            this.me = me;
            this.generation = generation;
        }

        boolean await(long deadline) throws InterruptedException {
            Spin spin = new Spin();
            do {
                if (isOpen()) {
                    requireThere();
                    return true;
                }
            } while (spin.again());
            Wakeup wakeup = sleep(deadline);
            if (wakeup == Wakeup.LOOK_AGAIN || leave(me, generation)) {
                requireThere();
                return true;
            }
            if (wakeup == Wakeup.INTERRUPTED) {
                throw new InterruptedException("while waiting at " + Barrier.this);
            }
            return false;
        }

        private boolean isOpen() {
            return entries.data(GENERATION) != generation;
        }

        private Wakeup sleep(long deadline) {
            long wake = entries.wakePosition(GENERATION);
            var target = new WordWait.Target(pool, WaitKind.BARRIER, offset, wake - pool.position());
            try (WordWait wait = WordWait.open(target, me, deadline, true, this)) {
                while (true) {
                    int ticket = wait.ticket();
                    if (isOpen() || !isThere()) {
                        return Wakeup.LOOK_AGAIN;
                    }
                    Wakeup wakeup = wait.sleep(ticket);
                    if (wakeup != Wakeup.LOOK_AGAIN) {
                        return wakeup;
                    }
                }
            }
        }

        @Override
        public boolean isOverdue(Look look) {
            return isOpen() || !isThere();
        }
    }
}
