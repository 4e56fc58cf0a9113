package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The shared format in literal numbers: a change of it is deliberate.
class HeapLayoutTest {

    @Test
    void theDescriptorIsLaidOutAsDocumented() {
        assertEquals(1024, HeapLayout.SIZE);
        assertEquals(64, HeapLayout.PER_UNIT);
        assertEquals(64, HeapLayout.STATE);
        assertEquals(72, HeapLayout.ROOT);
        assertEquals(80, HeapLayout.VERSION);
        assertEquals(88, HeapLayout.SWEEP_EPOCH);
        assertEquals(96, HeapLayout.USE);
        assertEquals(104, HeapLayout.MARKED);
        assertEquals(112, HeapLayout.MARK_BEGAN);
        assertEquals(128, HeapLayout.LAST_WRITER);
        assertEquals(136, HeapLayout.SERIAL);
        assertEquals(144, HeapLayout.USED);
        assertEquals(152, HeapLayout.AREA_VERSION);
        assertEquals(160, HeapLayout.OVERHEAD);
        assertEquals(168, HeapLayout.THRESHOLD);
        assertEquals(184, HeapLayout.SLICE_OPEN);
        assertEquals(192, HeapLayout.PHASE);
        assertEquals(200, HeapLayout.CYCLE);
        assertEquals(208, HeapLayout.DIRTY);
        assertEquals(216, HeapLayout.CURSOR);
        assertEquals(224, HeapLayout.LIVE);
        assertEquals(304, HeapLayout.RUN_REASON);
        assertEquals(312, HeapLayout.RUN_RELEASED);
        assertEquals(320, HeapLayout.NAME_LENGTH);
        assertEquals(328, HeapLayout.NAME);
        assertEquals(392, HeapLayout.LOG_COUNT);
        assertEquals(400, HeapLayout.LOG_OVERFLOW);
        assertEquals(408, HeapLayout.KEPT_ROOT);
        assertEquals(512, HeapLayout.LOG);
        assertEquals(32, HeapLayout.LOG_ENTRIES);
    }

    @Test
    void aHeaderHoldsItsParts() {
        long header = Block.header(0xABCDEF, 0x12, 0x7FFF_FFFF);
        assertEquals(0x7FFF_FFFF_12AB_CDEFL, header);
        assertEquals(0xABCDEF, Block.typeId(header));
        assertEquals(0x12, Block.flags(header));
        assertEquals(0x7FFF_FFFF, Block.length(header));
    }

    @Test
    void aPageWordHoldsItsParts() {
        long word = PageWord.of(0xABCDEF, 0x12, 0x89ABCDEF);
        assertEquals(0x89ABCDEF_12ABCDEFL, word);
        assertEquals(0xABCDEF, PageWord.owner(word));
        assertEquals(0x12, PageWord.sizeClass(word));
        assertEquals(0x89ABCDEF, PageWord.epoch(word));
    }

    @Test
    void aStateHoldsItsIncarnation() {
        long word = HeapLayout.state(HeapLayout.LIVE_STATE, 123_456_789_012L);
        assertEquals(HeapLayout.LIVE_STATE, HeapLayout.stateOf(word));
        assertEquals(123_456_789_012L, HeapLayout.incarnationOf(word));
    }

    @Test
    void theSizeClassesAreThese() {
        assertEquals(39, SizeClasses.COUNT);
        assertEquals(2048, SizeClasses.MOST_GRANULES);
        assertEquals(8, SizeClasses.granules(8));
        assertEquals(256, SizeClasses.granules(28));
        assertEquals(1365, SizeClasses.granules(37));
    }

    @Test
    void eachSizeHasTheSmallestClassThatHoldsIt() {
        for (int granules = 1; granules <= SizeClasses.MOST_GRANULES; granules++) {
            int sizeClass = SizeClasses.classOf(granules);
            assertTrue(SizeClasses.granules(sizeClass) >= granules, "granules=" + granules);
            assertTrue(SizeClasses.granules(sizeClass - 1) < granules, "granules=" + granules);
        }
    }

    @Test
    void blocksOfAClassLieSideBySideAndInsideTheirArea() {
        for (int sizeClass = 1; sizeClass < SizeClasses.COUNT; sizeClass++) {
            checkStarts(SizeClasses.starts(sizeClass), SizeClasses.granules(sizeClass), SizeClasses.UNIT_GRANULES);
            if (SizeClasses.fitsPage(sizeClass)) {
                checkStarts(SizeClasses.pageStarts(sizeClass), SizeClasses.granules(sizeClass), SizeClasses.PAGE_GRANULES);
            }
        }
    }

    private static void checkStarts(long[] starts, int granules, int all) {
        int count = 0;
        for (int g = 0; g < all; g++) {
            boolean set = (starts[g >> 6] & 1L << g) != 0;
            assertEquals(g % granules == 0 && g + granules <= all, set, "granule " + g + " of blocks of " + granules);
            count += set ? 1 : 0;
        }
        assertEquals(all / granules, count);
    }
}
