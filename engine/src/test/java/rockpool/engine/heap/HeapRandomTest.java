package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Random operations by several processes on one heap, compared with a plain graph after each. The seed is printed.
@ExtendWith(NothingLeft.class)
class HeapRandomTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);

    @Test
    void aHeapIsAlwaysWhatItsModelSays() {
        run(6 * SOAK, random -> runOnce(random, 400, 16 << 20, 3));
    }

    /// One process, since who finds the pool full waits half a second for others.
    @Test
    void aHeapThatFillsItsPoolIsAlwaysWhatItsModelSays() {
        int[] full = {0};
        run(4 * SOAK, random -> full[0] += runOnce(random, 200, 384 << 10, 1));
        System.out.println(full[0] + " changes had no room");
    }

    private static void run(int runs, Consumer<Random> body) {
        for (int run = 0; run < runs; run++) {
            long seed = Long.getLong("rockpool.seed", System.nanoTime());
            System.out.println("seed=" + seed);
            try {
                body.accept(new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("seed=" + seed + ": " + e, e);
            }
        }
    }

    private record Pinned(Actor actor, long pin, int number, long block, long serial) {}

    /// @return how often the pool was full
    private static int runOnce(Random random, int steps, long bytes, int users) {
        int full = 0;
        try (var processes = SimulatedProcesses.with(bytes)) {
            List<GraphHeap> heaps = new ArrayList<>();
            Heap first = Heap.create(processes.start());
            heaps.add(new GraphHeap(first));
            while (heaps.size() < users) {
                heaps.add(new GraphHeap(GraphHeap.same(first, processes.start())));
            }
            first.setOverhead(0.5);
            RandomChanges changes = new RandomChanges(random, 20 + random.nextInt(200));
            Graph graph = new Graph();
            List<Pinned> pins = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                GraphHeap at = heaps.get(random.nextInt(heaps.size()));
                switch (random.nextInt(20)) {
                    case 0 -> at.heap().gc();
                    case 1, 2, 3, 4 -> GraphHeap.change(at.heap(), writer -> {
                        writer.collector().startIfIdle("random");
                        writer.collector().slice(random.nextInt(3) == 0 ? 200_000 : 1);
                    });
                    case 5 -> togglePin(random, at, graph, pins);
                    default -> {
                        try {
                            graph = changes.modify(at, graph);
                        } catch (OutOfPoolMemoryException e) {
                            full++;
                        }
                    }
                }
                for (GraphHeap heap : heaps) {
                    heap.match(graph);
                }
                pins.forEach(pinned -> checkPinned(first, pinned));
                GraphHeap.verify(first.pool());
            }
            pins.forEach(pinned -> pinned.actor.closePin(pinned.pin));
            first.gc();
            assertEquals(heaps.getFirst().match(graph).size(), first.stats().blocks());
            assertTrue(full == 0 || bytes < 1 << 20, "no room");
        }
        return full;
    }

    private static void togglePin(Random random, GraphHeap at, Graph graph, List<Pinned> pins) {
        if (!pins.isEmpty() && random.nextBoolean()) {
            Pinned pinned = pins.remove(random.nextInt(pins.size()));
            pinned.actor.closePin(pinned.pin);
        } else if (graph.root() != 0 && pins.size() < 10) {
            Actor actor = at.heap().pool().actor();
            long pin = actor.openPin();
            long block = at.heap().pinRoot(pin);
            pins.add(new Pinned(actor, pin, graph.root(), block, Block.serial(at.heap().base() + block)));
        }
    }

    /// What is pinned stays, though perhaps nothing else refers to it.
    private static void checkPinned(Heap heap, Pinned pinned) {
        assertTrue(heap.isBlock(pinned.block), () -> "pinned node " + pinned.number);
        assertEquals(pinned.serial, Block.serial(heap.base() + pinned.block), () -> "pinned node " + pinned.number);
    }
}
