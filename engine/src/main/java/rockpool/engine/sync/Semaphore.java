package rockpool.engine.sync;

import java.time.Duration;
import java.util.Optional;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A semaphore that threads of several processes share. It answers to `Netmcore_sem`, with these differences: waits can have a deadline and
/// can be interrupted, and there is a protected kind.
///
/// A plain one is a counter: anybody may [#post()], and what a process took that dies stays taken.
///
/// A *protected* one has a fixed number of units and knows which thread has each of them. Only who has one gives it back, or another thread
/// of the same process; the units of a killed process, or of a thread that has ended, can be had again at once.
///
/// **Plain:** entry 0 of its part holds the value, changed by compare-and-set. A death between raising it and waking leaves sleepers at an
/// open gate, whom their watchers wake.
///
/// **Protected:** entry 0 holds the number of units, and each unit is one entry of those behind it: free, or HELD with the thread's actor.
/// Taking it is one compare-and-set from free, or from a dead thread's, to one's own. So no death leaves a unit that counts for nobody.
public final class Semaphore extends SyncObject {

    /// The most units of a protected semaphore.
    public static final int MOST_PROTECTED = 4096;
    /// The greatest value of a plain one.
    public static final int MOST = Integer.MAX_VALUE;

    private static final int VALUE = 0;
    private static final int FIRST_UNIT = 1;

    private static final SyncType<Semaphore> TYPE = new SyncType<>(SyncKind.SEMAPHORE, Semaphore::new);

    private Semaphore(Pool pool, long offset, long life, Handle handle) {
        super(pool, offset, life, handle);
    }

    /// Makes a plain semaphore without a name. Answers to `Netmcore_sem.create`.
    ///
    /// @param value 0 to [#MOST]
    public static Semaphore create(Pool pool, int value) {
        return plain(pool, null, value);
    }

    /// Makes a plain semaphore that other processes find by its name.
    ///
    /// @param value 0 to [#MOST]
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Semaphore create(Pool pool, String name, int value) {
        return plain(pool, named(name), value);
    }

    /// Makes a protected semaphore without a name.
    ///
    /// @param units 1 to [#MOST_PROTECTED]
    public static Semaphore createProtected(Pool pool, int units) {
        return protectedOne(pool, null, units);
    }

    /// Makes a protected semaphore that other processes find by its name.
    ///
    /// @param units 1 to [#MOST_PROTECTED]
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Semaphore createProtected(Pool pool, String name, int units) {
        return protectedOne(pool, named(name), units);
    }

    /// The semaphore of a name.
    public static Optional<Semaphore> find(Pool pool, String name) {
        return TYPE.find(pool, name);
    }

    /// The semaphore of a name; a plain one is made if there is none.
    ///
    /// @param name a Java identifier
    /// @param value that it begins with, 0 to [#MOST]
    /// @throws IllegalArgumentException if the name is none, or something else has it
    public static Semaphore findOrCreate(Pool pool, String name, int value) {
        return Names.findOrCreate(() -> find(pool, name), () -> create(pool, name, value));
    }

    /// The semaphore of a name; a protected one is made if there is none.
    ///
    /// @param name a Java identifier
    /// @param units 1 to [#MOST_PROTECTED]
    /// @throws IllegalArgumentException if the name is none, or something else has it
    public static Semaphore findOrCreateProtected(Pool pool, String name, int units) {
        return Names.findOrCreate(() -> find(pool, name), () -> createProtected(pool, name, units));
    }

