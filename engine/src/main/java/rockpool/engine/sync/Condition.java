package rockpool.engine.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;

/// A condition that threads of several processes wait at, having a mutex. It answers to `Netmcore_condition`, with these differences:
/// nobody has to allocate a place to wait (one can be had with [#reserve()]), waits can have a deadline and can be interrupted, and waiters
/// may die.
///
/// As everywhere, a wait may end for no reason: look in a loop whether what was waited for is so.
///
/// ```java
/// mutex.lock();
/// try {
///     while (!ready()) {
///         condition.await(mutex);
///     }
/// } finally {
///     mutex.unlock();
/// }
/// ```
///
/// **A death.** A waiter that is dead is not woken in place of one that lives: a signal that has gone to it, or that it was giving on, is
/// given to another as soon as that is noticed. If the mutex's owner dies with it, one who waits takes it over, and is told: whom that
/// owner was going to signal nobody can know, so signal all who may wait for it once what it left is repaired. That news comes before all
/// other: a wait that an interrupt or the condition's end has ended as well returns [Awakening#SIGNALLED_OWNER_DIED], with the thread's
/// interrupted status set, and the next wait throws.
public final class Condition extends SyncObject {

    // An entry (see Entries) goes through these states; W is its waiter, S who signals, P anybody.
    //
    // | step | by | entry | a death of its thread then |
    // |---|---|---|---|
    // | claimed, with the mutex held | W | FREE → WAITING W | skipped, freed by who meets it |
    // | about to sleep | W | WAITING → ASLEEP | the same |
    // | signalled; woken if it was ASLEEP | S | → SIGNALLED W | the signal is passed on |
    // | the mutex regained | W | SIGNALLED | the signal is passed on; the mutex is taken over |
    // | given back, last store of the wait | W | → FREE | it has returned |
    // | given up without a signal | W | WAITING or ASLEEP → FREE | |
    // | a dead one's signal passed on | P | SIGNALLED W → PASSING P | passed on by another P |
    // | | P | another entry: → SIGNALLED, woken | that one has it; PASSING is passed on once more: a waiter wakes for no reason |
    // | | P | PASSING P → FREE | |
    //
    // Deaths of S: before SIGNALLED there was no signal. Between SIGNALLED and the wake-up the waiter sleeps with a changed entry, which is what its
    // watcher looks for. Every waiter's watcher also looks for signals that dead ones have, and has the waiter pass them on.
    //
    // A platform thread sleeps on its actor's wake word, so a signal wakes that one alone. Virtual threads sleep on the wake word of the part
    // in which their entries lie, so that one thread can sleep for all of them.

    private static final SyncType<Condition> TYPE = new SyncType<>(SyncKind.CONDITION, Condition::new);

    /// Where this process looks for somebody to signal next, so that all have their turn.
    private volatile int turn;

    private Condition(Pool pool, long offset, long life, Handle handle) {
        super(pool, offset, life, handle);
    }

    /// Makes a condition without a name. Answers to `Netmcore_condition.create_condition`.
    public static Condition create(Pool pool) {
        return TYPE.create(pool, null, SyncObject::begin);
    }

    /// Makes a condition that other processes find by its name.
    ///
    /// @throws IllegalArgumentException if the name is none, or something has it already
    public static Condition create(Pool pool, String name) {
        return TYPE.create(pool, named(name), SyncObject::begin);
    }

    /// The condition of a name.
    public static Optional<Condition> find(Pool pool, String name) {
        return TYPE.find(pool, name);
    }

    @Override
    SyncKind kind() {
        return SyncKind.CONDITION;
    }

    @Override
    void requireUnused() {
        // Who waits is told.
    }

    /// Keeps a place to wait, so that no wait at it needs memory. Answers to `Netmcore_condition.alloc_wait_entry`.
    ///
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no memory for it
    /// @throws IllegalStateException if the condition has been destroyed
    public WaitEntry reserve() {
        return new WaitEntry(this, AsyncWaits.of(pool).actor());
    }

    /// Gives the mutex back, waits for a signal, and takes the mutex again. Answers to `Netmcore_condition.wait`.
    ///
    /// @return never one that has timed out
    /// @throws IllegalMonitorStateException if the caller does not have the mutex
    /// @throws InterruptedException if the thread was interrupted, there was no signal, and no owner of the mutex has died; the caller has
    ///     the mutex again
    /// @throws IllegalStateException if the condition has been destroyed, and no owner of the mutex has died; the caller has the mutex
    ///     again. Or if the mutex has been destroyed
    public Awakening await(Mutex mutex) throws InterruptedException {
        return new ConditionWait(this, mutex, null).await(Deadline.NONE, true);
    }

    /// The same, for no longer than a time, to which that of taking the mutex again comes.
    public Awakening tryAwait(Mutex mutex, Duration atMost) throws InterruptedException {
        return new ConditionWait(this, mutex, null).await(Deadline.in(atMost), true);
    }

    /// The same, which also ends, with a signal, soon after something is over that nobody would signal, such as the life of another
    /// process.
    ///
    /// @param over is asked now and then while the wait lasts, by any thread of this process, and takes no lock
    public Awakening tryAwait(Mutex mutex, Duration atMost, BooleanSupplier over) throws InterruptedException {
        return new ConditionWait(this, mutex, null, over).await(Deadline.in(atMost), true);
    }

