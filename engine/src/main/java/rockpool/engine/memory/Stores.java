package rockpool.engine.memory;

import java.util.Objects;

/// Counts the stores to shared memory, so that a test can end an operation at its k-th, as if its process had been killed there.
///
/// It exists only in a JVM that was started with `-Drockpool.stores=counted`; otherwise [#COUNTED] is a constant and costs nothing.
/// From the store at which a thread dies on, each of its stores fails, so that no clean-up on its way out can touch shared memory.
public final class Stores {

    /// Whether this JVM counts.
    public static final boolean COUNTED = "counted".equals(System.getProperty("rockpool.stores"));

    /// What a thread that is watched may still do. Several threads may be watched at once, each with an operation of its own.
    private static final class Watch {
        private long left;
        private long done;
        private boolean dead;
    }

    private static final ThreadLocal<Watch> WATCHED = COUNTED ? new ThreadLocal<>() : null;

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
        Watch watch = new Watch();
        watch.left = k;
        watch(watch, operation);
        return watch.dead;
    }

    private static void watch(Watch watch, Runnable operation) {
        if (!COUNTED) {
            throw new IllegalStateException("start the JVM with -Drockpool.stores=counted");
        }
        if (WATCHED.get() != null) {
            throw new IllegalStateException("only one operation at a time can be watched in a thread");
        }
        WATCHED.set(watch);
        try {
            operation.run();
        } catch (SimulatedDeath e) {
            watch.dead = true;
        } finally {
            WATCHED.remove();
        }
    }

    /// Runs an operation in this thread and counts its stores.
    public static long count(Runnable operation) {
        Watch watch = new Watch();
        watch.left = Long.MAX_VALUE;
        watch(watch, Objects.requireNonNull(operation));
        return watch.done;
    }

    /// A change that other processes can see: a store, or a system call that changes the region.
    public static void step() {
        if (COUNTED) {
            Watch watch = WATCHED.get();
            if (watch != null) {
                step(watch);
            }
        }
    }

    private static void step(Watch watch) {
        if (watch.left == 0) {
            watch.dead = true;
            throw new SimulatedDeath(watch.done);
        }
        watch.left--;
        watch.done++;
    }

    /// Whether the operation under way in this thread has died: its process would run nothing any more, a `finally` block included.
    public static boolean died() {
        Watch watch = COUNTED ? WATCHED.get() : null;
        return watch != null && watch.dead;
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
