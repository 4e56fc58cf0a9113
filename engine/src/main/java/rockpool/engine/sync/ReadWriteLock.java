package rockpool.engine.sync;

import java.time.Duration;
import java.util.Optional;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Actors;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.RawLock.Result;

/// A lock that many may have for reading or one for writing, threads of several processes. Nothing in Netmulticore answers to it.
///
/// A reader may take it for reading again, a writer as well; a reader cannot become a writer. New readers wait for a writer that waits. The
/// dead are no longer readers; if a writer dies, all who take the lock afterwards are told, until a writer has given it back.
public final class ReadWriteLock extends SyncObject {

    // The slot's word is a lock that the writer has. A reader has an entry, HELD with its actor; it takes it first and looks at the word then. A
    // writer takes the word first and looks at the entries then, and waits until there are none but of dead readers. Both stores are
    // compare-and-sets, so at least one of two that come at once sees the other.
    //
    // A reader that finds a writer gives its entry back, takes the word itself, as a writer would, and its entry under it. So waiting, deadlines, dead
    // writers and deadlocks are those of any lock.
    //
    // | death | leaves | repaired by |
    // |---|---|---|
    // | of a reader, with its entry | an entry of a dead thread | the next writer frees it |
    // | of a reader, giving it back: entry free, writer not woken | a writer that sleeps | its watcher |
    // | of a reader that has the word for a moment | as of a writer: all are told, though nothing is half changed | a writer |
    // | of a writer | a word with a dead owner, perhaps DRAINING | who wants it takes it over; DRAINING costs a wake-up |

    private static final SyncType<ReadWriteLock> TYPE = new SyncType<>(SyncKind.READ_WRITE_LOCK, ReadWriteLock::new);

    private ReadWriteLock(Pool pool, long offset, long life, Handle handle) {
        super(pool, offset, life, handle);
    }

    /// Makes a lock without a name.
    public static ReadWriteLock create(Pool pool) {
        return TYPE.create(pool, null, SyncObject::begin);
    }

    /// Makes a lock that other processes find by its name.
    ///
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static ReadWriteLock create(Pool pool, String name) {
        return TYPE.create(pool, named(name), SyncObject::begin);
    }

    /// The lock of a name.
    public static Optional<ReadWriteLock> find(Pool pool, String name) {
        return TYPE.find(pool, name);
    }

    @Override
    SyncKind kind() {
        return SyncKind.READ_WRITE_LOCK;
    }

    /// Takes it for reading, and waits as long as it takes.
    ///
    /// @return [Acquisition#OWNER_DIED] if a writer died with it, and none has repaired that
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the lock has been destroyed
    public Acquisition lockRead() throws InterruptedException {
        return read(Deadline.NONE, true);
    }