    /// Waits as [#await(Mutex)] does, whatever interrupts come; the thread's interrupted status is kept.
    public Awakening awaitUninterruptibly(Mutex mutex) {
        try {
            return new ConditionWait(this, mutex, null).await(Deadline.NONE, false);
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /// Waits as [#await(Mutex)] does, at a place that was kept for it, which nobody else may be waiting at.
    public Awakening await(WaitEntry entry, Mutex mutex) throws InterruptedException {
        return new ConditionWait(this, mutex, entry).await(Deadline.NONE, true);
    }

    /// Gives the mutex back and returns. After a signal the executor is given a task that takes the mutex again, runs the continuation, and
    /// gives the mutex back if the continuation has not. Answers to `Netmcore_condition.wait_e`, for event loops: let the executor be the
    /// loop. Whether an owner of the mutex has died meanwhile, the continuation asks by [Mutex#ownerDied()].
    ///
    /// The result is completed after the mutex has been given back, with the continuation's result or exception; with an
    /// [IllegalStateException] if the condition or the mutex has been destroyed; with what the executor threw. To cancel or complete the
    /// result before the signal withdraws the wait: the continuation does not run, and nobody takes the mutex.
    ///
    /// @throws IllegalMonitorStateException if the caller does not have the mutex
    /// @throws IllegalStateException if the condition has been destroyed
    public <T> CompletableFuture<T> awaitAsync(Mutex mutex, Executor executor, Supplier<? extends T> continuation) {
        return AsyncWaits.of(pool).begin(this, mutex, executor, continuation);
    }

    /// Wakes one who waits, if somebody does. Answers to `Netmcore_condition.signal`. The caller may have the mutex or not.
    ///
    /// @return whether somebody waited
    /// @throws IllegalStateException if the condition has been destroyed
    public boolean signal() {
        requireThere();
        return signalOne();
    }

    /// Wakes all who wait. Answers to `Netmcore_condition.broadcast`.
    ///
    /// @return how many
    /// @throws IllegalStateException if the condition has been destroyed
    public int broadcast() {
        requireThere();
        int signalled = 0;
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            signalled += signalAt(i) ? 1 : 0;
        }
        return signalled;
    }

    private boolean signalOne() {
        int count = entries.count();
        int start = turn;
        for (int i = 0; i < count; i++) {
            int index = (start + i) % count;
            if (signalAt(index)) {
                turn = index + 1;
                return true;
            }
        }
        return false;
    }

    /// Signals the waiter of an entry, if there is one that lives as far as this process knows.
    boolean signalAt(int index) {
        while (true) {
            long word = entries.get(index);
            if (!isWaiting(word)) {
                return false;
            }
            if (Look.isThreadGone(pool, Entries.owner(word))) {
                entries.change(index, word, Entries.FREE);
            } else if (entries.change(index, word, Entries.SIGNALLED | Entries.owner(word) | word & Entries.SHARED)) {
                SyncPoint.CONDITION_SIGNALLED.reach();
                if (Entries.state(word) == Entries.ASLEEP) {
                    entries.wake(index, word);
                }
                return true;
            }
        }
    }

    boolean isWaiting(long word) {
        long state = Entries.state(word);
        return entries.isOurs(word) && (state == Entries.WAITING || state == Entries.ASLEEP);
    }

    /// Whether a thread has a signal that it has not returned with, or is giving one on.
    private boolean hasSignal(long word) {
        long state = Entries.state(word);
        return entries.isOurs(word) && (state == Entries.SIGNALLED || state == Entries.PASSING);
    }

    /// Whether a dead thread has a signal.
    boolean isSignalOfDead(Look look) {
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            if (hasSignal(word) && look.isOwnerDead(pool, Entries.owner(word))) {
                return true;
            }
        }
        return false;
    }

    /// Gives the signals of dead threads to others, and frees the entries of those that only waited.
    void passOnOfDead(Actor me, Look look) {
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            if (entries.isOurs(word) && isThreads(word) && look.isOwnerDead(pool, Entries.owner(word))) {
                if (hasSignal(word)) {
                    passOn(me, i, word);
                } else {
                    entries.change(i, word, Entries.FREE);
                }
            }
        }
    }

    private static boolean isThreads(long word) {
        return Entries.state(word) != Entries.FREE && Entries.state(word) != Entries.DATA;
    }

    /// Gives a signal to another waiter.
    ///
    /// @param word the entry that has it, of a dead thread or of the caller
    void passOn(Actor me, int index, long word) {
        long passing = Entries.PASSING | LockWord.heldBy(me);
        if (entries.change(index, word, passing)) {
            SyncPoint.CONDITION_PASSING.reach();
            signalOne();
            entries.change(index, entries.get(index), Entries.FREE);
        }
    }

    /// Passes on what dead threads had of all conditions of a pool.
    static void recover(Pool pool) {
        Look look = new Look();
        for (long unit : LockUnits.all(pool)) {
            for (long offset = unit; offset < LockUnits.end(pool, unit); offset += LockSlot.BYTES) {
                long life = LockTable.life(pool, offset);
                if (LockTable.isLive(life) && SyncKind.of(LockSlot.kindCode(pool.position() + offset)) == SyncKind.CONDITION) {
                    new Condition(pool, offset, life, null).passOnOfDead(pool.actor(), look);
                }
            }
        }
    }
}
