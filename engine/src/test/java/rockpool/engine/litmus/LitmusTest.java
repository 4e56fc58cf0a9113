package rockpool.engine.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// All races, between two processes and between two mappings in one. They run in JVMs of their own, in which nothing counts stores.
///
/// `-Drockpool.soak=10` has each of them fifty times as long.
@Timeout(900)
@ExtendWith(NothingLeft.class)
class LitmusTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final Duration TIME = Duration.ofMillis(SOAK == 1 ? 60 : 300L * SOAK);
    private static final long MIB = 1 << 20;

    private static int words(Pool pool) {
        int unit = pool.units().claim(1, UnitClass.DATA, 0);
        Memory.clear(pool.position() + pool.units().offset(unit), Duel.BYTES);
        return unit;
    }

    private static void require(Map<String, Long> forbidden) {
        if (!forbidden.isEmpty()) {
            throw new AssertionError("forbidden: " + forbidden);
        }
    }

    /// One side in a process of its own.
    static final class Side {

        public static void main(String[] args) throws InterruptedException {
            try (Pool pool = Pool.attach(args[0])) {
                Duel duel = new Duel(pool, Long.parseLong(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
                duel.runAll(Races.all(), Duration.ofMillis(Long.parseLong(args[4])));
                require(duel.forbidden());
            }
        }
    }

    /// Both sides as threads of one process, each with a mapping of its own.
    static final class Both {

        public static void main(String[] args) throws InterruptedException {
            try (var processes = SimulatedProcesses.with(4 * MIB)) {
                List<Pool> pools = List.of(processes.start(), processes.start());
                long offset = pools.getFirst().units().offset(words(pools.getFirst()));
                long seed = Long.parseLong(args[0]);
                Duration time = Duration.ofMillis(Long.parseLong(args[1]));
                Duel zero = new Duel(pools.get(0), offset, 0, seed);
                Duel one = new Duel(pools.get(1), offset, 1, seed);
                if (args[2].equals("broken")) {
                    together(zero, one, Races.broken(), time);
                    System.out.println("noticed: " + zero.forbidden().keySet());
                } else {
                    together(zero, one, Races.all(), time);
                    require(zero.forbidden());
                }
            }
        }

        private static void together(Duel zero, Duel one, Map<String, Races.Entry> races, Duration time) throws InterruptedException {
            List<Throwable> failures = new ArrayList<>();
            Thread other = Thread.ofPlatform().start(() -> {
                try {
                    one.runAll(races, time);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            zero.runAll(races, time);
            other.join();
            if (!failures.isEmpty()) {
                throw new AssertionError(failures.getFirst());
            }
        }
    }

    private static String seed() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        return String.valueOf(seed);
    }

    @Test
    void noForbiddenOutcomeBetweenTwoProcesses() {
        String seed = seed();
        try (Pool pool = Pool.create(TestNames.unique(), 4 * MIB)) {
            String offset = String.valueOf(pool.units().offset(words(pool)));
            try (ChildJvm one = ChildJvm.start(Side.class, pool.name(), offset, "1", seed, String.valueOf(TIME.toMillis()));
                    ChildJvm zero = ChildJvm.start(Side.class, pool.name(), offset, "0", seed, String.valueOf(TIME.toMillis()))) {
                assertEnds(zero);
                assertEnds(one);
                System.out.println(zero.output());
            }
        }
    }

    @Test
    void noForbiddenOutcomeBetweenTwoMappingsInAProcess() {
        try (ChildJvm both = ChildJvm.start(Both.class, seed(), String.valueOf(TIME.toMillis()), "all")) {
            assertEnds(both);
            System.out.println(both.output());
        }
    }

    @Test
    void aClaimInTwoStepsIsNoticed() {
        try (ChildJvm both = ChildJvm.start(Both.class, seed(), "20", "broken")) {
            assertEnds(both);
            assertTrue(both.output().contains("noticed: [a claim in two steps: both]"), both.output());
        }
    }

    private static void assertEnds(ChildJvm child) {
        child.process().onExit().orTimeout(10, TimeUnit.MINUTES).join();
        assertEquals(0, child.waitFor(), child.output());
    }
}
