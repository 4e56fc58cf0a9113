package rockpool.engine.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.NothingLeft;

/// More processes than cores use mutexes of all kinds, semaphores, conditions, a read-write lock, a barrier, latches, boxes of all kinds
/// and references at once; a referee accounts for everything at the end.
///
/// `scripts/soak 10 -pl engine -Dtest=SoakTest` works for a minute, and kills 2,000 processes. `-Drockpool.seed=N` has the referee choose
/// as in another run.
@Timeout(1800)
@ExtendWith(NothingLeft.class)
class SoakTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final Duration TIME = Duration.ofSeconds(SOAK == 1 ? 3 : 6L * SOAK);
    private static final int KILLS = SOAK == 1 ? 24 : 200 * SOAK;
    private static final int PLACES = Math.min(Tally.MOST_PLACES, 3 * Runtime.getRuntime().availableProcessors());

    private static long seed() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        return seed;
    }

    @Test
    void everythingIsAccountedForWhenManyProcessesUseAllPrimitives() throws InterruptedException {
        try (Referee referee = new Referee(PLACES, false, seed())) {
            referee.watch(TIME);
            int latchLeft = referee.end();
            System.out.println(PLACES + " processes, " + TIME.toSeconds() + " s:");
            assertEquals(List.of(), Verdict.of(referee, PLACES, latchLeft));
        }
    }

    @Test
    void processesThatAreKilledAtRandomStopNobodyAndLoseNothing() throws InterruptedException {
        try (Referee referee = new Referee(PLACES, true, seed())) {
            referee.kill(KILLS);
            int latchLeft = referee.end();
            System.out.println(referee.killed() + " processes killed with SIGKILL, " + PLACES + " and a receiver at a time:");
            assertEquals(List.of(), Verdict.of(referee, PLACES, latchLeft));
            System.out.println(referee.killed() + " kills: no hang, no lost slot, no lost wake-up");
        }
    }
}
