package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.ArrayVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// A process dies before each of its stores while it makes, destroys or takes back a primitive array, and the one that cleans up dies as
/// well: what others have stays as it is, nothing else is left.
@ExtendWith(NothingLeft.class)
@Timeout(300)
class ArrayCrashTest {

    private static void tryAll(Supplier<? extends CrashEveryStore.Run> runs) {
        assertTrue(CrashEveryStore.tryAll(runs).stores() > 0);
    }

    private abstract static class ArrayRun extends PoolRun {

        final Pool keeper;
        LongArray kept;

        ArrayRun() {
            super(1 << 20);
            keeper = processes.start();
            ArrayTable.of(victim);
            ArrayTable.of(survivor());
        }

        final void keep() {
            kept = LongArray.copyOf(keeper, "kept", new long[] {1, 2, 3});
        }

        @Override
        public void recover() {
            super.recover();
            ArrayTable.of(survivor());
            Reclaimer.of(survivor()).reclaim();
        }

        /// What there may be beside what is kept.
        abstract void checkOthers(List<ArrayInfo> others, boolean died);

        @Override
        public void check(boolean died) {
            assertEquals(List.of(), PoolVerifier.verify(survivor()));
            assertEquals(List.of(), ArrayVerifier.verify(survivor()));
            checkOthers(ArrayInfo.list(survivor()).stream().filter(info -> !info.name().equals(Optional.of("kept"))).toList(), died);
            if (kept != null) {
                assertArrayEquals(new long[] {1, 2, 3}, kept.toArray());
            }
            LongArray.create(survivor(), "next", 3, 3).set(2, 2, 5);
            LongArray.find(keeper, "next").orElseThrow().destroy();
            assertEquals(List.of(), ArrayVerifier.verify(survivor()));
        }
    }

    @Test
    void makingTheFirstArrayWithANameLeavesAWholeOneOrNothing() {
        tryAll(() -> new ArrayRun() {
            @Override
            public void operate() {
                LongArray.create(victim, "made", 5);
            }

            @Override
            void checkOthers(List<ArrayInfo> others, boolean died) {
                if (!others.isEmpty() || !died) {
                    assertEquals(List.of("long[5] made"), others.stream().map(ArrayInfo::toString).toList());
                }
                assertEquals(!others.isEmpty(), LongArray.find(survivor(), "made").isPresent());
                LongArray.find(survivor(), "made").ifPresent(PrimitiveArray::destroy);
            }
        });
    }

    @Test
    void makingALargeArrayLeavesNothing() {
        tryAll(() -> new ArrayRun() {
            {
                keep();
            }

            private LongArray made;

            @Override
            public void operate() {
                made = LongArray.create(victim, 10, 1000);
            }

            @Override
            void checkOthers(List<ArrayInfo> others, boolean died) {
                assertEquals(died ? 0 : 1, others.size());
                assertTrue(died || made.get(9, 999) == 0);
            }
        });
    }

    /// The victim destroys what somebody else has as well, or nobody else.
    private static final class DestroyRun extends ArrayRun {

        private final LongArray made;
        private LongArray seen;

        DestroyRun(boolean shared, int length) {
            keep();
            made = LongArray.create(victim, "made", length);
            if (shared) {
                seen = LongArray.find(keeper, "made").orElseThrow();
                seen.set(0, 7);
            }
        }

        @Override
        public void operate() {
            made.destroy();
        }

        @Override
        void checkOthers(List<ArrayInfo> others, boolean died) {
            boolean there = others.stream().anyMatch(info -> !info.destroyed());
            assertTrue(!there || died);
            assertEquals(there, others.stream().anyMatch(info -> info.name().isPresent()));
            assertEquals(there || seen != null ? 1 : 0, others.size());
            if (seen != null) {
                assertEquals(there, seen.isThere());
                assertEquals(7, seen.memory.get(ValueLayout.JAVA_LONG, 0));
                letGo(there);
            }
        }

        private void letGo(boolean there) {
            if (there) {
                seen.destroy();
            } else {
                assertThrows(IllegalStateException.class, () -> seen.get(0));
            }
            assertEquals(1, ArrayInfo.list(survivor()).size());
        }
    }

    @Test
    void destroyingASmallArrayLeavesAWholeOneOrNothing() {
        tryAll(() -> new DestroyRun(false, 3));
    }

    @Test
    void destroyingALargeArrayLeavesAWholeOneOrNothing() {
        tryAll(() -> new DestroyRun(false, 20_000));
    }

    @Test
    void destroyingWhatAnotherProcessHasLeavesItsMemory() {
        tryAll(() -> new DestroyRun(true, 3));
    }

    @Test
    void takingBackWhatTheDeadLeftCanBeCutOffAnywhere() {
        tryAll(() -> new ArrayRun() {
            {
                keep();
                Pool dead = processes.start();
                LongArray.create(dead, 20_000).descriptor();
                processes.kill(dead);
            }

            @Override
            public void operate() {
                victim.recoverDead();
                Reclaimer.of(victim).reclaim();
            }

            @Override
            void checkOthers(List<ArrayInfo> others, boolean died) {
                assertEquals(List.of(), others);
            }
        });
    }
}
