package rockpool.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.testing.TestNames;

class RegionTest {

    private static final OperatingSystem SYSTEM = OperatingSystem.current();
    private static final long MIB = 1 << 20;

    private final String name = "region_" + TestNames.unique();
    private final List<Region> regions = new ArrayList<>();

    @AfterEach
    void remove() {
        regions.forEach(Region::detach);
        SYSTEM.unlinkShared(name);
    }

    private Region keep(Region region) {
        regions.add(region);
        return region;
    }

    private Region another(boolean writable) {
        return keep(Region.map(SYSTEM, name, SYSTEM.openShared(name, writable), 8 * MIB, writable, -1));
    }

    @Test
    void oneMappingSeesWhatAnotherStores() {
        Region one = keep(Region.create(name, 8 * MIB));
        assertTrue(one.reserve(0, 4096));
        Region two = another(true);
        Memory.putLong(one.position() + 8, 4711);
        assertEquals(4711, Memory.getLongAcquire(two.position() + 8));
        assertNotEquals(one.position(), two.position());
    }

    @Test
    void aRegionThatWasMappedEarlierSeesGrowth() {
        Region one = keep(Region.create(name, 8 * MIB));
        assertTrue(one.reserve(0, 4096));
        Region two = another(false);
        assertFalse(two.contains(MIB, 8));
        assertTrue(one.reserve(MIB, 4096));
        assertTrue(two.contains(MIB, 4096));
        assertFalse(two.contains(MIB, 4097));
        assertEquals(MIB + 4096, two.limit());
    }

    @Test
    void rangesThatOverflowAreNotContained() {
        Region region = keep(Region.create(name, 8 * MIB));
        assertTrue(region.reserve(0, 8 * MIB));
        assertFalse(region.contains(-8, 8));
        assertFalse(region.contains(Long.MAX_VALUE, 8));
        assertFalse(region.contains(8, Long.MAX_VALUE));
        assertFalse(region.contains(0, -1));
        assertTrue(region.contains(8 * MIB, 0));
        assertThrows(IllegalArgumentException.class, () -> region.reserve(8 * MIB - 4096, 8192));
    }

    @Test
    void aRegionAttachedWhileItGrowsIsReadWithoutAFault() throws InterruptedException {
        Region one = keep(Region.create(name, 8 * MIB));
        Thread grower = Thread.ofPlatform().start(() -> {
            for (long offset = 0; offset < 8 * MIB; offset += 65536) {
                assertTrue(one.reserve(offset, 65536));
                Memory.putLong(one.position() + offset, offset + 1);
            }
        });
        while (grower.isAlive()) {
            Region two = Region.map(SYSTEM, name, SYSTEM.openShared(name, false), 8 * MIB, false, -1);
            for (long offset = 0; offset < 8 * MIB; offset += 65536) {
                if (two.contains(offset, 65536)) {
                    long value = Memory.getLongAcquire(two.position() + offset);
                    assertTrue(value == 0 || value == offset + 1, "offset " + offset + ": " + value);
                }
            }
            two.detach();
        }
        grower.join();
    }

    @Test
    void aDetachedRegionReadsAsZerosAndTakesStoresWithoutHarm() {
        Region one = keep(Region.create(name, 8 * MIB));
        assertTrue(one.reserve(0, 4096));
        Region two = another(true);
        Memory.putLong(one.position(), 4711);
        one.detach();
        assertEquals(0, Memory.getLong(one.position()));
        assertTrue(Memory.compareAndSetLong(one.position() + 4 * MIB, 0, 1));
        assertEquals(4711, Memory.getLong(two.position()));
        assertThrows(IllegalStateException.class, () -> one.reserve(0, 4096));
        assertThrows(IllegalStateException.class, () -> one.punch(0, 4096));
        one.detach();
    }

    @Test
    void aRegionThatRetreatsLeavesItsBeginningSomewhereElse() {
        Region one = keep(Region.create(name, 8 * MIB));
        assertTrue(one.reserve(0, MIB));
        Memory.putLong(one.position() + 8, 4711);
        Region beginning = keep(one.retreat(4096));
        assertTrue(one.detached());
        Memory.putLong(one.position() + 8, 1);
        assertEquals(4711, Memory.getLong(beginning.position() + 8));
        assertNull(one.retreat(4096));
    }

    @Test
    void aPunchedPartReadsAsZeros() {
        Region region = keep(Region.create(name, 8 * MIB));
        assertTrue(region.reserve(0, 2 * 65536));
        Memory.putLong(region.position() + 65536, 4711);
        region.punch(65536, 65536);
        assertEquals(0, Memory.getLong(region.position() + 65536));
    }

    @Test
    void aThousandRegionsAreMappedAtOnce() {
        Region first = keep(Region.create(name, 8 * MIB));
        assertTrue(first.reserve(0, 4096));
        Memory.putLong(first.position(), 4711);
        for (int i = 0; i < 1000; i++) {
            assertEquals(4711, Memory.getLong(another(i % 2 == 0).position()));
        }
    }
}
