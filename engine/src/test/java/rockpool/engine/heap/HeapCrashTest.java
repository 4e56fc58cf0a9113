package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// Each operation on a heap is cut off before each of its stores, and each recovery before each of its own. After each the heap is as
/// before the operation or as after it.
@ExtendWith(NothingLeft.class)
class HeapCrashTest {

    private static final long MIB = 1 << 20;

    /// A heap with a small graph, an operation of the victim, and what may be there afterwards.
    private abstract static class HeapRun extends PoolRun {

        final Heap heap;
        final GraphHeap at;
        final Graph before = new Graph();
        Graph after;
        Map<Integer, Long> offsets = new HashMap<>();

        HeapRun() {
            this(4 * MIB);
        }

        HeapRun(long maximum) {
            super(maximum);
            heap = Heap.create(victim);
            heap.descriptor();
            at = new GraphHeap(heap);
            GraphHeap.change(heap, writer -> {
                add(writer, before, Graph.Shape.RECORD, List.of(0, 0), 1);
                add(writer, before, Graph.Shape.BYTES, List.of(), 100);
                add(writer, before, Graph.Shape.LIST, List.of(1, 2, 0), 0);
                add(writer, before, Graph.Shape.RECORD, List.of(3, 1), 2);
                setRoot(writer, before, 4);
            });
            after = before.copy();
        }

        final void add(Writer writer, Graph graph, Graph.Shape shape, List<Integer> references, long value) {
            Graph.Node node = new Graph.Node(graph.newNumber(), shape, references, value);
            at.allocate(writer, node, offsets);
            graph.put(node);
        }

        final void setRoot(Writer writer, Graph graph, int number) {
            writer.assignRoot(number == 0 ? 0 : offsets.get(number));
            graph.root(number);
        }

        final void overwrite(Writer writer, Graph graph, int number, int index, int target) {
            Graph.Node node = graph.get(number);
            at.overwriteReference(writer, node, index, offsets.get(number), target == 0 ? 0 : offsets.get(target));
            List<Integer> references = new ArrayList<>(node.references());
            references.set(index, target);
            graph.put(new Graph.Node(number, node.shape(), references, node.value()));
        }

        /// Puts a chain of records before the root.
        final void addChain(Writer writer, Graph graph, int count) {
            for (int i = 0; i < count; i++) {
                add(writer, graph, Graph.Shape.RECORD, List.of(graph.root(), 0), i);
                setRoot(writer, graph, graph.last());
            }
        }

        @Override
        public void recover() {
            super.recover();
            GraphHeap.change(survivors(), writer -> { });
        }

        final Heap survivors() {
            return GraphHeap.same(heap, survivor());
        }

        @Override
        public void check(boolean died) {
            GraphHeap seen = new GraphHeap(survivors());
            GraphHeap.verify(survivor());
            boolean isAfter = seen.matches(after);
            assertTrue(isAfter || died && seen.matches(before), "neither as before nor as after");
            useOn(seen, isAfter ? after : before);
        }

        /// It works as if nothing had been, and nothing is lost.
        private void useOn(GraphHeap seen, Graph graph) {
            seen.heap().gc();
            assertEquals(seen.match(graph).size(), seen.heap().stats().blocks());
            GraphHeap.change(seen.heap(), writer -> {
                Map<Integer, Long> none = new HashMap<>();
                Graph.Node node = new Graph.Node(1, Graph.Shape.RECORD, List.of(0, 0), 1);
                writer.assignRoot(seen.allocate(writer, node, none));
            });
            seen.heap().gc();
            assertEquals(1, seen.heap().stats().blocks());
            GraphHeap.verify(survivor());
            assertEquals(2, seen.heap().pool().units().count() - seen.heap().pool().units().free() - typeUnits(), "units in use");
        }

        private int typeUnits() {
            int types = 0;
            for (int unit = 0; unit < survivor().units().highest(); unit++) {
                int unitClass = rockpool.engine.pool.Units.classOf(survivor().units().word(unit));
                types += unitClass == rockpool.engine.pool.UnitClass.TYPES ? 1 : 0;
            }
            return types;
        }
    }

