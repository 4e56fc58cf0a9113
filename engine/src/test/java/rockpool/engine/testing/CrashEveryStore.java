package rockpool.engine.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
    /// @param runs in all, of which `stores` times the operation alone was cut off, and otherwise its recovery as well
    public record Tried(long stores, long runs) {}

    private static final int THREADS = 2;

    private final Supplier<? extends Run> runs;
    private final boolean recoveriesToo;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong stores = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private CrashEveryStore(Supplier<? extends Run> runs, boolean recoveriesToo) {
        this.runs = runs;
        this.recoveriesToo = recoveriesToo;
    }

    /// Tries all deaths, and prints how many there were. Runs are independent, so several threads make them.
    ///
    /// @param runs makes a new, equal state for each run
    public static Tried tryAll(Supplier<? extends Run> runs) {
        Tried tried = new CrashEveryStore(runs, true).tryAll();
        System.out.println(caller() + ": cut off at each of " + tried.stores + " stores and at each of the recoveries', " + tried.runs
                + " runs");
        return tried;
    }

    /// Tries the deaths of the operation alone: for one whose recovery is the same as that of another, which [#tryAll] has tried.
    public static Tried tryOperation(Supplier<? extends Run> runs) {
        Tried tried = new CrashEveryStore(runs, false).tryAll();
        System.out.println(caller() + ": cut off at each of " + tried.stores + " stores");
        return tried;
    }

    /// The test that asked.
    private static String caller() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> frame.getClassName().startsWith("rockpool."))
                .reduce((inner, outer) -> outer)
                .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName()).orElseThrow());
    }

    private Tried tryAll() {
        List<Thread> others = IntStream.range(1, THREADS).mapToObj(i -> Thread.ofPlatform().name("cut-" + i).start(this::tryNext)).toList();
        tryNext();
        others.forEach(CrashEveryStore::join);
        if (failure.get() != null) {
            throw new AssertionError(failure.get().getMessage(), failure.get());
        }
        return new Tried(stores.get(), count.get());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void tryNext() {
        try {
            long k = next.getAndIncrement();
            while (k < stores.get() && failure.get() == null) {
                if (dies(k)) {
                    tryRecoveries(k);
                } else {
                    stores.accumulateAndGet(k, Math::min);
                }
                k = next.getAndIncrement();
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private void tryRecoveries(long k) {
        long j = 0;
        while (recoveriesToo && recoveryDies(k, j)) {
            j++;
        }
    }

    private boolean dies(long k) {
        count.incrementAndGet();
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
        count.incrementAndGet();
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