    /// Takes it for reading if that is possible at once.
    public Acquisition tryLockRead() {
        try {
            return read(System.nanoTime(), false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Takes it for reading, and waits no longer than a time.
    public Acquisition tryLockRead(Duration atMost) throws InterruptedException {
        return read(Deadline.in(atMost), true);
    }

    private Acquisition read(long deadline, boolean interruptible) throws InterruptedException {
        requireThere();
        Actor me = pool.actor();
        boolean again = isReader(me);
        int index = enter(me);
        if (again || isFreeFor(me)) {
            requireThere();
            return Acquisition.ACQUIRED;
        }
        leave(index, entries.get(index));
        Result result = RawLock.lock(pool, me, offset, deadline, interruptible);
        requireInTime(result);
        if (result == Result.TIMED_OUT) {
            return Acquisition.TIMED_OUT;
        }
        try {
            enter(me);
        } finally {
            RawLock.unlock(pool, me, offset);
        }
        return result == Result.OWNER_DIED ? Acquisition.OWNER_DIED : Acquisition.ACQUIRED;
    }

    private void requireInTime(Result result) throws InterruptedException {
        if (result == Result.INTERRUPTED) {
            throw new InterruptedException("while waiting for " + this);
        }
        if (result != Result.TIMED_OUT) {
            requireThere(result);
        }
    }

    private int enter(Actor me) {
        int index = entries.claim(pool, Entries.HELD | LockWord.heldBy(me));
        if (index == Entries.NONE) {
            requireThere();
            throw new IllegalStateException(this + ": has been destroyed");
        }
        SyncPoint.READER_ENTERED.reach();
        return index;
    }

    /// Whether no other writer has the lock or has died with it.
    private boolean isFreeFor(Actor me) {
        long word = LockSlot.word(position);
        return (word & ~(LockWord.WAITERS | LockWord.RESERVED)) == 0 || LockWord.owner(word) == LockWord.heldBy(me);
    }

    private boolean isReader(Actor me) {
        return entries.indexOf(me, Entries.HELD) != Entries.NONE;
    }

    /// Whether the calling thread has it for reading.
    public boolean isRead() {
        return isThere() && isReader(pool.actor());
    }

    /// Whether the calling thread has it for writing.
    public boolean isWritten() {
        return isThere() && RawLock.isMine(pool, pool.actor(), offset);
    }

    /// Gives it back that was taken for reading, once.
    ///
    /// @throws IllegalMonitorStateException if the caller has not taken it for reading
    public void unlockRead() {
        int index = entries.indexOf(pool.actor(), Entries.HELD);
        if (index == Entries.NONE) {
            throw new IllegalMonitorStateException(this + ": not held for reading by " + Thread.currentThread());
        }
        leave(index, entries.get(index));
    }

    private void leave(int index, long word) {
        entries.change(index, word, Entries.FREE);
        SyncPoint.READER_LEFT.reach();
        int writer = LockWord.ownerIndex(LockSlot.word(position));
        if (LockSlot.hasFlag(position, LockSlot.DRAINING) && writer >= 0 && writer < pool.actors().count()) {
            WakeWord.wakeOne(pool.actors().positionOf(writer) + Actors.WAKE);
        }
    }

    /// Takes it for writing, and waits as long as it takes.
    ///
    /// @return [Acquisition#OWNER_DIED] if a writer died with it, and none has repaired that
    /// @throws IllegalMonitorStateException if the caller has it already
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if the lock has been destroyed
    public Acquisition lockWrite() throws InterruptedException {
        return write(Deadline.NONE, true);
    }

    /// Takes it for writing if that is possible at once.
    public Acquisition tryLockWrite() {
        try {
            return write(System.nanoTime(), false);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Takes it for writing, and waits no longer than a time.
    public Acquisition tryLockWrite(Duration atMost) throws InterruptedException {
        return write(Deadline.in(atMost), true);
    }

    private Acquisition write(long deadline, boolean interruptible) throws InterruptedException {
        requireThere();
        Actor me = pool.actor();
        if (isReader(me)) {
            throw new IllegalMonitorStateException(this + ": " + Thread.currentThread() + " has it for reading");
        }
        Result result = RawLock.lock(pool, me, offset, deadline, interruptible);
        if (result == Result.ALREADY_MINE) {
            throw new IllegalMonitorStateException(this + ": " + Thread.currentThread() + " has it for writing");
        }
        requireInTime(result);
        if (result == Result.TIMED_OUT || !new Drain(me).drain(deadline, interruptible)) {
            return Acquisition.TIMED_OUT;
        }
        return result == Result.OWNER_DIED ? Acquisition.OWNER_DIED : Acquisition.ACQUIRED;
    }

    /// Gives it back that was taken for writing. If a writer had died with it, what it protects counts as whole again.
    ///
    /// @throws IllegalMonitorStateException if the caller has not taken it for writing
    public void unlockWrite() {
        RawLock.unlockWhole(pool, pool.actor(), offset);
    }

    /// How many have it for reading, as often as they have taken it.
    public int readers() {
        requireThere();
        return new Drain(pool.actor()).readers(new Look());
    }

    /// A writer's wait for the readers to go.
    private final class Drain implements WordWait.Reason {

        private final Actor me;

        Drain(Actor me) {
            this.me = me;
        }

        /// @return false if the time ran out; the word is given back then
        boolean drain(long deadline, boolean interruptible) throws InterruptedException {
            if (isDrained(false)) {
                return true;
            }
            LockSlot.setFlag(position, LockSlot.DRAINING);
            SyncPoint.WRITER_DRAINING.reach();
            boolean drained = false;
            try {
                drained = spin(deadline) || sleep(deadline, interruptible);
            } finally {
                LockSlot.clearFlag(position, LockSlot.DRAINING);
                if (!drained) {
                    RawLock.unlock(pool, me, offset);
                }
            }
            return drained;
        }

        private boolean spin(long deadline) {
            Spin spin = new Spin();
            do {
                if (isDrained(false)) {
                    return true;
                }
            } while (Deadline.left(deadline) > 0 && spin.again());
            return false;
        }

        private boolean sleep(long deadline, boolean interruptible) throws InterruptedException {
            var target = new WordWait.Target(pool, WaitKind.READERS, offset, me.wakePosition() - pool.position());
            try (WordWait wait = WordWait.open(target, me, deadline, interruptible, this)) {
                while (true) {
                    int ticket = wait.ticket();
                    if (isDrained(wait.isSuspicious())) {
                        return true;
                    }
                    Wakeup wakeup = wait.sleep(ticket);
                    if (wakeup == Wakeup.INTERRUPTED) {
                        throw new InterruptedException("while waiting for the readers of " + ReadWriteLock.this);
                    }
                    if (wakeup == Wakeup.TIMED_OUT) {
                        return isDrained(true);
                    }
                }
            }
        }

        /// Whether there is no reader; frees the entries of dead ones.
        private boolean isDrained(boolean closer) {
            Look look = closer ? new Look() : null;
            boolean drained = true;
            int count = entries.count();
            for (int i = 0; i < count; i++) {
                long word = entries.get(i);
                if (entries.isOurs(word) && Entries.state(word) == Entries.HELD) {
                    boolean dead = look == null ? Look.isThreadGone(pool, Entries.owner(word)) : look.isOwnerDead(pool, Entries.owner(word));
                    drained &= dead && entries.change(i, word, Entries.FREE);
                }
            }
            return drained;
        }

        int readers(Look look) {
            int readers = 0;
            int count = entries.count();
            for (int i = 0; i < count; i++) {
                long word = entries.get(i);
                boolean held = entries.isOurs(word) && Entries.state(word) == Entries.HELD;
                readers += held && !look.isOwnerDead(pool, Entries.owner(word)) ? 1 : 0;
            }
            return readers;
        }

        @Override
        public boolean isOverdue(Look look) {
            return readers(look) == 0 || Memory.getLongVolatile(position + LockSlot.LIFE) != life;
        }
    }
}