    private static Semaphore plain(Pool pool, String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("value=" + value + ": allowed are 0 to " + MOST);
        }
        return TYPE.create(pool, name, (where, offset, tag) -> begin(where, offset, tag, value));
    }

    private static Semaphore protectedOne(Pool pool, String name, int units) {
        if (units < 1 || units > MOST_PROTECTED) {
            throw new IllegalArgumentException("units=" + units + ": allowed are 1 to " + MOST_PROTECTED);
        }
        return TYPE.create(pool, name, SyncKind.PROTECTED_SEMAPHORE, (where, offset, tag) -> makeUnits(where, offset, tag, units));
    }

    private static void makeUnits(Pool pool, long offset, int tag, int units) {
        begin(pool, offset, tag, units);
        Entries all = new Entries(pool, offset, tag);
        while (all.count() < FIRST_UNIT + units) {
            all.append(pool);
        }
    }

    @Override
    SyncKind kind() {
        return kind == SyncKind.PROTECTED_SEMAPHORE ? kind : SyncKind.SEMAPHORE;
    }

    /// Whether it knows who has its units, and gets them back from the dead.
    public boolean isProtected() {
        return kind == SyncKind.PROTECTED_SEMAPHORE;
    }

    /// Takes a unit, and waits for one as long as it takes. Answers to `Netmcore_sem.wait` with `SEM_WAIT_BLOCK`.
    ///
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the semaphore has been destroyed
    public void acquire() throws InterruptedException {
        attempt().await(Deadline.NONE, true);
    }

    /// Takes a unit if there is one. Answers to `Netmcore_sem.wait` with `SEM_WAIT_NONBLOCK`.
    ///
    /// @throws IllegalStateException if the semaphore has been destroyed
    public boolean tryAcquire() {
        requireThere();
        GateWait attempt = attempt();
        boolean taken = attempt.pass(false) || isProtected() && Look.isDue() && attempt.pass(true);
        return taken;
    }

    /// Takes a unit, and waits for one no longer than a time.
    ///
    /// @return whether it has one
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the semaphore has been destroyed
    public boolean tryAcquire(Duration atMost) throws InterruptedException {
        return attempt().await(Deadline.in(atMost), true);
    }

    /// Takes a unit as [#acquire()] does, whatever interrupts come; the thread's interrupted status is kept.
    public void acquireUninterruptibly() {
        try {
            attempt().await(Deadline.NONE, false);
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /// Adds a unit, or gives one back, and wakes one who waits. Answers to `Netmcore_sem.post`.
    ///
    /// @throws IllegalStateException if the semaphore has been destroyed, has its greatest value, or is protected and this process has no
    ///     unit
    public void post() {
        if (isProtected()) {
            giveBack();
        } else {
            raise();
        }
        SyncPoint.SEMAPHORE_POSTED.reach();
        GateWait.wake(position, true);
    }

    private void raise() {
        requireThere();
        long value;
        do {
            value = entries.data(VALUE);
            if (value < 0) {
                requireThere();
                throw new IllegalStateException(this + ": has been destroyed");
            }
            if (value == MOST) {
                throw new IllegalStateException(this + ": value=" + value + ", it can have no more");
            }
        } while (!entries.changeData(VALUE, value, value + 1));
    }

    private void giveBack() {
        Actor me = pool.actor();
        while (true) {
            requireThere();
            int mine = entries.indexOf(me, Entries.HELD);
            int index = mine != Entries.NONE ? mine : ofThisProcess(me);
            if (index == Entries.NONE) {
                throw new IllegalStateException(this + ": this process has no unit of it to give back");
            }
            long word = entries.get(index);
            if (Entries.state(word) == Entries.HELD && entries.isOurs(word) && isOfProcess(word, me) && entries.change(index, word, Entries.FREE)) {
                return;
            }
        }
    }

    private int ofThisProcess(Actor me) {
        int last = lastUnit();
        for (int i = FIRST_UNIT; i <= last; i++) {
            if (Entries.state(entries.get(i)) == Entries.HELD && isOfProcess(entries.get(i), me)) {
                return i;
            }
        }
        return Entries.NONE;
    }

    private boolean isOfProcess(long word, Actor me) {
        int index = LockWord.ownerIndex(word);
        return pool.actors().holdsSlot(index, LockWord.ownerIncarnation(word))
                && pool.actors().participant(index) == pool.actors().participant(me.index());
    }

    /// How many units can be had now. Answers to `Netmcore_sem.getvalue`.
    ///
    /// @throws IllegalStateException if the semaphore has been destroyed
    public int value() {
        requireThere();
        if (!isProtected()) {
            return (int) Math.max(0, entries.data(VALUE));
        }
        Look look = new Look();
        int free = 0;
        int last = lastUnit();
        for (int i = FIRST_UNIT; i <= last; i++) {
            free += canBeHad(entries.get(i), look) ? 1 : 0;
        }
        return free;
    }

    /// The index of the last unit.
    private int lastUnit() {
        return Math.min(FIRST_UNIT + Math.clamp(entries.data(VALUE), 0, MOST_PROTECTED), entries.count()) - 1;
    }

    private boolean canBeHad(long word, Look look) {
        return entries.isOurs(word) && (Entries.content(word) == Entries.FREE
                || Entries.state(word) == Entries.HELD && look.isOwnerDead(pool, Entries.owner(word)));
    }

    private GateWait attempt() {
        return isProtected() ? new ForUnit(pool.actor()) : new ForValue(pool.actor());
    }

    private final class ForValue extends GateWait {

        ForValue(Actor me) {
            super(Semaphore.this, me);
        }

        @Override
        boolean pass(boolean closer) {
            long value = entries.data(VALUE);
            while (value > 0) {
                if (entries.changeData(VALUE, value, value - 1)) {
                    SyncPoint.SEMAPHORE_TAKEN.reach();
                    return true;
                }
                value = entries.data(VALUE);
            }
            return false;
        }

        @Override
        boolean isOpen(Look look) {
            return entries.data(VALUE) > 0;
        }

        @Override
        boolean onePasses() {
            return true;
        }

        @Override
        WaitKind kind() {
            return WaitKind.SEMAPHORE;
        }
    }

    private final class ForUnit extends GateWait {

        ForUnit(Actor me) {
            super(Semaphore.this, me);
        }

        @Override
        boolean pass(boolean closer) {
            Look look = closer ? new Look() : null;
            int last = lastUnit();
            for (int i = FIRST_UNIT; i <= last; i++) {
                if (take(i, look)) {
                    return true;
                }
            }
            return false;
        }

        private boolean take(int index, Look look) {
            long word = entries.get(index);
            if (!entries.isOurs(word)) {
                return false;
            }
            boolean fromDead = Entries.state(word) == Entries.HELD && isDead(Entries.owner(word), look);
            if (!fromDead && Entries.content(word) != Entries.FREE) {
                return false;
            }
            boolean taken = entries.change(index, word, Entries.HELD | LockWord.heldBy(me));
            if (taken) {
                SyncPoint.SEMAPHORE_TAKEN.reach();
                if (fromDead) {
                    pool.events().publish(EventKind.TAKEN_OVER, offset, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word));
                }
            }
            return taken;
        }

        private boolean isDead(long owner, Look look) {
            return look == null ? Look.isThreadGone(pool, owner) : look.isOwnerDead(pool, owner);
        }

        @Override
        boolean isOpen(Look look) {
            int last = lastUnit();
            for (int i = FIRST_UNIT; i <= last; i++) {
                if (canBeHad(entries.get(i), look)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        boolean onePasses() {
            return true;
        }

        @Override
        WaitKind kind() {
            return WaitKind.SEMAPHORE;
        }
    }
}
