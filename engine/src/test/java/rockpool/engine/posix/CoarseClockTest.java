package rockpool.engine.posix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CoarseClockTest {

    private static final long MOST_BEHIND = 1_000_000_000;

    private final CoarseClock clock = new CoarseClock();

    @Test
    void itIsNeverAheadOfTheExactOneAndLittleBehindBeforeAndAfterItBecomesQuick() {
        between();
        CoarseClock.prepare();
        for (int i = 0; i < 10_000; i++) {
            between();
        }
    }

    /// However long this thread stands still, the time lies between two exact ones, less a tick.
    private void between() {
        long before = System.nanoTime();
        long coarse = clock.nanoTime();
        long after = System.nanoTime();
        assertTrue(coarse - before > -MOST_BEHIND && coarse - after <= 0, () -> before + " " + coarse + " " + after);
    }
}
