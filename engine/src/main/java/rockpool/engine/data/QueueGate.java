package rockpool.engine.data;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Awakening;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.Deadline;
import rockpool.engine.sync.Mutex;

/// Where processes wait for room in a bounded queue, or for an element. More words of the queue's root block:
///
/// | word | content | changed |
/// |---:|---|---|
/// | 6 | *capacity*, a number | never |
/// | 7 | the mutex | never |
/// | 8 | the condition of those who wait for an element | never |
/// | 9 | the condition of those who wait for room | never |
/// | 10 | *takers wait*, a number: 1 if somebody may be waiting for an element | in a change, by who has the mutex |
/// | 11 | *putters wait*, a number: 1 if somebody may be waiting for room | in a change, by who has the mutex |
///
/// Whether there is room or an element is said by the queue alone, and is looked at in the same change that uses it. **Who finds none** has
/// the mutex, sets its flag in the change in which it looked, and waits. **Who finds some** and nobody waiting for what it brings is done
/// with one change: whoever looks later sees it. If somebody waits, the change is made having the mutex, and a signal follows. A signal
/// that finds nobody ends with the flag cleared.
///
/// | died | is left | who notices |
/// |---|---|---|
/// | in a change | the queue as before or as after | the next who takes the heap's lock |
/// | with the flag set, before or while it waited | the flag | the next who has something for it signals nobody, and clears the flag |
/// | with the mutex, between its change and the signal | waiters that should be awake | one of them takes the mutex over, is told so, and wakes all of both sides |
/// | after it was signalled | | the condition: another waiter has the signal |
final class QueueGate {

    static final int CAPACITY = QueueNodes.ROOT_WORDS;
    static final int MUTEX = CAPACITY + 1;
    static final int NOT_EMPTY = MUTEX + 1;
    static final int NOT_FULL = NOT_EMPTY + 1;
    static final int TAKERS_WAIT = NOT_FULL + 1;
    static final int PUTTERS_WAIT = TAKERS_WAIT + 1;
    static final int ROOT_WORDS = PUTTERS_WAIT + 1;

    /// What the words with locks are for.
    static final Map<Integer, String> LOCK_NAMES = Map.of(MUTEX, "moving", NOT_EMPTY, "not empty", NOT_FULL, "not full");

    /// A part of a change.
    @FunctionalInterface
    interface Step {

        /// @return how many elements it has moved; 0 if it has changed nothing
        long move(Change change);
    }

    /// What a new queue needs; made before the heap's lock is taken.
    record Locks(Mutex mutex, Condition notEmpty, Condition notFull) {

        static Locks create(Pool pool) {
            return new Locks(Mutex.create(pool), Condition.create(pool), Condition.create(pool));
        }
    }

    /// One of the two that wait for each other.
    private record Side(Condition waiting, int flag, Condition others, int othersFlag) {}

    private final Structure structure;
    private final long root;
    private final long capacity;
    private final Mutex mutex;
    private final Side putters;
    private final Side takers;

    QueueGate(Structure structure) {
        this.structure = structure;
        this.root = structure.root();
        this.capacity = structure.<Long>read((source, block) -> source.number(block, CAPACITY));
        this.mutex = (Mutex) handle(MUTEX);
        Condition notEmpty = (Condition) handle(NOT_EMPTY);
        Condition notFull = (Condition) handle(NOT_FULL);
        this.putters = new Side(notFull, PUTTERS_WAIT, notEmpty, TAKERS_WAIT);
        this.takers = new Side(notEmpty, TAKERS_WAIT, notFull, PUTTERS_WAIT);
    }

    private Object handle(int word) {
        return structure.of(Shared.class).copy((source, block) -> source.word(block, word));
    }

    static void make(Change change, long root, int capacity, Locks locks) {
        change.putNumber(root, CAPACITY, capacity);
        change.put(root, MUTEX, change.copyIn(locks.mutex));
        change.put(root, NOT_EMPTY, change.copyIn(locks.notEmpty));
        change.put(root, NOT_FULL, change.copyIn(locks.notFull));
        change.putNumber(root, TAKERS_WAIT, 0);
        change.putNumber(root, PUTTERS_WAIT, 0);
    }

    long capacity() {
        return capacity;
    }

    long room(Source source, long block) {
        return Math.max(0, capacity - QueueNodes.length(source, block));
    }

    // Moving without waiting

    /// Brings elements if there is room.
    ///
    /// @return whether the step has moved any
    boolean put(Step step) {
        return move(putters, withRoom(step));
    }

    /// Takes elements if there are any.
    ///
    /// @return whether the step has moved any
    boolean take(Step step) {
        return move(takers, step);
    }

    private Step withRoom(Step step) {
        return change -> room(change.source(), root) > 0 ? step.move(change) : 0;
    }

