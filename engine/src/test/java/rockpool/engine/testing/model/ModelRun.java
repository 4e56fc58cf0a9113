package rockpool.engine.testing.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// Compares a shared structure with a plain model, under random operations of several processes at once, also while some are killed.
///
/// ```java
/// ModelRun.of(QueueSubject.class).run();                                // 3 processes, 80 rounds of 15 steps each
/// ModelRun.of(QueueSubject.class).killing().steps(40).rounds(8).run();  // one of them is killed in each round, and replaced
/// ModelRun.of(QueueSubject.class).simulated().killing().run();          // threads in this JVM, each with a pool of its own
/// ```
///
/// The seed is printed; `-Drockpool.seed=N` makes the same steps again. `-Drockpool.soak=N` makes N times as many rounds.
public final class ModelRun {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final long MIB = 1 << 20;

    /// What was done.
    ///
    /// @param steps in all
    /// @param overlapping how many of them were made while another process made one
    /// @param kills how many processes died
    /// @param killsMidway how many of them in a step
    public record Done(long steps, long overlapping, int kills, int killsMidway) {}

    private final Class<? extends Subject<?, ?>> subject;
    private int processes = 3;
    private int steps = 15;
    private int rounds = 80;
    private long poolBytes = 16 * MIB;
    private boolean killing;
    private boolean simulated;

    private ModelRun(Class<? extends Subject<?, ?>> subject) {
        this.subject = subject;
    }

    /// A run of a class with a constructor without parameters.
    public static ModelRun of(Class<? extends Subject<?, ?>> subject) {
        return new ModelRun(subject);
    }

    /// @param count how many work at once
    public ModelRun processes(int count) {
        processes = count;
        return this;
    }

    /// @param count of each process in each round, up to 1000; 15 unless told. Whatever only a much later step shows, such as the order
    ///     of two pushes, makes the search longer by a factor
    public ModelRun steps(int count) {
        if (count < 1 || count > HistoryLog.MOST_STEPS) {
            throw new IllegalArgumentException("steps=" + count + ": must be from 1 to " + HistoryLog.MOST_STEPS);
        }
        steps = count;
        return this;
    }

    /// @param count after each of which the history is checked, and the structure against its model
    public ModelRun rounds(int count) {
        rounds = count;
        return this;
    }

    /// @param count the most that the pool may have; 16 MiB unless told
    public ModelRun poolBytes(long count) {
        poolBytes = count;
        return this;
    }

    /// One process is killed in each round.
    public ModelRun killing() {
        killing = true;
        return this;
    }

    /// Processes are simulated in this JVM.
    public ModelRun simulated() {
        simulated = true;
        return this;
    }

    /// Runs it.
    ///
    /// @throws AssertionError if a history has no order that the model explains, the verifiers find something, or a process fails
    public Done run() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        String title = subject.getSimpleName() + (simulated ? ", simulated" : "") + (killing ? ", killing" : "") + ", seed=" + seed;
        try {
            Done done = simulated ? runSimulated(seed) : runProcesses(seed);
            System.out.println(title + ": " + done);
            return done;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(title + ": " + e.getMessage(), e);
        }
    }

    private Done runProcesses(long seed) {
        Path folder = temporary();
        try (Pool pool = Pool.create(TestNames.unique(), poolBytes)) {
            return play(pool, seed, i -> new ProcessPlayer("p" + i, pool.name(), subject, Referee.STRUCTURE, folder));
        } finally {
            delete(folder);
        }
    }

    private Done runSimulated(long seed) {
        try (var all = SimulatedProcesses.with(PoolOptions.of(poolBytes))) {
            return play(all.start(), seed, i -> new SimulatedPlayer("s" + i, all, subject, Referee.STRUCTURE));
        }
    }

    private Done play(Pool pool, long seed, IntFunction<Player> start) {
        try (var referee = new Referee<>(Playing.subject(subject), pool, seed, start, processes)) {
            for (int round = 1; round <= rounds * SOAK; round++) {
                referee.playRound(round, steps, killing);
            }
            return referee.done();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rockpool-model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
