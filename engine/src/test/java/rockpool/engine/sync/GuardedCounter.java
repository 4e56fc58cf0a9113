package rockpool.engine.sync;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.UnitClass;

/// A counter in shared memory that a mutex guards, made so that two at once inside, or a death that is not told, shows.
///
/// | offset | size | field |
/// |---:|---:|---|
/// | 0 | 8 | `begun`: changed first |
/// | 8 | 8 | `counted`: changed last; equal to `begun` while nobody is inside |
/// | 16 | 8 | `inside`: who is |
/// | 24 | 8 | `stop`: not 0 when the users are to end |
/// | 64 | 8 each | how often each user has counted |
final class GuardedCounter {

    static final int BEGUN = 0;
    private static final int COUNTED = 8;
    static final int INSIDE = 16;
    private static final int STOP = 24;
    static final int DONE = 64;
    private static final int USERS = 1000;
    /// So that processes that start meanwhile find a processor.
    private static final long PAUSE_NANOS = 200_000;

    private final Pool pool;
    private final Mutex mutex;
    private final long offset;
    private final long position;

    private GuardedCounter(Pool pool, Mutex mutex, long offset) {
        this.pool = pool;
        this.mutex = mutex;
        this.offset = offset;
        this.position = pool.position() + offset;
    }

    static GuardedCounter create(Pool pool, LockKind kind) {
        long offset = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        Memory.clear(pool.position() + offset, DONE + 8L * USERS);
        return new GuardedCounter(pool, Mutex.create(pool, "guard", kind), offset);
    }

    /// The counter as another process finds it.
    static GuardedCounter at(Pool pool, long offset) {
        return new GuardedCounter(pool, Mutex.find(pool, "guard").orElseThrow(), offset);
    }

    Pool pool() {
        return pool;
    }

    Mutex mutex() {
        return mutex;
    }

    long offset() {
        return offset;
    }

    long counted() {
        return Memory.getLongVolatile(position + COUNTED);
    }

    void stop() {
        Memory.putLongVolatile(position + STOP, 1);
    }

    boolean isStopped() {
        return Memory.getLongVolatile(position + STOP) != 0;
    }

    /// Counts once.
    ///
    /// @param user the number of the calling thread among all that ever use it
    /// @param pause how many turns to stay inside
    /// @throws AssertionError if somebody else is inside, or the last one left it half done and that was not said
    void count(int user, int pause) throws InterruptedException {
        Acquisition acquisition = mutex.lock();
        try {
            long begun = Memory.getLong(position + BEGUN);
            if (acquisition == Acquisition.OWNER_DIED) {
                Memory.putLong(position + COUNTED, begun);
                Memory.putLong(position + INSIDE, 0);
            }
            require(Memory.getLong(position + COUNTED) == begun, "half done");
            require(Memory.getLong(position + INSIDE) == 0, "somebody else inside");
            Memory.putLong(position + INSIDE, user + 1);
            Memory.putLong(position + BEGUN, begun + 1);
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
            Memory.putLong(position + COUNTED, begun + 1);
            Memory.putLong(position + DONE + 8L * user, Memory.getLong(position + DONE + 8L * user) + 1);
            require(Memory.getLong(position + INSIDE) == user + 1, "somebody else came in");
            Memory.putLong(position + INSIDE, 0);
        } finally {
            mutex.unlock();
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise + ": begun " + Memory.getLong(position + BEGUN) + " counted " + counted() + " inside "
                    + Memory.getLong(position + INSIDE) + " me " + pool.actor());
        }
    }

    /// Counts until told to stop.
    void countUntilStopped(int user) throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!isStopped()) {
            count(user, random.nextInt(8) == 0 ? random.nextInt(200) : 0);
            if (random.nextInt(2_000) == 0) {
                leaveLocked();
            }
            if (random.nextInt(100) == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /// A thread ends while it holds the mutex.
    void leaveLocked() throws InterruptedException {
        Thread careless = Thread.ofVirtual().start(mutex::lockUninterruptibly);
        careless.join();
    }

    /// How often all users together say that they have counted.
    long done() {
        long sum = 0;
        for (int user = 0; user < USERS; user++) {
            sum += Memory.getLongVolatile(position + DONE + 8L * user);
        }
        return sum;
    }

    /// What must hold when nobody is using it: each count is in the sum, except one that a death may have cut off.
    void verify(int deaths) throws InterruptedException {
        count(USERS - 1, 0);
        long missing = counted() - done();
        require(missing >= 0 && missing <= deaths, missing + " counts more than said, with " + deaths + " deaths");
        List<Problem> problems = LockVerifier.verify(pool, mutex.descriptor().offset());
        require(problems.isEmpty(), problems.toString());
    }
}