    private static HeapRun run(BiConsumer<HeapRun, Writer> change) {
        return new HeapRun() {
            @Override
            public void operate() {
                GraphHeap.change(heap, writer -> change.accept(this, writer));
            }
        };
    }

    private static void tryAll(Supplier<HeapRun> runs) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(runs);
        assertTrue(tried.stores() > 2, tried.toString());
    }

    @Test
    void anAssignmentHappensOrNot() {
        tryAll(() -> run((run, writer) -> run.setRoot(writer, run.after, 2)));
    }

    @Test
    void anAllocationIsLostOrReferredTo() {
        tryAll(() -> run((run, writer) -> {
            run.add(writer, run.after, Graph.Shape.RECORD, List.of(4, 0), 7);
            run.setRoot(writer, run.after, 5);
        }));
    }

    @Test
    void anAllocationOfAPageUnitAndRunIsLostOrReferredTo() {
        CrashEveryStore.tryEachNthRecovery(4, () -> run((run, writer) -> {
            run.add(writer, run.after, Graph.Shape.BYTES, List.of(), 700);
            run.add(writer, run.after, Graph.Shape.BYTES, List.of(), 9000);
            run.add(writer, run.after, Graph.Shape.BYTES, List.of(), 100_000);
            run.add(writer, run.after, Graph.Shape.LIST, List.of(4, 5, 6, 7), 0);
            run.setRoot(writer, run.after, 8);
        }));
    }

    @Test
    void aModifyOfOneFieldHappensOrNot() {
        tryAll(() -> run((run, writer) -> run.overwrite(writer, run.after, 4, 0, 1)));
    }

    @Test
    void aModifyOfSeveralFieldsHappensAsAWholeOrNot() {
        tryAll(() -> run((run, writer) -> {
            run.add(writer, run.after, Graph.Shape.RECORD, List.of(4, 0), 7);
            run.overwrite(writer, run.after, 4, 0, 1);
            run.overwrite(writer, run.after, 4, 1, 5);
            run.overwrite(writer, run.after, 3, 2, 5);
            run.setRoot(writer, run.after, 3);
        }));
    }

    @Test
    void aNestedModifyIsAPartOfTheOuterOne() {
        tryAll(() -> run((run, writer) -> {
            run.overwrite(writer, run.after, 4, 0, 1);
            GraphHeap.change(run.heap, inner -> run.overwrite(inner, run.after, 4, 1, 3));
            Writer undone = run.heap.lock();
            try {
                run.overwrite(undone, run.after.copy(), 4, 1, 0);
            } finally {
                undone.close();
            }
        }));
    }

    @Test
    void aModifyThatFillsTheLogsUnitsHappensAsAWholeOrNot() {
        tryAll(() -> new HeapRun() {
            {
                GraphHeap.change(heap, writer -> addChain(writer, before, 45));
                after = before.copy();
            }

            @Override
            public void operate() {
                GraphHeap.change(heap, writer -> {
                    for (int number = 5; number < 49; number++) {
                        overwrite(writer, after, number, 1, 2);
                    }
                });
            }
        });
    }

    private abstract static class GarbageRun extends HeapRun {

        GarbageRun() {
            GraphHeap.change(heap, writer -> {
                Graph garbage = before.copy();
                addChain(writer, garbage, 3);
                add(writer, garbage, Graph.Shape.BYTES, List.of(), 9000);
                add(writer, garbage, Graph.Shape.BYTES, List.of(), 70_000);
                setRoot(writer, before, 4);
            });
            after = before.copy();
        }
    }

    @Test
    void aCollectionChangesNothingThatCanBeReached() {
        tryAll(() -> new GarbageRun() {
            @Override
            public void operate() {
                heap.gc();
            }
        });
    }

    @Test
    void aModifyDuringMarkingLosesNothing() {
        tryAll(() -> new GarbageRun() {
            {
                GraphHeap.change(heap, writer -> {
                    writer.collector().startIfIdle("test");
                    writer.collector().slice(1);
                });
            }

            @Override
            public void operate() {
                GraphHeap.change(heap, writer -> {
                    add(writer, after, Graph.Shape.RECORD, List.of(1, 2), 7);
                    overwrite(writer, after, 4, 0, after.last());
                    overwrite(writer, after, 4, 1, 0);
                });
            }
        });
    }

    @Test
    void anotherProcessFinishesACollectionThatDied() {
        tryAll(() -> new GarbageRun() {
            @Override
            public void operate() {
                GraphHeap.change(heap, writer -> {
                    writer.collector().startIfIdle("test");
                    writer.collector().slice(1);
                    add(writer, after, Graph.Shape.RECORD, List.of(3, 2), 7);
                    writer.collector().slice(1);
                    overwrite(writer, after, 4, 0, after.last());
                    while (writer.collector().phase() != HeapLayout.IDLE) {
                        writer.collector().slice(1);
                    }
                    overwrite(writer, after, 4, 1, 0);
                });
            }
        });
    }

    /// A second heap comes or goes beside the first.
    private abstract static class SecondHeapRun extends HeapRun {

        String name = "second";
        /// Of heaps that survivors make: one that nobody refers to goes by itself, and may be on its way while the heaps are checked.
        final List<Handle> made = new ArrayList<>();

        @Override
        public void recover() {
            super.recover();
            made.add(HeapDirectory.of(survivor()).create(null));
            Heap.find(survivor(), name).ifPresent(found -> GraphHeap.change(found, writer -> { }));
        }

        @Override
        public void check(boolean died) {
            Pool pool = survivor();
            GraphHeap.verify(pool);
            Heap.find(pool, name).ifPresent(Heap::destroy);
            for (HeapImage image : HeapImage.all(pool)) {
                if (image.offset() != heap.offset()) {
                    Heaps.at(pool, image.offset(), image.incarnation()).destroy();
                }
            }
            super.check(died);
        }
    }

    @Test
    void creatingAHeapLeavesAHeapOrNone() {
        tryAll(() -> new SecondHeapRun() {
            @Override
            public void operate() {
                Heap.create(victim, name);
            }
        });
    }

    /// The first heap of a pool needs a unit of descriptors as well.
    @Test
    void creatingTheFirstHeapLeavesAHeapOrNone() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryEachNthRecovery(4, () -> new PoolRun(MIB) {

            private final List<Handle> made = new ArrayList<>();

            @Override
            public void operate() {
                Heap.create(victim, "first");
            }

            @Override
            public void recover() {
                super.recover();
                made.add(HeapDirectory.of(survivor()).create(null));
                Heap.find(survivor(), "first").ifPresent(found -> GraphHeap.change(found, writer -> { }));
            }

            @Override
            public void check(boolean died) {
                GraphHeap.verify(survivor());
                assertTrue(died || Heap.find(survivor(), "first").isPresent());
                HeapImage.all(survivor()).forEach(image -> Heaps.at(survivor(), image.offset(), image.incarnation()).destroy());
                GraphHeap.verify(survivor());
                assertEquals(survivor().units().count() - 1, survivor().units().free(), "only the unit of descriptors is in use");
            }
        });
        assertTrue(tried.stores() > 100, tried.toString());
    }

    @Test
    void destroyingAHeapGivesBackAllOrChangesNothing() {
        tryAll(() -> new SecondHeapRun() {
            private final Heap second = Heap.create(victim, name);
            private final Graph contents = new Graph();

            {
                GraphHeap filled = new GraphHeap(second);
                GraphHeap.change(second, writer -> {
                    Map<Integer, Long> none = new HashMap<>();
                    filled.allocate(writer, new Graph.Node(1, Graph.Shape.BYTES, List.of(), 100), none);
                    filled.allocate(writer, new Graph.Node(2, Graph.Shape.BYTES, List.of(), 9000), none);
                    Graph.Node root = new Graph.Node(contents.newNumber(), Graph.Shape.BYTES, List.of(), 70_000);
                    writer.assignRoot(filled.allocate(writer, root, none));
                    contents.put(root);
                    contents.root(root.number());
                });
            }

            @Override
            public void check(boolean died) {
                Heap.find(survivor(), name).ifPresent(found -> {
                    assertTrue(died);
                    new GraphHeap(found).match(contents);
                });
                super.check(died);
            }

            @Override
            public void operate() {
                second.destroy();
            }
        });
    }
}
