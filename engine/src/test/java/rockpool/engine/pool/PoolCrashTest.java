package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;
import rockpool.engine.testing.SimulatedProcesses;

/// Each operation of the pool cut off before its every store, and each recovery before its every store; the verifier and the expectation
/// after each.
@ExtendWith(NothingLeft.class)
class PoolCrashTest {

    private static final long BYTES = 512 << 10;
    private static final int UNITS = 8;

    /// An operation of the victim in a pool in which something was prepared by it, and what a survivor must find afterwards.
    private static final class Case extends PoolRun {

        private final Consumer<Pool> operation;
        private final BiConsumer<Pool, Boolean> expected;

        Case(Consumer<Pool> prepare, Consumer<Pool> operation, BiConsumer<Pool, Boolean> expected) {
            super(BYTES);
            this.operation = operation;
            this.expected = expected;
            prepare.accept(victim);
        }

        @Override
        public void operate() {
            operation.accept(victim);
        }

        @Override
        public void check(boolean died) {
            Pool pool = died ? survivor() : victim;
            expected.accept(pool, died);
            if (died) {
                assertEquals(1, pool.participants().list().size(), "only the survivor has a slot");
                assertEquals(0, PoolAssertions.unitsOf(pool, UnitClass.CHANGING));
                assertUsable(pool);
            }
            PoolAssertions.assertSound(processes);
        }

        private static void assertUsable(Pool pool) {
            int unit = pool.units().claim(1, UnitClass.LOG, 3);
            pool.units().release(unit, 1);
            assertTrue(pool.names().put("after", Names.HEAP, 0, 1));
            int type = pool.types().add(new byte[] {42});
            assertArrayEquals(new byte[] {42}, pool.types().get(type));
            pool.events().publish(EventKind.NOTE, "after");
            assertEquals("after", pool.events().read(0).events().getLast().text());
        }
    }

