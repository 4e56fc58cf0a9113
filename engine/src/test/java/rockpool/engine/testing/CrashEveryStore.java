package rockpool.engine.testing;

import java.util.function.Supplier;
import rockpool.engine.memory.Stores;

/// Runs an operation that dies before its k-th store to shared memory, for all k, and each recovery that follows, which dies before its
/// j-th store, for all j. After each run the outcome is checked.
public final class CrashEveryStore {

    /// One run: a fresh state, and what is done with it.
    public interface Run extends AutoCloseable {

        /// What the victim does. It is cut off at a store.
        void operate();

        /// The victim's process has died.
        void victimDied();

        /// What a survivor does to repair. It may be cut off as well, and is then done again by the next survivor.
        void recover();

        /// The survivor's process has died in [#recover].
        void recovererDied();

        /// Compares everything with what is allowed: runs the verifier, and compares with a model.
        ///
        /// @param died whether the operation was cut off; otherwise it has ended by itself
        void check(boolean died);

        @Override
        void close();
    }

    /// How much was tried.
    ///
    /// @param stores of the operation
    /// @param runs in all
    public record Tried(long stores, long runs) {}

    private final Supplier<? extends Run> runs;
    private long nestedStep = 1;
    private long count;

    private CrashEveryStore(Supplier<? extends Run> runs) {
        this.runs = runs;
    }

    /// Tries all deaths.
    ///
    /// @param runs makes a new, equal state for each run
    public static Tried tryAll(Supplier<? extends Run> runs) {
        return new CrashEveryStore(runs).tryAll();
    }

    /// Tries all deaths of the operation, but those of the recovery only after each `step`-th of them.
    public static Tried tryAll(Supplier<? extends Run> runs, long step) {
        CrashEveryStore tried = new CrashEveryStore(runs);
        tried.nestedStep = step;
        return tried.tryAll();
    }

    private Tried tryAll() {
        long k = 0;
        while (dies(k)) {
            for (long j = 0; k % nestedStep == 0 && recoveryDies(k, j); j++) {
                count++;
            }
            k++;
        }
        return new Tried(k, count);
    }

    private boolean dies(long k) {
        count++;
        try (Run run = runs.get()) {
            boolean died = dieAt("operation at store " + k, () -> Stores.dieAt(k, run::operate));
            inform("operation at store " + k, () -> {
                if (died) {
                    run.victimDied();
                    run.recover();
                }
                run.check(died);
            });
            return died;
        }
    }

    private boolean recoveryDies(long k, long j) {
        String where = "operation at store " + k + ", recovery at store " + j;
        try (Run run = runs.get()) {
            dieAt(where, () -> Stores.dieAt(k, run::operate));
            run.victimDied();
            boolean died = dieAt(where, () -> Stores.dieAt(j, run::recover));
            inform(where, () -> {
                if (died) {
                    run.recovererDied();
                    run.recover();
                }
                run.check(true);
            });
            return died;
        }
    }

    private static boolean dieAt(String where, Supplier<Boolean> death) {
        try {
            return death.get();
        } catch (Throwable e) {
            throw new AssertionError("death in the " + where + ": " + e, e);
        }
    }

    private static void inform(String where, Runnable check) {
        try {
            check.run();
        } catch (Throwable e) {
            throw new AssertionError("after a death in the " + where + ": " + e, e);
        }
    }
}
