package rockpool.engine.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import rockpool.engine.memory.Stores;

/// Runs an operation that dies before its k-th store to shared memory, for all k, and each recovery that follows, which dies before its
/// j-th store, for all j. After each run the outcome is checked.
///
/// Where that is tens of thousands of runs, the recovery after the k-th store is cut off at each n-th of its stores, another n-th for each
/// k: so between n stores of the operation, which differ in little, each of the recovery's is tried. Which n-th comes first is drawn and
/// printed; `-Drockpool.seed=S` sets it, and with `-Drockpool.soak` all are tried.
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

    private static final boolean SOAK = Integer.getInteger("rockpool.soak", 1) > 1;
    private static final int THREADS = 2;
    private static final int THREADS_THAT_SLEEP = 12;

    private final Supplier<? extends Run> runs;
    private final int threads;
    /// Each so manieth store of the recoveries, 0 for none.
    private final int each;
    private final long first;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong stores = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private CrashEveryStore(Supplier<? extends Run> runs, int threads, int each, long first) {
        this.runs = runs;
        this.threads = threads;
        this.each = each;
        this.first = first;
    }

    /// Tries all deaths, and prints how many there were. Runs are independent, so several threads make them.
    ///
    /// @param runs makes a new, equal state for each run
    public static Tried tryAll(Supplier<? extends Run> runs) {
        return tryRecoveries(new CrashEveryStore(runs, THREADS, 1, 0));
    }

    /// The same of runs that sleep most of their time, until somebody looks after the dead.
    public static Tried tryAllThatSleep(Supplier<? extends Run> runs) {
        return tryRecoveries(new CrashEveryStore(runs, THREADS_THAT_SLEEP, 1, 0));
    }

    private static Tried tryRecoveries(CrashEveryStore crashes) {
        Tried tried = crashes.tryAll();
        System.out.println(caller() + ": cut off at each of " + tried.stores + " stores and at each of the recoveries', " + tried.runs
                + " runs");
        return tried;
    }

    /// Tries all deaths of the operation, and each n-th of the recoveries'.
    ///
    /// @param each the n
    public static Tried tryEachNthRecovery(int each, Supplier<? extends Run> runs) {
        if (SOAK) {
            return tryAll(runs);
        }
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        Tried tried = new CrashEveryStore(runs, THREADS, each, Math.floorMod(seed, each)).tryAll();
        System.out.println(caller() + ": cut off at each of " + tried.stores + " stores and at one in " + each + " of the recoveries', "
                + tried.runs + " runs, seed=" + seed);
        return tried;
    }

    /// Tries the deaths of the operation alone: for one whose recovery is the same as that of another, which [#tryAll] has tried.
    public static Tried tryOperation(Supplier<? extends Run> runs) {
        Tried tried = new CrashEveryStore(runs, THREADS, 0, 0).tryAll();
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
        List<Thread> others = IntStream.range(1, threads).mapToObj(i -> Thread.ofPlatform().name("cut-" + i).start(this::tryNext)).toList();
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
        if (each > 0) {
            long j = (first + k) % each;
            while (recoveryDies(k, j)) {
                j += each;
            }
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