    private static void cut(int leastStores, Consumer<Pool> prepare, Consumer<Pool> operation, BiConsumer<Pool, Boolean> expected) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(() -> new Case(prepare, operation, expected));
        assertTrue(tried.stores() >= leastStores, tried.toString());
    }

    private static final Consumer<Pool> NOTHING = pool -> { };

    @Test
    void aClaimOfOneUnitHappensOrDoesNot() {
        cut(4, NOTHING, pool -> pool.units().claim(1, UnitClass.SPAN, 7),
                (pool, died) -> assertEquals(UNITS, pool.units().free() + PoolAssertions.unitsOf(pool, UnitClass.SPAN)));
    }

    @Test
    void aClaimOfARunHappensAsAWholeOrDoesNot() {
        cut(8, NOTHING, pool -> pool.units().claim(3, UnitClass.LARGE_HEAD, 7), PoolCrashTest::assertWholeRunOrNone);
    }

    @Test
    void aRunIsGivenBackAsAWholeOrNotAtAll() {
        cut(4, pool -> pool.units().claim(3, UnitClass.LARGE_HEAD, 7), pool -> pool.units().release(0, 3),
                PoolCrashTest::assertWholeRunOrNone);
    }

    private static void assertWholeRunOrNone(Pool pool, boolean died) {
        int heads = PoolAssertions.unitsOf(pool, UnitClass.LARGE_HEAD);
        assertEquals(2 * heads, PoolAssertions.unitsOf(pool, UnitClass.LARGE_TAIL));
        assertEquals(UNITS - 3 * heads, pool.units().free());
    }

    @Test
    void growthToTheMaximumHappensOrDoesNot() {
        cut(UNITS, pool -> pool.units().claim(3, UnitClass.LARGE_HEAD, 7), pool -> pool.units().claim(UNITS - 3, UnitClass.LARGE_HEAD, 8),
                (pool, died) -> assertTrue(List.of(0, UNITS - 3).contains(pool.units().free()), "free " + pool.units().free()));
    }

    @Test
    void aTrimmedUnitIsFreeWhateverHappens() {
        cut(4, pool -> {
            pool.units().claim(2, UnitClass.LARGE_HEAD, 7);
            pool.units().release(0, 2);
            pool.units().trim();
        }, pool -> pool.units().trim(), (pool, died) -> {
            assertEquals(UNITS, pool.units().free());
            assertTrue(died || pool.units().backed() == 0);
        });
    }

    @Test
    void anActorIsFreedWithItsProcess() {
        cut(5, NOTHING, Pool::actor, (pool, died) -> assertEquals(died ? 0 : 1, pool.actors().list().size()));
    }

    @Test
    void pinsOfADeadProcessAreGone() {
        cut(7, NOTHING, pool -> {
            rockpool.engine.memory.Memory.putLongOpaque(pool.actor().openPin(), pool.units().offset(0));
        }, (pool, died) -> {
            int[] pins = {0};
            pool.actors().forEachPin(offset -> pins[0]++);
            assertEquals(died ? 0 : 1, pins[0]);
            if (!died) {
                pool.units().claim(1, UnitClass.SPAN, 1);
            }
        });
    }

    @Test
    void aNameIsThereWithItsThingOrNotAtAll() {
        cut(8, NOTHING, pool -> pool.names().put("lab", Names.HEAP, 4096, 5), (pool, died) -> pool.names().find("lab").ifPresentOrElse(
                entry -> assertEquals(new Names.Entry("lab", Names.HEAP, 4096, 5), entry), () -> assertTrue(died)));
    }

    @Test
    void aNameIsTakenAwayOrNot() {
        cut(3, pool -> pool.names().put("lab", Names.HEAP, 4096, 5), pool -> pool.names().remove("lab", 4096, 5),
                (pool, died) -> assertTrue(died || pool.names().find("lab").isEmpty()));
    }

    @Test
    void theFirstTypeIsAddedOrNotAndNoUnitIsLost() {
        cut(10, NOTHING, pool -> pool.types().add(new byte[] {1, 2, 3}), (pool, died) -> {
            int added = pool.types().count();
            assertTrue(added == 1 || died);
            if (added == 1) {
                assertArrayEquals(new byte[] {1, 2, 3}, pool.types().get(1));
            }
        });
    }

    @Test
    void aTypeThatNeedsAnotherChunkIsAddedOrNot() {
        byte[] filling = new byte[65_000];
        cut(80, pool -> pool.types().add(filling), pool -> pool.types().add(new byte[600]), (pool, died) -> {
            assertArrayEquals(filling, pool.types().get(1));
            assertTrue(pool.types().count() == 2 || died);
        });
    }

    @Test
    void anEventIsReadWholeOrNotAtAll() {
        cut(14, NOTHING, pool -> pool.events().publish(EventKind.NOTE, "whole", 1, 2, 3),
                (pool, died) -> pool.events().read(0).events().stream().filter(event -> event.text().equals("whole"))
                        .forEach(event -> assertEquals(List.of(1L, 2L, 3L, 0L, 0L, 0L, 0L, 0L), event.payload())));
    }

    @Test
    void whoDiesWhileItLeavesIsCleanedUpAfter() {
        cut(3, pool -> {
            pool.actor();
            pool.units().claim(1, UnitClass.SPAN, 1);
        }, Pool::close, (pool, died) -> assertTrue(died ? pool.actors().list().isEmpty() : pool.isClosed()));
    }

    /// The victim is cut off while it starts: it creates the pool, or attaches the one that a survivor has made.
    private static final class Start implements CrashEveryStore.Run {

        private final SimulatedProcesses processes = SimulatedProcesses.with(BYTES);
        private final boolean creates;
        private Pool survivor;

        Start(boolean creates) {
            this.creates = creates;
            survivor = creates ? null : processes.start();
        }

        @Override
        public void operate() {
            processes.start();
        }

        @Override
        public void victimDied() {
            processes.killStarting();
        }

        @Override
        public void recover() {
            if (survivor == null) {
                survivor = processes.start();
            }
            survivor.recoverDead();
        }

        @Override
        public void recovererDied() {
            if (survivor == null) {
                processes.killStarting();
            } else {
                processes.kill(survivor);
                survivor = creates ? null : processes.start();
            }
        }

        @Override
        public void check(boolean died) {
            recover();
            assertEquals(died ? 1 : 2, survivor.participants().list().size());
            assertEquals(UNITS, survivor.units().free());
            PoolAssertions.assertSound(processes);
        }

        @Override
        public void close() {
            processes.close();
        }
    }

    @Test
    void whoDiesWhileItAttachesLeavesNothing() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(() -> new Start(false));
        assertTrue(tried.stores() >= 10, tried.toString());
    }

    @Test
    void whoDiesWhileItCreatesAPoolIsNoObstacleToTheNext() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(() -> new Start(true));
        assertTrue(tried.stores() >= 60, tried.toString());
    }
}