    private boolean move(Side side, Step step) {
        requireOutside();
        try (Change change = structure.change()) {
            if (change.source().number(root, side.othersFlag) == 0) {
                boolean moved = step.move(change) > 0;
                change.commit();
                return moved;
            }
        }
        noteDeath(mutex.lockUninterruptibly());
        try {
            return moveAndWake(side, step, false);
        } finally {
            mutex.unlock();
        }
    }

    private void requireOutside() {
        if (structure.isBeingChanged()) {
            throw new IllegalStateException("queue=" + structure.heap() + ": a blocking queue is not used inside a modify of its own heap, where nobody "
                + "else could change it");
        }
    }

    /// Moves elements having the mutex.
    ///
    /// @param waits whether the caller is going to wait if it cannot
    private boolean moveAndWake(Side side, Step step, boolean waits) {
        long moved;
        try (Change change = structure.change()) {
            moved = step.move(change);
            if (moved == 0 && waits) {
                flag(change, side.flag, 1);
            }
            change.commit();
        }
        if (moved > 0) {
            wakeOthers(side, moved);
        }
        return moved > 0;
    }

    private void flag(Change change, int flag, int value) {
        if (change.source().number(root, flag) != value) {
            change.putNumber(root, flag, value);
        }
    }

    private void wakeOthers(Side side, long moved) {
        boolean woken = moved == 1 ? side.others.signal() : side.others.broadcast() > 0;
        if (!woken) {
            clear(side.othersFlag);
        }
    }

    /// The elements have moved, so an interrupt must not end this: who is interrupted leaves the flag to the next.
    private void clear(int flag) {
        try (Change change = structure.change()) {
            flag(change, flag, 0);
            change.commit();
        } catch (CancellationException e) {
            Thread.currentThread().interrupt();
        }
    }

    // Waiting

    /// Brings elements as soon as there is room.
    ///
    /// @return false if there was none before the deadline
    boolean put(Step step, long deadline) throws InterruptedException {
        return move(putters, withRoom(step), deadline);
    }

    /// Takes elements as soon as there are any.
    ///
    /// @return false if there were none before the deadline
    boolean take(Step step, long deadline) throws InterruptedException {
        return move(takers, step, deadline);
    }

    private boolean move(Side side, Step step, long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before waiting at " + structure.heap());
        }
        try {
            return move(side, step) || Deadline.left(deadline) > 0 && moveWaiting(side, step, deadline);
        } catch (CancellationException e) {
            // The heap's lock could not be had before the interrupt came.
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            throw e;
        }
    }

    private InterruptedException interrupted(CancellationException cause) {
        var interrupted = new InterruptedException("while waiting for the lock of " + structure.heap());
        interrupted.initCause(cause);
        return interrupted;
    }

    private boolean moveWaiting(Side side, Step step, long deadline) throws InterruptedException {
        Acquisition acquisition = deadline == Deadline.NONE ? mutex.lock() : mutex.tryLock(Deadline.remaining(deadline));
        if (!acquisition.taken()) {
            return false;
        }
        boolean ended = false;
        try {
            noteDeath(acquisition);
            boolean waits = true;
            boolean moved = moveAndWake(side, step, waits);
            while (!moved && waits) {
                waits = await(side, deadline);
                moved = moveAndWake(side, step, waits);
            }
            ended = true;
            return moved;
        } finally {
            if (!ended) {
                passOn(side);
            }
            mutex.unlock();
        }
    }

    /// Who could not use what it was woken for, such as an element that it has no class for, or room for one that the pool has no memory
    /// for, wakes another.
    private static void passOn(Side side) {
        try {
            side.waiting.signal();
        } catch (IllegalStateException e) {
            // The queue was destroyed: all who waited were told by that.
        }
    }

    /// @return false if there is no more time
    private boolean await(Side side, long deadline) throws InterruptedException {
        Awakening awakening = deadline == Deadline.NONE ? side.waiting.await(mutex) : side.waiting.tryAwait(mutex, Deadline.remaining(deadline));
        if (awakening.ownerDied()) {
            wakeAll();
        }
        return Deadline.left(deadline) > 0;
    }

    private void noteDeath(Acquisition acquisition) {
        if (acquisition == Acquisition.OWNER_DIED) {
            wakeAll();
        }
    }

    private void wakeAll() {
        putters.waiting.broadcast();
        takers.waiting.broadcast();
    }

    static long deadline(long time, TimeUnit unit) {
        return Deadline.in(Duration.ofNanos(unit.toNanos(time)));
    }

    // Its end

    /// Ends the queue, and all waits at it.
    void destroy() {
        requireOutside();
        mutex.lockUninterruptibly();
        try {
            structure.heap().destroy();
            putters.waiting.destroy();
            takers.waiting.destroy();
        } finally {
            mutex.unlock();
        }
        // The mutex goes when nobody has a handle of it any more.
    }
}
