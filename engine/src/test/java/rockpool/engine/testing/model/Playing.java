package rockpool.engine.testing.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.pool.Pool;

/// What a player does: rounds of random steps, as the referee orders them, until it orders the end.
final class Playing {

    private static final long NAP_NANOS = 20_000;
    private static final int LONGEST_PAUSE = 3000;

    private Playing() {}

    /// Plays.
    ///
    /// @param each runs every step
    static <T, M> void play(HistoryLog log, Subject<T, M> subject, T structure, Cutter each) {
        long last = 0;
        for (long round = next(log, last); round != HistoryLog.END; round = next(log, last)) {
            playRound(log, subject, structure, each);
            log.done(round);
            last = round;
        }
    }

    /// Runs a step, or as much of it as is wanted.
    interface Cutter {

        /// @param step its number in the round
        void run(int step, Runnable body);
    }

    private static long next(HistoryLog log, long last) {
        while (log.order() == last) {
            LockSupport.parkNanos(NAP_NANOS);
        }
        return log.order();
    }

    private static <T, M> void playRound(HistoryLog log, Subject<T, M> subject, T structure, Cutter each) {
        List<Call<T, M>> calls = Call.draw(subject, log.seed(), log.steps());
        Random pauses = new Random(~log.seed());
        spinUntil(log.start());
        for (int i = 0; i < calls.size(); i++) {
            int step = i;
            Call<T, M> call = calls.get(i);
            each.run(step, () -> {
                log.called(step, System.nanoTime());
                String result = call.result(structure);
                log.returned(step, System.nanoTime(), result);
            });
            pause(pauses);
        }
    }

    /// So that the steps of the others meet each of these at all its points, on few processors as well.
    private static void pause(Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> spinUntil(System.nanoTime() + random.nextInt(LONGEST_PAUSE));
            case 2 -> Thread.yield();
            default -> { }
        }
    }

    static void spinUntil(long time) {
        while (System.nanoTime() - time < 0) {
            Thread.onSpinWait();
        }
    }

    static MemorySegment map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return channel.map(MapMode.READ_WRITE, 0, HistoryLog.BYTES, Arena.ofAuto());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Subject<?, ?> subject(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Subject<?, ?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + ": no subject with a constructor without parameters", e);
        }
    }

    /// A process that plays.
    static final class Main {

        /// @param args the pool, the class of the subject, the structure's name, the file of the log
        public static void main(String[] args) throws ClassNotFoundException {
            try (Pool pool = Pool.attach(args[0])) {
                play(pool, subject(Class.forName(args[1])), args[2], new HistoryLog(map(Path.of(args[3]))));
            }
        }

        private static <T, M> void play(Pool pool, Subject<T, M> subject, String name, HistoryLog log) {
            T structure = subject.find(pool, name);
            System.out.println("ready");
            Playing.play(log, subject, structure, (step, body) -> body.run());
        }
    }
}
