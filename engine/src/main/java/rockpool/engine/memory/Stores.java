package rockpool.engine.memory;

import java.util.Objects;

/// Counts the stores to shared memory, so that a test can end an operation at its k-th, as if its process had been killed there.
///
/// It exists only in a JVM that was started with `-Drockpool.stores=counted`; otherwise [#COUNTED] is a constant and costs nothing.
/// From the store at which a thread dies on, each of its stores fails, so that no clean-up on its way out can touch shared memory.
public final class Stores {

    /// Whether this JVM counts.
    public static final boolean COUNTED = "counted".equals(System.getProperty("rockpool.stores"));

    private static volatile Thread watched;
    private static long left;
    private static long done;
    private static volatile boolean dead;

    private Stores() {}

    /// Where a thread of a test dies.
    public static final class SimulatedDeath extends Error {
        private static final long serialVersionUID = 1;

        SimulatedDeath(long store) {
            super("at shared store " + store, null, false, false);
        }
    }

    /// Runs an operation in this thread and ends it just before its store number `k`, counted from 0.
    ///
    /// @return true if it died there, false if it ended by itself with fewer stores
    public static boolean dieAt(long k, Runnable operation) {
        if (!COUNTED) {
            throw new IllegalStateException("start the JVM with -Drockpool.stores=counted");
        }
        if (watched != null) {
            throw new IllegalStateException("only one operation at a time can be watched");
        }
        left = k;
        done = 0;
        dead = false;
        watched = Thread.currentThread();
        try {
            operation.run();
            return dead;
        } catch (SimulatedDeath e) {
            return true;
        } finally {
            watched = null;
            dead = false;
        }
    }

    /// Runs an operation in this thread and counts its stores.
    public static long count(Runnable operation) {
        dieAt(Long.MAX_VALUE, Objects.requireNonNull(operation));
        return done;
    }

    /// A change that other processes can see: a store, or a system call that changes the region.
    public static void step() {
        if (COUNTED && watched == Thread.currentThread()) {
            if (left == 0) {
                dead = true;
                throw new SimulatedDeath(done);
            }
            left--;
            done++;
        }
    }

    /// Whether the operation under way in this thread has died: its process would run nothing any more, a `finally` block included.
    public static boolean died() {
        return COUNTED && dead && watched == Thread.currentThread();
    }

    interface Piece {
        void run(long at, long length);
    }

    /// Eight bytes at a time, each a store of its own.
    static void inPieces(long length, Piece piece) {
        for (long at = 0; at < length; at += 8) {
            step();
            piece.run(at, Math.min(8, length - at));
        }
    }
}
