package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// A heap with a list of records that all hold the same value, whoever looks and whenever: what processes do to it while they are killed.
final class Ledger {

    private static final int ENTRIES = 60;
    private static final int FEW = 3;

    private final GraphHeap at;
    private final Heap heap;
    private final long base;

    Ledger(Heap heap) {
        this.heap = heap;
        this.at = new GraphHeap(heap);
        this.base = heap.base();
    }

    /// Puts a new list at the root.
    void replace(int entries, long value) {
        GraphHeap.change(heap, writer -> {
            Map<Integer, Long> offsets = new HashMap<>();
            Integer[] numbers = new Integer[entries];
            for (int i = 0; i < entries; i++) {
                numbers[i] = i + 1;
                at.allocate(writer, new Graph.Node(i + 1, Graph.Shape.RECORD, List.of(0, 0), value), offsets);
            }
            writer.assignRoot(at.allocate(writer, new Graph.Node(entries + 1, Graph.Shape.LIST, List.of(numbers), 0), offsets));
        });
    }

    /// Stores over all values of the list that is there.
    void overwrite(long value) {
        GraphHeap.change(heap, writer -> {
            long list = writer.root();
            int entries = Block.length(Memory.getLong(base + list)) - 1;
            for (int i = 0; i < entries; i++) {
                at.overwriteValue(writer, entry(list, i), value);
            }
        });
    }

    private long entry(long list, int index) {
        return Memory.getLong(base + list + Block.HEADER + 8L * (index + 1));
    }

    private void makeGarbage(RandomGenerator random) {
        GraphHeap.change(heap, writer -> {
            Map<Integer, Long> offsets = new HashMap<>();
            int count = random.nextInt(40);
            for (int i = 1; i <= count; i++) {
                at.allocate(writer, new Graph.Node(i, Graph.Shape.BYTES, List.of(),
                        4 + random.nextInt(random.nextInt(5) == 0 ? 80_000 : 900)),
                        offsets);
            }
        });
    }

    private void otherHeap() {
        Heap other = Heap.create(heap.pool());
        GraphHeap.change(other, writer -> new GraphHeap(other).allocate(writer, new Graph.Node(1, Graph.Shape.BYTES, List.of(), 5000),
                new HashMap<>()));
        other.destroy();
    }

    /// One of the operations.
    void operate(RandomGenerator random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> replace(random.nextInt(4) == 0 ? ENTRIES : FEW, random.nextLong());
            case 4, 5, 6, 7, 8 -> overwrite(random.nextLong());
            case 9, 10 -> makeGarbage(random);
            case 11 -> heap.gc();
            case 12, 13 -> GraphHeap.change(heap, writer -> {
                writer.collector().startIfIdle("test");
                writer.collector().slice(1000 + random.nextInt(30_000));
            });
            case 14 -> otherHeap();
            default -> readPinned();
        }
    }

    /// Looks at the list without a lock until nothing was changed while it looked; after some tries with the lock, since a writer may have
    /// died and left the version odd.
    ///
    /// @return the value that all entries have
    long read() {
        for (int tries = 0; tries < 10_000; tries++) {
            long epoch = heap.sweepEpoch();
            long version = heap.version();
            Set<Long> values = (version & 1) == 0 ? values(heap.root()) : Set.of();
            VarHandle.acquireFence();
            if ((version & 1) == 0 && heap.version() == version && heap.sweepEpoch() == epoch) {
                assertEquals(1, values.size(), () -> "half of a modify: " + values);
                return values.iterator().next();
            }
            Thread.onSpinWait();
        }
        GraphHeap.change(heap, writer -> { });
        return read();
    }

    /// All values; what is read from memory that was taken back meanwhile is left out.
    private Set<Long> values(long list) {
        Set<Long> values = new HashSet<>();
        if (heap.contains(list)) {
            int entries = Math.clamp(Block.length(Memory.getLong(base + list)) - 1L, 0, ENTRIES);
            for (int i = 0; i < entries; i++) {
                long entry = entry(list, i);
                if (heap.contains(entry)) {
                    values.add(at.value(entry));
                }
            }
        }
        return values;
    }

    /// Reads the list while it is pinned: it stays, whatever the collector does.
    void readPinned() {
        Actor actor = heap.pool().actor();
        long pin = actor.openPin();
        try {
            long list = heap.pinRoot(pin);
            long serial = Block.serial(base + list);
            for (int i = 0; i < 20; i++) {
                assertTrue(heap.isBlock(list), "pinned block is gone");
                assertEquals(serial, Block.serial(base + list), "pinned block is another one");
                assertTrue(heap.isBlock(entry(list, 0)), "what a pinned block refers to is gone");
            }
        } finally {
            actor.closePin(pin);
        }
    }
}
