package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.ArrayVerifier;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// How long a primitive array lives, and what those see who still look at it.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class ArrayLifeTest {

    private static final long MIB = 1 << 20;

    private static LongArray sent(LongArray array, Pool to) {
        return (LongArray) Descriptors.resolve(to, array.descriptor());
    }

    private static void verify(Pool pool) {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        assertEquals(List.of(), HeapVerifier.verify(pool));
        assertEquals(List.of(), ArrayVerifier.verify(pool));
    }

    private static void eventuallyThereAre(Pool pool, int count) {
        eventually(count + " arrays", () -> {
            System.gc();
            Reclaimer.of(pool).reclaim();
            return ArrayInfo.list(pool).size() == count;
        });
        verify(pool);
    }

    @Test
    void anArrayThatNobodyHasGoes() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool pool = processes.start();
            LongArray kept = LongArray.create(pool, 10);
            LongArray.create(pool, "named", 10);
            for (int i = 0; i < 20; i++) {
                LongArray.create(pool, 10_000).descriptor();
                LongArray.create(pool, 10);
            }
            eventuallyThereAre(pool, 2);
            kept.set(1, 1);
        }
    }

    @Test
    void manyArraysOneAfterTheOtherFitASmallPool() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool pool = processes.start();
            for (int i = 0; i < 600; i++) {
                LongArray.create(pool, i % 3 == 0 ? 20_000 : 1 + i).set(0, i);
            }
            eventuallyThereAre(pool, 0);
        }
    }

    @Test
    void aValueKeepsTheArrayItRefersTo() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool pool = processes.start();
            Ref<LongArray> ref = Ref.create(pool, "ref", LongArray.copyOf(pool, new long[] {7}));
            eventuallyThereAre(pool, 1);
            assertEquals(7, ref.get().get(0));
            ref.set(null);
            eventuallyThereAre(pool, 0);
        }
    }

    @Test
    void aSegmentAloneKeepsTheArray() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool pool = processes.start();
            MemorySegment part = LongArray.copyOf(pool, new long[] {1, 2, 3}).range(1, 3).segment().asReadOnly();
            for (int i = 0; i < 3; i++) {
                eventuallyThereAre(pool, 1);
            }
            assertEquals(3, part.getAtIndex(ValueLayout.JAVA_LONG, 1));
            part = null;
            eventuallyThereAre(pool, 0);
        }
    }

    @Test
    void aSegmentOfAnArrayThatAnotherProcessDestroyedLeadsToNothingElse() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool owner = processes.start();
            Pool other = processes.start();
            LongArray made = LongArray.copyOf(owner, "made", new long[] {1, 2, 3});
            LongArray found = LongArray.find(other, "made").orElseThrow();
            MemorySegment seen = found.segment();
            made.destroy();
            assertEquals(List.of("long[3] at " + ArrayInfo.list(owner).getFirst().offset() + " (destroyed)"),
                    ArrayInfo.list(owner).stream().map(ArrayInfo::toString).toList());
            for (int i = 0; i < 100; i++) {
                LongArray.create(owner, 3).fill(-1);
            }
            seen.setAtIndex(ValueLayout.JAVA_LONG, 0, 9);
            assertEquals(9, seen.getAtIndex(ValueLayout.JAVA_LONG, 0));
            assertEquals(3, seen.getAtIndex(ValueLayout.JAVA_LONG, 2));
            assertFalse(found.isThere());
            assertThrows(IllegalStateException.class, () -> found.get(0));
            assertThrows(IllegalStateException.class, () -> seen.getAtIndex(ValueLayout.JAVA_LONG, 2));
            assertTrue(LongArray.find(other, "made").isEmpty());
            eventuallyThereAre(owner, 0);
        }
    }

    @Test
    void whoNeedsMemoryGetsThatOfDestroyedArraysFromThoseThatLookAtThem() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool owner = processes.start();
            Pool other = processes.start();
            LongArray made = LongArray.create(owner, 150_000);
            MemorySegment seen = sent(made, other).segment();
            made.destroy();
            assertEquals(1_200_000, seen.byteSize());
            LongArray next = LongArray.create(owner, 150_000);
            assertThrows(IllegalStateException.class, () -> seen.getAtIndex(ValueLayout.JAVA_LONG, 0));
            assertEquals(0, next.get(149_999));
            assertEquals(1, ArrayInfo.list(owner).size());
            verify(owner);
        }
    }

    @Test
    void anArrayOfADeadProcessGoesAndOneThatItOnlyUsedStays() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool dying = processes.start();
            Pool living = processes.start();
            LongArray kept = LongArray.copyOf(living, new long[] {1});
            sent(kept, dying).set(0, 2);
            LongArray ended = LongArray.create(living, 5);
            MemorySegment seen = sent(ended, dying).segment();
            ended.destroy();
            LongArray own = LongArray.create(dying, 5);
            LongArray shared = LongArray.create(dying, 50_000);
            Descriptor way = shared.descriptor();
            processes.kill(dying);
            living.recoverDead();
            assertThrows(RuntimeException.class, () -> own.get(0));
            assertThrows(IllegalStateException.class, () -> seen.getAtIndex(ValueLayout.JAVA_LONG, 0));
            eventuallyThereAre(living, 1);
            assertEquals(2, kept.get(0));
            assertThrows(IllegalStateException.class, () -> Descriptors.resolve(living, way));
        }
    }

    @Test
    void whileOthersAccessAnArrayItIsDestroyedWithoutHarm() throws InterruptedException {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool owner = processes.start();
            Pool other = processes.start();
            for (int round = 0; round < 30; round++) {
                LongArray made = LongArray.create(owner, 64);
                List<Thread> threads = new ArrayList<>();
                for (LongArray array : List.of(made, sent(made, other))) {
                    threads.add(Thread.ofPlatform().start(() -> writeUntilGone(array)));
                }
                made.destroy();
                List<LongArray> next = List.of(LongArray.create(owner, 64), LongArray.create(owner, 64));
                for (Thread thread : threads) {
                    thread.join();
                }
                next.forEach(array -> assertEquals(-1, MemorySegment.ofArray(new long[64]).mismatch(array.segment())));
                next.forEach(PrimitiveArray::destroy);
            }
            eventuallyThereAre(owner, 0);
        }
    }

    private static void writeUntilGone(LongArray array) {
        try {
            for (long i = 0; ; i++) {
                array.set(i & 63, i + 1);
            }
        } catch (IllegalStateException e) {
            assertFalse(array.isThere());
        }
    }

    @Test
    void randomArraysAreAsAModelSays() {
        long seed = System.nanoTime();
        System.out.println("ArrayLifeTest seed " + seed);
        Random random = new Random(seed);
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            List<LongArray> arrays = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                if (arrays.size() > 40 || !arrays.isEmpty() && random.nextInt(3) == 0) {
                    LongArray array = arrays.remove(random.nextInt(arrays.size()));
                    assertEquals(Set.of(array.length()), stream(array));
                    array.destroy();
                } else {
                    int length = 1 + (int) Math.pow(2, random.nextDouble() * 13);
                    LongArray array = LongArray.create(pool, length);
                    assertEquals(Set.of(0L), stream(array));
                    arrays.add(array.fill(length));
                }
                if (i % 500 == 0) {
                    verify(pool);
                }
            }
            arrays.forEach(PrimitiveArray::destroy);
            eventuallyThereAre(pool, 0);
        }
    }

    private static Set<Long> stream(LongArray array) {
        return Arrays.stream(array.toArray()).boxed().collect(Collectors.toSet());
    }
}
