package rockpool.engine.pool;

import java.util.concurrent.locks.LockSupport;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessState;

/// A lock of a table in a pool's header, held for microseconds and never while anything else is called. Not reentrant.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: owner's actor + 1 (16 bits from 24), its incarnation (24); 0 if free | locker, unlocker | compare-and-set |
///
/// An owner that died is found by who waits: one compare-and-set takes the lock over, and the table is repaired before anything else is
/// done with it. Repairs can be repeated, since the repairer may die as well.
final class PoolLock {

    private static final int SPINS = 200;
    private static final long PAUSE_NANOS = 50_000;

    private final MappedPool pool;
    private final long position;
    private final Runnable repair;

    PoolLock(MappedPool pool, int headerOffset, Runnable repair) {
        this.pool = pool;
        this.position = pool.position() + headerOffset;
        this.repair = repair;
    }

    static long wordOf(int actor, int incarnation) {
        return (long) (actor + 1) << 24 | incarnation;
    }

    static int actorOf(long word) {
        return (int) (word >>> 24 & 0xFFFF) - 1;
    }

    static int incarnationOf(long word) {
        return (int) word & 0xFF_FFFF;
    }

    interface Body<T> {
        T run();
    }

    /// Runs a change of the table. If it throws, the table is repaired before the lock is free.
    <T> T locked(Body<T> body) {
        Actor me = pool.writable().actor();
        long mine = wordOf(me.index(), me.incarnation());
        if (take(mine)) {
            repair.run();
        }
        try {
            T result = body.run();
            Memory.compareAndSetLong(position, mine, 0);
            return result;
        } catch (Throwable e) {
            repair.run();
            Memory.compareAndSetLong(position, mine, 0);
            throw e;
        }
    }

    /// @return whether the last owner died in it
    private boolean take(long mine) {
        for (int tries = 1; ; tries++) {
            long word = Memory.getLongAcquire(position);
            if (word == 0) {
                if (Memory.compareAndSetLong(position, 0, mine)) {
                    return false;
                }
            } else if (tries % SPINS == 0) {
                if (isDead(word) && Memory.compareAndSetLong(position, word, mine)) {
                    return true;
                }
                pause();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private boolean isDead(long word) {
        return pool.actors().state(actorOf(word), incarnationOf(word)) == ProcessState.DEAD;
    }

    private void pause() {
        pool.writable();
        if (Thread.currentThread().isInterrupted()) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
