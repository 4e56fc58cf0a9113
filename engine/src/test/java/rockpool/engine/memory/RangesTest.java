package rockpool.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import org.junit.jupiter.api.Test;

class RangesTest {

    private static final long ALIGNMENT = 16;

    @Test
    void rangesAreAlignedAndDoNotOverlap() {
        Ranges ranges = new Ranges(ALIGNMENT, 1024);
        assertEquals(16, ranges.take(1, -1));
        assertEquals(32, ranges.take(17, -1));
        assertEquals(64, ranges.take(16, -1));
    }

    @Test
    void thePreferredPositionIsTakenIfNothingEverLayThere() {
        Ranges ranges = new Ranges(ALIGNMENT, 1024);
        assertEquals(512, ranges.take(100, 512));
        assertEquals(624, ranges.take(100, 512));
        assertEquals(736, ranges.take(100, 737));
    }

    @Test
    void aRangeIsUsedAgainOnlyWhenNothingRefersToItsRegionAndNoOtherIsLeft() {
        Ranges ranges = new Ranges(ALIGNMENT, 16 + 3 * 64);
        long first = takeAndForget(ranges);
        Object owner = new Object();
        long second = ranges.take(64, -1);
        ranges.give(second, owner);
        long third = ranges.take(64, -1);
        assertTrue(first < second && second < third);
        eventually("the first range is free again", () -> {
            try {
                return ranges.take(64, -1) == first;
            } catch (IllegalStateException e) {
                return false;
            }
        });
        assertThrows(IllegalStateException.class, () -> ranges.take(64, -1), "the second one's region is still referred to");
        java.lang.ref.Reference.reachabilityFence(owner);
    }

    private static long takeAndForget(Ranges ranges) {
        long position = ranges.take(64, -1);
        ranges.give(position, new Object());
        return position;
    }
}
