package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.SharedHashTable;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Processes that write to one heap in turn, as those do that share a structure.
@ExtendWith(NothingLeft.class)
class TurnsTest {

    private static final long MIB = 1 << 20;
    private static final String NAME = "shared";
    /// A process writes what it has taken now and then, and takes a word of blocks at once.
    private static final long MOST_UNCOUNTED = 48 << 10;

    private record Pair(long left, long right) {}

    private static List<Heap> heaps(SimulatedProcesses processes, int count) {
        List<Heap> heaps = new ArrayList<>(List.of(Heap.create(processes.start(), NAME)));
        while (heaps.size() < count) {
            heaps.add(Heap.find(processes.start(), NAME).orElseThrow());
        }
        return heaps;
    }

    /// Each value is the garbage of the next one.
    private static HeapStats afterReplacing(int writers) {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            List<Heap> heaps = heaps(processes, writers);
            for (int i = 0; i < 20_000; i++) {
                Pair value = new Pair(i, -i);
                heaps.get(i % writers).modify(mutator -> {
                    mutator.assign(mutator.add(value));
                    return null;
                });
            }
            HeapChecks.verify(heaps.getFirst().pool());
            return heaps.getFirst().stats();
        }
    }

    @Test
    void garbageIsCollectedAsOftenAsIfOneProcessMadeIt() {
        HeapStats alone = afterReplacing(1);
        HeapStats inTurn = afterReplacing(3);
        assertTrue(alone.runs() >= 2, alone.toString());
        assertTrue(inTurn.runs() <= 2 * alone.runs(), alone + "\n" + inTurn);
        assertTrue(inTurn.capacityBytes() <= 2 * alone.thresholdBytes(), alone + "\n" + inTurn);
    }

    private static HeapStats afterFilling(int writers) {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Pool pool = processes.start();
            List<SharedHashTable<Long, Boolean>> tables = new ArrayList<>(List.of(SharedHashTable.create(pool, NAME)));
            while (tables.size() < writers) {
                tables.add(SharedHashTable.<Long, Boolean>find(processes.start(), NAME).orElseThrow());
            }
            long offset = tables.getFirst().descriptor().offset();
            for (long key = 0; key < 20_000; key++) {
                tables.get((int) key % writers).add(key, true);
                requireCounted(pool, offset);
            }
            assertEquals(20_000, tables.getFirst().length());
            HeapChecks.verify(pool);
            return HeapStats.of(pool, offset);
        }
    }

    /// By what is counted as used a collection begins.
    private static void requireCounted(Pool pool, long heap) {
        HeapStats stats = HeapStats.of(pool, heap);
        long counted = Memory.getLong(pool.position() + heap + HeapLayout.USED);
        if (stats.phase() == HeapStats.Phase.IDLE) {
            assertTrue(Math.abs(counted - stats.usedBytes()) < MOST_UNCOUNTED, "counted=" + counted + " " + stats);
        }
    }

    @Test
    void whatStaysTakesAsMuchMemoryAsIfOneProcessHadMadeIt() {
        HeapStats alone = afterFilling(1);
        HeapStats inTurn = afterFilling(3);
        assertTrue(inTurn.capacityBytes() <= 2 * alone.thresholdBytes(), alone + "\n" + inTurn);
    }

    /// A change that is not made leaves garbage as one that is made does, and nothing else.
    private static HeapStats afterFailing(int everyMade) {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            for (int i = 0; i < 20_000; i++) {
                Pair value = new Pair(i, -i);
                Writer writer = heap.lock();
                try {
                    writer.assignRoot(CopyIn.copy(writer, value));
                    if (i % everyMade == 0) {
                        writer.commit();
                    }
                } finally {
                    writer.close();
                }
            }
            HeapChecks.verify(heap.pool());
            return heap.stats();
        }
    }

    @Test
    void changesThatAreNotMadeTakeNoMoreMemoryThanThoseThatAre() {
        HeapStats made = afterFailing(1);
        HeapStats seldom = afterFailing(100);
        assertTrue(seldom.runs() <= 2 * made.runs(), made + "\n" + seldom);
        assertTrue(seldom.capacityBytes() <= 2 * made.thresholdBytes(), made + "\n" + seldom);
    }
}
