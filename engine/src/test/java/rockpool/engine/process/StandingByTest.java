package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Which of the workers that have nothing to do is taken next, and which is done with.
class StandingByTest {

    private long now = 1;
    private final StandingBy idle = new StandingBy(() -> now);
    private long numbers;

    private Child worker(boolean used) {
        Child child = new Child(++numbers, "worker", false);
        child.used = used;
        return child;
    }

    private Child added(boolean used) {
        Child child = worker(used);
        assertTrue(idle.add(child));
        return child;
    }

    @Test
    void theUsedOneThatCameLastIsTakenFirst() {
        Child first = added(true);
        Child last = added(true);
        assertFalse(idle.add(worker(false)));
        idle.wanted(1);
        Child unused = added(false);
        assertSame(unused, idle.take(true));
        assertSame(last, idle.take(false));
        assertSame(first, idle.take(false));
        assertNull(idle.take(false));
    }

    @Test
    void aSpareGoesWhenThereWereTooManyForLongEnough() {
        idle.wanted(1);
        assertEquals(OptionalLong.empty(), idle.nanosToOldSpare());
        added(true);
        assertEquals(OptionalLong.empty(), idle.nanosToOldSpare());
        now += 10 * StandingBy.SPARE_NANOS;
        Child resting = idle.take(false);
        assertTrue(idle.add(resting));
        Child last = added(true);
        assertEquals(OptionalLong.of(StandingBy.SPARE_NANOS), idle.nanosToOldSpare());
        now += StandingBy.SPARE_NANOS - 1;
        assertEquals(OptionalLong.of(1), idle.nanosToOldSpare());
        assertNull(idle.takeOldSpare());
        now++;
        assertSame(resting, idle.takeOldSpare());
        assertNull(idle.takeOldSpare());
        assertSame(last, idle.take(false));
    }

    @Test
    void sparesGoOneAfterAnother() {
        added(true);
        added(true);
        now += StandingBy.SPARE_NANOS;
        assertTrue(idle.takeOldSpare() != null);
        assertNull(idle.takeOldSpare());
        assertEquals(OptionalLong.of(StandingBy.SPARE_NANOS), idle.nanosToOldSpare());
        now += StandingBy.SPARE_NANOS;
        assertTrue(idle.takeOldSpare() != null);
        assertEquals(0, idle.count());
    }

    @Test
    void theSpareOfAProgramThatStartsOneAfterAnotherStays() {
        idle.wanted(1);
        added(true);
        added(true);
        for (int i = 0; i < 100; i++) {
            now += StandingBy.SPARE_NANOS / 3;
            Child working = idle.take(false);
            assertNull(idle.takeOldSpare());
            assertTrue(idle.add(working));
            assertNull(idle.takeOldSpare());
        }
        assertEquals(2, idle.count());
    }

    @Test
    void oneOfTwoSparesThatIsNeverNeededGoesWhileAnotherWorks() {
        idle.wanted(1);
        Child resting = added(true);
        added(true);
        Child working = added(true);
        now += StandingBy.SPARE_NANOS;
        assertSame(working, idle.take(false));
        assertTrue(idle.add(working));
        assertSame(resting, idle.takeOldSpare());
        assertNull(idle.takeOldSpare());
    }

    @Test
    void unusedOnesAreNoSparesWhileFreshOnesAreWanted() {
        idle.wanted(1);
        idle.freshIsWanted();
        Child unused = added(false);
        Child used = added(true);
        assertEquals(1, idle.count());
        now += StandingBy.SPARE_NANOS - 1;
        idle.freshIsWanted();
        now++;
        assertSame(used, idle.takeOldSpare());
        assertNull(idle.takeOldSpare());
        assertSame(unused, idle.take(true));
    }
}
