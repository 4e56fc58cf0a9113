package rockpool.engine.litmus;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;

/// One side of all races. Both meet before and after each act, at words of shared memory:
///
/// | offset | field |
/// |---:|---|
/// | 0, 64 | how often side 0, 1 has come to a meeting |
/// | 128 | what side 1's act gave |
/// | 192 | side 0: 1 if it is the last time |
/// | 256 … 1023 | words for the races |
final class Duel {

    static final int WORDS = 256;
    static final int BYTES = 1024;
    private static final int RESULT = 128;
    private static final int LAST = 192;
    private static final int SPINS = 300;
    private static final int LEAST_TIMES = 20;
    private static final int DELAYS = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Pool pool;
    private final long position;
    private final int side;
    private final Random random;
    private long meetings;
    /// How often each outcome came that is not allowed, by race and outcome.
    private final Map<String, Long> forbidden = new TreeMap<>();

    Duel(Pool pool, long offset, int side, long seed) {
        this.pool = pool;
        this.position = pool.position() + offset;
        this.side = side;
        this.random = new Random(seed + side);
    }

    private void meet() {
        meetings++;
        Memory.putLongVolatile(position + 64L * side, meetings);
        long other = position + 64L * (1 - side);
        int spins = 0;
        long end = 0;
        while (Memory.getLongVolatile(other) < meetings) {
            Thread.onSpinWait();
            if (++spins % SPINS == 0) {
                Thread.yield();
                end = end == 0 ? System.nanoTime() + PATIENCE : end;
                if (System.nanoTime() > end) {
                    throw new AssertionError("side " + (1 - side) + " does not come to meeting " + meetings);
                }
            }
        }
    }

    /// Acts take from some nanoseconds to some microseconds: the sides begin as much apart as that, and all in between.
    private void delay() {
        for (int i = random.nextInt(1 << random.nextInt(DELAYS)); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /// Has a race again and again for some time, as side 0 measures it.
    ///
    /// @return how often each outcome came; empty for side 1
    private Map<String, Long> run(Races.Maker maker, Duration time) throws InterruptedException {
        Race race = side == 0 ? maker.make(pool, position + WORDS, 0) : null;
        meet();
        race = race == null ? maker.make(pool, position + WORDS, 1) : race;
        Map<String, Long> outcomes = new TreeMap<>();
        long end = System.nanoTime() + time.toNanos();
        boolean last = false;
        for (int i = 0; !last; i++) {
            if (side == 0) {
                race.reset(i);
                Memory.putLongVolatile(position + LAST, i >= LEAST_TIMES && System.nanoTime() > end ? 1 : 0);
            }
            meet();
            delay();
            int given = race.act(side, i);
            if (side == 1) {
                Memory.putLongVolatile(position + RESULT, given);
            }
            meet();
            if (side == 0) {
                outcomes.merge(race.outcome(given, (int) Memory.getLongVolatile(position + RESULT), i), 1L, Long::sum);
            }
            last = Memory.getLongVolatile(position + LAST) != 0;
            meet();
            race.settle(side);
            meet();
        }
        race.close(side);
        meet();
        return outcomes;
    }

    /// Has all races, and prints what came of them.
    ///
    /// @param time for each
    void runAll(Map<String, Races.Entry> races, Duration time) throws InterruptedException {
        for (Map.Entry<String, Races.Entry> one : races.entrySet()) {
            Map<String, Long> outcomes = run(one.getValue().maker(), time);
            if (side == 0) {
                System.out.println(one.getKey() + ": " + outcomes);
                outcomes.forEach((outcome, count) -> {
                    if (!one.getValue().allowed().contains(outcome)) {
                        forbidden.put(one.getKey() + ": " + outcome, count);
                    }
                });
            }
        }
    }

    Map<String, Long> forbidden() {
        return forbidden;
    }
}
