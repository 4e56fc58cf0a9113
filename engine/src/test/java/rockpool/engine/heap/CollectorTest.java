package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Event;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// When the collector runs, what it keeps, and what it gives back.
@ExtendWith(NothingLeft.class)
class CollectorTest {

    private static final long MIB = 1 << 20;
    private static final int TEN_MILLION = 10_000_000;

    private static Graph.Node bytes(int number, int length) {
        return new Graph.Node(number, Graph.Shape.BYTES, List.of(), length);
    }

    private static void makeGarbage(GraphHeap at, long bytes) {
        for (long made = 0; made < bytes; made += 1024) {
            GraphHeap.change(at.heap(), writer -> at.allocate(writer, bytes(1, 1000), new HashMap<>()));
        }
    }

    private static List<Event> runs(Pool pool) {
        return pool.events().read(1).events().stream().filter(event -> event.kind() == EventKind.COLLECTION).toList();
    }

    @Test
    void aRunBeginsByItselfWhenThereIsTooMuchGarbage() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Pool pool = processes.start();
            GraphHeap at = new GraphHeap(Heap.create(pool));
            makeGarbage(at, 200 << 10);
            assertEquals(0, at.heap().stats().runs());
            makeGarbage(at, 2 * MIB);
            assertTrue(at.heap().stats().runs() >= 4, at.heap().stats().toString());
            assertTrue(at.heap().stats().capacityBytes() < MIB, at.heap().stats().toString());
            assertEquals("threshold", runs(pool).getFirst().text());
        }
    }

    @Test
    void aSliceLooksAtTheClockAfterEachHundredBlocksOrSo() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            int length = 10_000;
            GraphHeap.change(heap, writer -> {
                Map<Integer, Long> offsets = new HashMap<>();
                long chain = 0;
                for (int i = 1; i <= length; i++) {
                    chain = at.allocate(writer, new Graph.Node(i, Graph.Shape.RECORD, List.of(i - 1, 0), i), offsets);
                }
                writer.assignRoot(chain);
            });
            GraphHeap.change(heap, writer -> {
                Collector collector = writer.collector();
                long cycle = collector.startIfIdle("a test");
                int slices = 0;
                while (collector.isRunning(cycle)) {
                    collector.slice(0);
                    slices++;
                }
                assertTrue(slices >= length / 128, "slices=" + slices);
            });
            assertEquals(length, heap.stats().blocks());
            GraphHeap.verify(heap.pool());
        }
    }

    @Test
    void theOverheadFactorSaysHowMuchGarbageThereMayBe() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            Map<Integer, Long> offsets = new HashMap<>();
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, (int) (4 * MIB)), offsets)));
            heap.gc();
            long live = heap.stats().liveBytes();
            assertEquals(2 * live, heap.stats().thresholdBytes());
            heap.setOverhead(0.5);
            assertEquals(live + live / 2, heap.stats().thresholdBytes());
            assertThrows(IllegalArgumentException.class, () -> heap.setOverhead(0));
            assertThrows(IllegalArgumentException.class, () -> heap.setOverhead(Double.NaN));
        }
    }

    @Test
    void aRunLeavesAnEventThatSaysWhatItDid() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Heap heap = Heap.create(pool);
            GraphHeap at = new GraphHeap(heap);
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, 1000), new HashMap<>())));
            GraphHeap.change(heap, writer -> at.allocate(writer, bytes(2, 150_000), new HashMap<>()));
            Actor actor = pool.actor();
            long pin = actor.openPin();
            heap.pinRoot(pin);
            GraphHeap.change(heap, writer -> writer.assignRoot(0));
            heap.gc("a test");
            actor.closePin(pin);
            List<Event> runs = runs(pool);
            assertEquals(1, runs.size());
            Event run = runs.getFirst();
            assertEquals("a test", run.text());
            assertEquals(ProcessHandle.current().pid(), run.pid());
            assertEquals(heap.offset(), run.payload().get(0).longValue());
            assertTrue(run.payload().get(1) > 0, "nanoseconds");
            assertEquals(64 * 16L, run.payload().get(2), "live");
            assertEquals(3L << 16, run.payload().get(3), "freed");
            assertEquals(1L, run.payload().get(4), "pinned");
            assertTrue(run.payload().get(5) >= 1, "slices");
            assertEquals(3L, run.payload().get(6), "units given back");
        }
    }

    @Test
    void whatIsPinnedAnywhereIsARoot() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            Graph graph = new Graph();
            graph.put(bytes(1, 50));
            graph.put(new Graph.Node(2, Graph.Shape.RECORD, List.of(1, 0), 7));
            Map<Integer, Long> offsets = new HashMap<>();
            GraphHeap.change(heap, writer -> {
                at.allocate(writer, graph.get(1), offsets);
                writer.assignRoot(at.allocate(writer, graph.get(2), offsets));
            });
            Pool other = processes.start();
            Actor actor = other.actor();
            long pin = actor.openPin();
            long pinned = GraphHeap.same(heap, other).pinRoot(pin);
            GraphHeap.change(heap, writer -> writer.assignRoot(0));
            heap.gc();
            at.matchFrom(graph, 2, pinned, new HashMap<>());
            assertEquals(2, heap.stats().blocks());
            actor.closePin(pin);
            heap.gc();
            assertEquals(0, heap.stats().blocks());
            GraphHeap.verify(other);
        }
    }

    @Test
    void thePinsOfADeadProcessHoldNothing() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool survivor = processes.start();
            Heap heap = Heap.create(survivor);
            GraphHeap at = new GraphHeap(heap);
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, 50), new HashMap<>())));
            Pool victim = processes.start();
            GraphHeap.same(heap, victim).pinRoot(victim.actor().openPin());
            processes.kill(victim);
            GraphHeap.change(heap, writer -> writer.assignRoot(0));
            survivor.recoverDead();
            heap.gc();
            assertEquals(0, heap.stats().blocks());
        }
    }

    @Test
    void aHeapWithoutValuesHasNoMemory() {
        try (var processes = SimulatedProcesses.with(16 * MIB)) {
            Pool pool = processes.start();
            Heap heap = Heap.create(pool);
            GraphHeap at = new GraphHeap(heap);
            int free = pool.units().free();
            makeGarbage(at, 2 * MIB);
            heap.gc();
            assertEquals(0, heap.stats().capacityBytes());
            assertEquals(free, pool.units().free());
        }
    }

    @Test
    void atRestAHeapHasAtMostTwiceWhatIsLive() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        try (var processes = SimulatedProcesses.with(256 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            for (int most : new int[] {64, 1000, 20_000, 200_000}) {
                long[] live = {0};
                GraphHeap.change(heap, writer -> {
                    Map<Integer, Long> offsets = new HashMap<>();
                    List<Integer> numbers = new ArrayList<>();
                    for (int i = 1; i <= Math.max(100, 8 * MIB / most); i++) {
                        int length = 4 + random.nextInt(most);
                        at.allocate(writer, bytes(i, length), offsets);
                        numbers.add(i);
                        live[0] += length + Block.HEADER;
                    }
                    writer.assignRoot(at.allocate(writer, new Graph.Node(0x7FFF, Graph.Shape.LIST, numbers, 0), offsets));
                    live[0] += numbers.size() * 8L;
                });
                heap.gc();
                long capacity = heap.stats().capacityBytes();
                assertTrue(capacity <= 2 * live[0], "most=" + most + " live=" + live[0] + " capacity=" + capacity);
            }
        }
    }

    @Test
    void aListOfTenMillionIsCollectedSliceBySliceByProcessesInTurn() {
        try (var processes = SimulatedProcesses.with(1L << 30)) {
            Pool pool = processes.start();
            Heap heap = Heap.create(pool);
            Heap others = GraphHeap.same(heap, processes.start());
            TypeInfo node = node(heap);
            chain(heap, node, TEN_MILLION);
            int slices = 0;
            boolean running = true;
            while (running) {
                Heap one = slices % 2 == 0 ? heap : others;
                boolean first = slices == 0;
                boolean[] idle = {false};
                GraphHeap.change(one, writer -> {
                    if (first) {
                        writer.collector().startIfIdle("test");
                    }
                    writer.collector().slice(Collector.SLICE_NANOS);
                    idle[0] = writer.collector().phase() == HeapLayout.IDLE;
                });
                running = !idle[0];
                slices++;
            }
            assertTrue(slices > 10, "slices=" + slices);
            assertEquals(TEN_MILLION, heap.stats().blocks());
            assertEquals(TEN_MILLION, length(heap));
            GraphHeap.change(others, writer -> writer.assignRoot(0));
            others.gc();
            assertEquals(0, heap.stats().blocks());
        }
    }

    private static TypeInfo node(Heap heap) {
        return heap.types().info(TypeDescriptor.of(Kind.RECORD, "ChainNode",
                List.of(new TypeDescriptor.Part("next", "Object"), new TypeDescriptor.Part("number", "long"))));
    }

    private static void chain(Heap heap, TypeInfo node, int length) {
        GraphHeap.change(heap, writer -> {
            long next = 0;
            for (int i = 0; i < length; i++) {
                long block = writer.allocate(node, node.bytes, node.bytes);
                Memory.putLong(heap.base() + block + Block.HEADER, next);
                Memory.putLong(heap.base() + block + Block.HEADER + 8, i);
                next = block;
            }
            writer.assignRoot(next);
        });
    }

    private static int length(Heap heap) {
        int length = 0;
        for (long block = heap.root(); block != 0; block = Memory.getLong(heap.base() + block + Block.HEADER)) {
            length++;
        }
        return length;
    }

    @Test
    void aLongArrayIsScannedInSlicesByProcessesInTurn() {
        try (var processes = SimulatedProcesses.with(128 * MIB)) {
            Pool pool = processes.start();
            Heap heap = Heap.create(pool);
            Heap others = GraphHeap.same(heap, processes.start());
            TypeInfo node = node(heap);
            int count = 500_000;
            GraphHeap.change(heap, writer -> {
                long list = writer.allocate(Types.builtIn(Kind.LIST), count, count * 8L);
                for (int i = 0; i < count; i++) {
                    Memory.putLong(heap.base() + list + Block.HEADER + i * 8L, writer.allocate(node, node.bytes, node.bytes));
                }
                writer.assignRoot(list);
            });
            GraphHeap.change(heap, writer -> writer.collector().startIfIdle("test"));
            int slices = 0;
            while (heap.stats().phase() != HeapStats.Phase.IDLE) {
                GraphHeap.change(slices++ % 2 == 0 ? others : heap, writer -> writer.collector().slice(300_000));
            }
            assertTrue(slices > 3, "slices=" + slices);
            assertEquals(count + 1, heap.stats().blocks());
            GraphHeap.verify(pool);
        }
    }

    @Test
    void deepAndWideGraphsNeedNoDeepStack() {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            int depth = 300_000;
            GraphHeap.change(heap, writer -> {
                long next = 0;
                for (int i = 0; i < depth; i++) {
                    long list = writer.allocate(Types.builtIn(Kind.LIST), 2, 16);
                    Memory.putLong(heap.base() + list + Block.HEADER, next);
                    Memory.putLong(heap.base() + list + Block.HEADER + 8, writer.allocate(Types.builtIn(Kind.LIST), 1, 8));
                    next = list;
                }
                writer.assignRoot(next);
            });
            heap.gc();
            assertEquals(2 * depth, heap.stats().blocks());
        }
    }

    @Test
    void readersThatPinNeverLoseWhatTheyPinned() throws InterruptedException {
        try (var processes = SimulatedProcesses.with(64 * MIB)) {
            Heap heap = Heap.create(processes.start());
            new Ledger(heap).replace(3, 0);
            Ledger writing = new Ledger(heap);
            AtomicBoolean stop = new AtomicBoolean();
            AtomicReference<Throwable> failed = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Ledger reading = new Ledger(GraphHeap.same(heap, processes.start()));
                threads.add(running(stop, failed, () -> {
                    reading.readPinned();
                    reading.read();
                }));
            }
            Heap collecting = GraphHeap.same(heap, processes.start());
            threads.add(running(stop, failed, collecting::gc));
            for (int i = 0; i < 10_000; i++) {
                writing.replace(1 + i % 50, i);
                writing.overwrite(-i);
            }
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(null, failed.get());
            GraphHeap.verify(heap.pool());
        }
    }

    private static Thread running(AtomicBoolean stop, AtomicReference<Throwable> failed, Runnable body) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    body.run();
                }
            } catch (Throwable e) {
                failed.set(e);
            }
        });
    }

    @Test
    void aViewKnowsThatItsValueIsGone() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, 50), new HashMap<>())));
            long block = heap.root();
            long serial = Block.serial(heap.base() + block);
            long place = heap.place(block);
            long placeWord = Memory.getLong(place);
            assertFalse(heap.stale(block, serial, place, placeWord));
            GraphHeap.change(heap, writer -> writer.assignRoot(0));
            assertFalse(heap.stale(block, serial, place, placeWord));
            heap.gc();
            assertTrue(heap.stale(block, serial, place, placeWord));
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, 50), new HashMap<>())));
            assertEquals(block, heap.root(), "the same memory again");
            assertTrue(heap.stale(block, serial, place, placeWord));
        }
    }

    @Test
    void aCondemnedBlockCannotBeReferredToAgain() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Heap heap = Heap.create(processes.start());
            GraphHeap at = new GraphHeap(heap);
            GraphHeap.change(heap, writer -> writer.assignRoot(at.allocate(writer, bytes(1, 50), new HashMap<>())));
            long block = heap.root();
            long place = heap.place(block);
            GraphHeap.change(heap, writer -> {
                for (int i = 2; i < 6; i++) {
                    at.allocate(writer, bytes(i, 1000 * i), new HashMap<>());
                }
                writer.assignRoot(at.allocate(writer, bytes(6, 50), new HashMap<>()));
            });
            GraphHeap.change(heap, writer -> {
                writer.collector().startIfIdle("test");
                while (writer.collector().phase() == HeapLayout.MARKING) {
                    writer.collector().slice(1);
                }
                if (heap.isBlock(block)) {
                    assertFalse(writer.isThere(block, Block.serial(heap.base() + block), place, Memory.getLong(place)));
                }
            });
        }
    }
}
