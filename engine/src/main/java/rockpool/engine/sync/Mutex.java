package rockpool.engine.sync;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.RawLock.Result;

/// A mutex that threads of several processes share. It answers to `Netmcore_mutex`, with these differences: a copy of it is the same
/// mutex, every wait can be interrupted, and its owner may die.
///
/// A handle is a few words that say where the mutex lies; it may be used by any thread, and travels to other processes by its
/// [#descriptor()]. A mutex with a name lives in the pool until [#destroy()]. One without goes by itself when no process has a handle of it
/// any more, none is on its way to one, and no value in a heap refers to it; a [Descriptor] alone keeps nothing.
///
/// If the owner's process is killed, or its thread ends, the next who wants the mutex gets it, and learns of it by
/// [Acquisition#OWNER_DIED]: once, unless it dies as well.
public final class Mutex implements Shared {

    private static final String DESCRIPTOR_KIND = "mutex";

    static {
        Descriptors.register(DESCRIPTOR_KIND, Mutex::resolve);
    }

    private final Pool pool;
    private final long offset;
    private final long life;
    private final LockKind kind;
    /// Keeps the mutex. Null if it had been destroyed when this was made.
    private final Handle handle;

    private Mutex(Pool pool, long offset, long life, Handle handle) {
        this.pool = pool;
        this.offset = offset;
        this.life = life;
        this.handle = handle;
        this.kind = LockSlot.kind(pool, offset);
        Departures.listen(pool);
    }

    /// Makes a [LockKind#NORMAL] mutex without a name.
    public static Mutex create(Pool pool) {
        return create(pool, LockKind.NORMAL);
    }

    /// Makes a [LockKind#NORMAL] mutex that other processes find by its name.
    ///
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Mutex create(Pool pool, String name) {
        return create(pool, name, LockKind.NORMAL);
    }

    /// Makes a mutex without a name.
    ///
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no memory for it
    public static Mutex create(Pool pool, LockKind kind) {
        return created(pool, null, kind);
    }

    /// Makes a mutex that other processes find by its name.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if it is none, or something has that name already
    public static Mutex create(Pool pool, String name, LockKind kind) {
        return created(pool, Objects.requireNonNull(name, "name"), kind);
    }

    private static Mutex created(Pool pool, String name, LockKind kind) {
        Handle handle = LockTable.create(pool, name, Objects.requireNonNull(kind, "kind"));
        return new Mutex(pool, handle.offset(), handle.incarnation(), handle);
    }

    /// The mutex of a name.
    public static Optional<Mutex> find(Pool pool, String name) {
        return pool.names().find(name).filter(entry -> entry.kind() == Names.MUTEX)
                .map(entry -> at(pool, entry.offset(), entry.incarnation()));
    }

    /// The mutex of a name; a [LockKind#NORMAL] one is made if there is none. Answers to Netplex's `Netplex_mutex.access`.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if it is none, or something else has that name
    public static Mutex findOrCreate(Pool pool, String name) {
        return Names.findOrCreate(() -> find(pool, name), () -> create(pool, name));
    }

    private static Mutex resolve(Pool pool, Descriptor descriptor) {
        return at(pool, descriptor.offset(), descriptor.incarnation());
    }

    private static Mutex at(Pool pool, long offset, long life) {
        if (!LockUnits.hasSlotAt(pool, offset)) {
            throw new IllegalArgumentException("offset=" + offset + ": no mutex in pool " + pool.name());
        }
        return new Mutex(pool, offset, life, Handles.of(pool).get(offset, life));
    }

    /// What happens when it is taken by who has it.
    public LockKind kind() {
        return kind;
    }

    public Optional<String> name() {
        return pool.names().nameOf(Names.MUTEX, offset, life);
    }

    @Override
    public Descriptor descriptor() {
        if (handle != null) {
            handle.share();
        }
        return new Descriptor(pool.objectName(), DESCRIPTOR_KIND, offset, life);
    }

