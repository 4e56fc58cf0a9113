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
    private static final long PATIENCE_NANOS = 10_000_000_000L;

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
    ///
    /// @throws IllegalStateException if a living process holds it for ten seconds: it must have been stopped
    <T> T locked(Body<T> body) {
        Actor me = pool.writable().actor();
        long mine = wordOf(me.index(), me.incarnation());
        boolean orderly = !take(mine);
        try {
            if (!orderly) {
                repair.run();
            }
            orderly = false;
            T result = body.run();
            orderly = true;
            return result;
        } finally {
            leave(mine, orderly);
        }
    }

    private void leave(long mine, boolean orderly) {
        try {
            if (!orderly) {
                repair.run();
            }
        } finally {
            Memory.compareAndSetLong(position, mine, 0);
        }
    }

    /// @return whether the last owner died in it
    private boolean take(long mine) {
        long deadline = 0;
        for (int tries = 1; ; tries++) {
            long word = Memory.getLongAcquire(position);
            if (word == 0) {
                if (Memory.compareAndSetLong(position, 0, mine)) {
                    return false;
                }
            } else if (tries % SPINS == 0) {
                if ((word == mine || isDead(word)) && Memory.compareAndSetLong(position, word, mine)) {
                    return true;
                }
                deadline = deadline == 0 ? System.nanoTime() + PATIENCE_NANOS : deadline;
                pause(word, deadline);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    // A word that names the caller itself, who does not hold it, is damage, and as good as a dead owner's.
    private boolean isDead(long word) {
        return pool.actors().state(actorOf(word), incarnationOf(word)) == ProcessState.DEAD;
    }

    private void pause(long word, long deadline) {
        pool.writable();
        if (System.nanoTime() - deadline > 0) {
            throw new IllegalStateException("pool=" + pool.name() + ": actor " + actorOf(word)
                    + " has held the lock of a table for 10 s; its process must have been stopped");
        }
        if (Thread.currentThread().isInterrupted()) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
