package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Points;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class PoolTest {

    private static final long MIB = 1L << 20;
    private static final String NAME = TestNames.unique();

    @Test
    void aPoolIsFoundByItsNameAndItsObjectsNameUntilTheLastHandleIsClosed() {
        Pool pool = Pool.create(NAME, MIB);
        assertSame(pool, Pool.attach(NAME));
        assertSame(pool, Pool.attach(pool.objectName()));
        pool.close();
        pool.close();
        assertFalse(pool.isClosed());
        pool.close();
        assertTrue(pool.isClosed());
        assertThrows(NoSuchPoolException.class, () -> Pool.attach(NAME));
        assertThrows(PoolClosedException.class, pool::actor);
    }

    @Test
    void unitsAreClaimedInRunsAndGivenBack() {
        try (Pool pool = Pool.create(NAME, MIB)) {
            int one = pool.units().claim(1, UnitClass.SMALL, 7);
            int three = pool.units().claim(3, UnitClass.LARGE_HEAD, 8);
            assertEquals(7, Units.ownerOf(pool.units().word(one)));
            assertEquals(UnitClass.LARGE_TAIL, Units.classOf(pool.units().word(three + 2)));
            assertEquals(12, pool.units().free());
            pool.checkOffset(pool.units().offset(three), 3 * PoolLayout.UNIT_BYTES);
            pool.units().release(three, 3);
            pool.units().release(one, 1);
            assertEquals(16, pool.units().free());
            assertEquals(0, pool.units().offset(0) & 0xFFFF);
            assertThrows(OutOfPoolMemoryException.class, () -> pool.units().claim(17, UnitClass.LARGE_HEAD, 8));
            assertEquals(0, pool.units().trim());
            assertEquals(4, pool.units().trim());
            assertEquals(0, pool.units().backed());
        }
    }

    @Test
    void theLongestFreeRunIsWhatCanBeClaimedInOnePiece() {
        try (Pool pool = Pool.create(NAME, MIB)) {
            Units units = pool.units();
            assertEquals(16, units.longestFree());
            int[] runs = {units.claim(5, UnitClass.DATA, 7), units.claim(3, UnitClass.DATA, 7), units.claim(6, UnitClass.DATA, 7)};
            assertEquals(2, units.longestFree());
            units.release(runs[0], 5);
            assertEquals(7, units.free());
            assertEquals(5, units.longestFree());
            assertThrows(OutOfPoolMemoryException.class, () -> units.claim(6, UnitClass.DATA, 7));
            assertEquals(runs[0], units.claim(5, UnitClass.DATA, 7));
            units.release(runs[2], 6);
            assertEquals(8, units.longestFree());
        }
    }

    @Test
    void claimsAndReleasesOfUnitsCanBeListenedTo() {
        List<Points.Point> reached = new ArrayList<>();
        try (Pool pool = Pool.create(NAME, MIB)) {
            Points.listen(point -> {
                if (point instanceof PoolPoints) {
                    reached.add(point);
                }
            });
            pool.units().release(pool.units().claim(3, UnitClass.DATA, 7), 3);
        } finally {
            Points.listen(null);
        }
        assertTrue(reached.indexOf(PoolPoints.UNIT_CLAIMED) >= 0, reached::toString);
        assertTrue(reached.indexOf(PoolPoints.UNIT_CLAIMED) < reached.indexOf(PoolPoints.UNIT_RELEASING), reached::toString);
    }

    @Test
    void aRunIsFoundByAnOffsetInIt() {
        try (Pool pool = Pool.create(NAME, MIB)) {
            Units units = pool.units();
            int run = units.claim(3, UnitClass.DATA, 7);
            assertEquals(run, units.unitAt(units.offset(run)));
            assertEquals(run, units.unitAt(units.offset(run + 1) - 1));
            assertEquals(3, units.runLength(run));
            assertEquals(UnitClass.DATA, Units.classOf(units.word(run)));
            assertEquals(-1, units.unitAt(units.offset(0) - 1));
            assertEquals(-1, units.unitAt(units.offset(units.count())));
            assertThrows(IllegalArgumentException.class, () -> units.release(run, 2));
            assertThrows(IllegalArgumentException.class, () -> units.release(run + 1, 2));
            units.release(run, 3);
            assertEquals(UnitClass.FREE, Units.classOf(units.word(run)));
            assertThrows(IllegalArgumentException.class, () -> units.release(run, 3));
        }
    }

    @Test
    void namesTypesAndEventsAreSeenByAView() {
        try (Pool pool = Pool.create(NAME, MIB); PoolView view = Pool.view(NAME)) {
            assertTrue(pool.names().put("lab", Names.HEAP, 4711, 3));
            assertFalse(pool.names().put("lab", Names.HEAP, 1, 1));
            assertEquals(new Names.Entry("lab", Names.HEAP, 4711, 3), view.names().find("lab").orElseThrow());
            byte[] descriptor = {1, 2, 3};
            assertEquals(1, pool.types().add(descriptor));
            assertEquals(1, pool.types().add(descriptor));
            assertEquals(2, pool.types().add(new byte[100_000]));
            assertArrayEquals(descriptor, view.types().get(1));
            assertEquals(100_000, view.types().get(2).length);
            pool.events().publish(EventKind.NOTE, "hello", 1, 2);
            Event last = view.events().read(0).events().getLast();
            assertEquals(List.of(1L, 2L, 0L, 0L, 0L, 0L, 0L, 0L), last.payload());
            assertEquals("hello", last.text());
            assertThrows(UnsupportedOperationException.class, () -> view.names().put("x", 1, 0, 0));
            assertThrows(UnsupportedOperationException.class, () -> view.units().claim(1, UnitClass.SPAN, 0));
            assertTrue(Pool.list().stream().anyMatch(summary -> summary.name().equals(NAME)));
        }
    }

    @Test
    void theActorOfAThreadThatEndedIsGivenBack() throws InterruptedException {
        try (Pool pool = Pool.create(NAME, MIB)) {
            Actor mine = pool.actor();
            assertSame(mine, pool.actor());
            for (int i = 0; i < 1000; i++) {
                Thread.ofVirtual().start(pool::actor).join();
                Thread.ofPlatform().start(pool::actor).join();
            }
            assertTrue(pool.actors().holdsSlot(mine.index(), mine.incarnation()));
        }
    }

    @Test
    void theLastUserRemovesAPoolAlsoIfSomebodyWithoutASlotHasItLockedForAMoment() throws InterruptedException {
        OperatingSystem system = OperatingSystem.current();
        Pool pool = Pool.create(NAME, MIB);
        int fd = system.openShared(pool.objectName(), true);
        assertTrue(system.lockShared(fd));
        Thread closing = Thread.currentThread();
        Thread other = Thread.ofPlatform().start(() -> {
            eventually("the last user tries again", () -> closing.getState() == Thread.State.TIMED_WAITING);
            system.close(fd);
        });
        pool.close();
        other.join();
        assertTrue(PoolObjectsTesting.find(NAME).isEmpty());
    }
}