    /// Takes the mutex, and waits for it as long as it takes.
    ///
    /// @return never [Acquisition#TIMED_OUT]
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws DeadlockException if the mutex is an [LockKind#ERRORCHECK] one and the wait would never end
    /// @throws IllegalStateException if the mutex has been destroyed
    public Acquisition lock() throws InterruptedException {
        return lock(Deadline.NONE);
    }

    /// Takes the mutex, and waits no longer than a time.
    ///
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws DeadlockException if the mutex is an [LockKind#ERRORCHECK] one and the caller has it
    /// @throws IllegalStateException if the mutex has been destroyed
    public Acquisition tryLock(Duration atMost) throws InterruptedException {
        return lock(Deadline.in(atMost));
    }

    private Acquisition lock(long deadline) throws InterruptedException {
        Actor me = pool.actor();
        Result result = lock(me, deadline, true);
        if (result == Result.INTERRUPTED) {
            throw new InterruptedException("while waiting for " + this);
        }
        return outcome(me, result);
    }

    /// Takes the mutex as [#lock()] does, whatever interrupts come; the thread's interrupted status is kept.
    public Acquisition lockUninterruptibly() {
        Actor me = pool.actor();
        return outcome(me, lock(me, Deadline.NONE, false));
    }

    /// Takes the mutex if it can be had at once.
    ///
    /// @return [Acquisition#TIMED_OUT] if not
    /// @throws IllegalStateException if the mutex has been destroyed
    public Acquisition tryLock() {
        Actor me = pool.actor();
        Result result = LockTable.life(pool, offset) == life ? RawLock.tryLock(pool, me, offset) : Result.ABANDONED;
        if (result == Result.ALREADY_MINE) {
            result = kind == LockKind.RECURSIVE ? again() : Result.TIMED_OUT;
        }
        return outcome(me, result);
    }

    private Result lock(Actor me, long deadline, boolean interruptible) {
        if (LockTable.life(pool, offset) != life) {
            return Result.ABANDONED;
        }
        Result result = RawLock.lock(pool, me, offset, deadline, interruptible);
        if (result != Result.ALREADY_MINE) {
            return result;
        }
        return switch (kind) {
            case RECURSIVE -> again();
            case ERRORCHECK -> throw new DeadlockException(Deadlock.withItself(pool, me, offset));
            case NORMAL -> new LockWait(pool, me, offset).lock(deadline, interruptible);
        };
    }

    private Result again() {
        long position = pool.position() + offset;
        LockSlot.recursion(position, Math.incrementExact(LockSlot.recursion(position)));
        return Result.ACQUIRED;
    }

    private Acquisition outcome(Actor me, Result result) {
        if (result == Result.TIMED_OUT) {
            return Acquisition.TIMED_OUT;
        }
        if (result == Result.ABANDONED || LockTable.life(pool, offset) != life || isRetiring(result)) {
            throw destroyed(me, result);
        }
        return result == Result.ACQUIRED ? Acquisition.ACQUIRED : Acquisition.OWNER_DIED;
    }

    private boolean isRetiring(Result result) {
        return result == Result.OWNER_DIED && LockWord.has(LockSlot.word(pool.position() + offset), LockWord.RETIRING);
    }

    /// The lock has been destroyed, and perhaps another one is in its place, or its destroyer has died and left the rest to the caller.
    private IllegalStateException destroyed(Actor me, Result result) {
        if (isRetiring(result)) {
            LockTable.retire(pool, me, offset);
        } else if (result.taken()) {
            RawLock.unlock(pool, me, offset);
        }
        return new IllegalStateException(this + ": has been destroyed");
    }

    /// Gives the mutex back. If an owner had died with it, what it protects counts as whole again.
    ///
    /// @throws IllegalMonitorStateException if the caller does not have it
    public void unlock() {
        Actor me = pool.actor();
        if (kind == LockKind.RECURSIVE && RawLock.isMine(pool, me, offset) && LockSlot.recursion(pool.position() + offset) > 0) {
            LockSlot.recursion(pool.position() + offset, LockSlot.recursion(pool.position() + offset) - 1);
        } else {
            RawLock.unlockWhole(pool, me, offset);
        }
    }

    long offset() {
        return offset;
    }

    /// Whether an owner has died with it, and nobody has taken it over yet.
    boolean isOfDead(Look look) {
        return look.isOwnerDead(pool, LockSlot.word(pool.position() + offset));
    }

    /// @throws IllegalMonitorStateException if the caller does not have the mutex
    /// @throws IllegalArgumentException if it lies in another pool
    void requireMineIn(Pool where) {
        if (pool != where) {
            throw new IllegalArgumentException(this + ": the condition is in pool " + where.name());
        }
        if (!isMine()) {
            throw new IllegalMonitorStateException(this + ": not held by " + Thread.currentThread());
        }
    }

    /// Gives the mutex back however often the caller has taken it.
    ///
    /// @return what [#regain] needs
    int releaseAll() {
        int depth = LockSlot.recursion(pool.position() + offset);
        LockSlot.recursion(pool.position() + offset, 0);
        RawLock.unlockWhole(pool, pool.actor(), offset);
        return depth;
    }

    /// Takes the mutex again as it was before. No interrupt and no deadlock ends that.
    Acquisition regain(int depth) {
        Actor me = pool.actor();
        Result result = LockTable.life(pool, offset) == life ? new LockWait(pool, me, offset).regain() : Result.ABANDONED;
        Acquisition acquisition = outcome(me, result);
        LockSlot.recursion(pool.position() + offset, depth);
        return acquisition;
    }

    /// Whether the calling thread has the mutex.
    public boolean isMine() {
        return RawLock.isMine(pool, pool.actor(), offset) && LockTable.life(pool, offset) == life;
    }

    /// Whether the calling thread has the mutex and an owner has died with it, since which nobody has given it back: what it protects may
    /// be half changed. Taking the mutex says so as well; this is for who was not told, such as a continuation of [Condition#awaitAsync].
    public boolean ownerDied() {
        return isMine() && LockWord.has(LockSlot.word(pool.position() + offset), LockWord.RECOVERING);
    }

    /// Removes the mutex from the pool, and its name. Who uses a handle of it afterwards gets an [IllegalStateException]. A mutex that is
    /// not there any more is left alone.
    ///
    /// @throws IllegalStateException if somebody holds it
    public void destroy() {
        LockTable.destroy(pool, offset, life, () -> { });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mutex mutex && mutex.pool == pool && mutex.offset == offset && mutex.life == life;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(offset * 31 + life);
    }

    @Override
    public String toString() {
        return "mutex " + LockNames.describe(pool, offset);
    }
}
