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
    private static final int WRITERS = 3;
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

    /// No collection has begun, and so there is as much memory as blocks need, and what each writer has begun to fill.
    ///
    /// @param offset of the heap
    private static void requireNoMoreThanNeeded(Pool pool, long offset) {
        HeapChecks.verify(pool);
        HeapStats stats = HeapStats.of(pool, offset);
        long counted = Memory.getLong(pool.position() + offset + HeapLayout.USED);
        assertEquals(0, stats.runs(), stats.toString());
        assertEquals(HeapStats.Phase.IDLE, stats.phase(), stats.toString());
        assertTrue(Math.abs(counted - stats.usedBytes()) < MOST_UNCOUNTED, "counted=" + counted + " " + stats);
        assertTrue(stats.capacityBytes() <= 3 * stats.usedBytes(), stats.toString());
    }

    @Test
    void garbageIsCountedOnce() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            List<Heap> heaps = heaps(processes, WRITERS);
            for (int i = 0; i < 4000; i++) {
                Pair value = new Pair(i, -i);
                heaps.get(i % WRITERS).modify(mutator -> {
                    mutator.assign(mutator.add(value));
                    return null;
                });
            }
            requireNoMoreThanNeeded(heaps.getFirst().pool(), heaps.getFirst().offset());
        }
    }

    @Test
    void whatStaysTakesTheMemoryThatItNeeds() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Pool pool = processes.start();
            List<SharedHashTable<Long, Boolean>> tables = new ArrayList<>(List.of(SharedHashTable.create(pool, NAME)));
            while (tables.size() < WRITERS) {
                tables.add(SharedHashTable.<Long, Boolean>find(processes.start(), NAME).orElseThrow());
            }
            for (long key = 0; key < 1500; key++) {
                tables.get((int) key % WRITERS).add(key, true);
            }
            assertEquals(1500, tables.getFirst().length());
            requireNoMoreThanNeeded(pool, tables.getFirst().descriptor().offset());
        }
    }

    @Test
    void changesThatAreNotMadeLeaveGarbageAndNothingElse() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            for (int i = 0; i < 4000; i++) {
                Writer writer = heap.lock();
                try {
                    writer.assignRoot(CopyIn.copy(writer, new Pair(i, -i)));
                } finally {
                    writer.close();
                }
            }
            requireNoMoreThanNeeded(heap.pool(), heap.offset());
        }
    }
}
