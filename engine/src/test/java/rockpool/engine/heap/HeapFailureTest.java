package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.testing.Eventually;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// What is thrown, and where memory ends: the heap is whole and stays usable.
@ExtendWith(NothingLeft.class)
class HeapFailureTest {

    private static final long MIB = 1 << 20;

    private SimulatedProcesses processes;
    private Heap heap;
    private GraphHeap at;
    private final Graph before = new Graph();
    private final Map<Integer, Long> offsets = new HashMap<>();

    @BeforeEach
    void fill() {
        processes = SimulatedProcesses.with(MIB);
        heap = Heap.create(processes.start());
        at = new GraphHeap(heap);
        before.put(new Graph.Node(1, Graph.Shape.BYTES, List.of(), 100));
        before.put(new Graph.Node(2, Graph.Shape.RECORD, List.of(1, 0), 5));
        before.put(new Graph.Node(3, Graph.Shape.RECORD, List.of(2, 1), 6));
        before.root(3);
        GraphHeap.change(heap, writer -> {
            for (int i = 1; i <= 3; i++) {
                at.allocate(writer, before.get(i), offsets);
            }
            writer.assignRoot(offsets.get(3));
        });
    }

    @AfterEach
    void isWholeAndUsable() {
        Points.listen(null);
        try {
            heap.gc();
            GraphHeap.verify(heap.pool());
            GraphHeap.change(heap, writer -> writer.assignRoot(0));
            heap.gc();
            assertEquals(0, heap.stats().blocks());
        } finally {
            processes.close();
        }
    }

    private void changeAll(Writer writer) {
        at.overwriteReference(writer, before.get(3), 0, offsets.get(3), 0);
        at.overwriteValue(writer, offsets.get(3), 66);
        at.overwriteValue(writer, offsets.get(2), 55);
    }

    private void requireUnchanged() {
        assertTrue(at.matches(before));
    }

    private void requireChanged() {
        Graph after = before.copy();
        after.put(new Graph.Node(3, Graph.Shape.RECORD, List.of(0, 1), 66));
        assertTrue(at.matches(after));
    }

    @Test
    void whatABodyThrowsUndoesIt() {
        RuntimeException thrown = new IllegalStateException("by the body");
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> heap.modify(mutator -> {
            changeAll(heap.mine());
            throw thrown;
        })));
        requireUnchanged();
    }

    @Test
    void aStackOverflowInABodyUndoesIt() {
        assertThrows(StackOverflowError.class, () -> heap.modify(mutator -> {
            changeAll(heap.mine());
            return recurse(0);
        }));
        requireUnchanged();
    }

    private int recurse(int depth) {
        Writer writer = heap.lock();
        try {
            at.overwriteValue(writer, offsets.get(2), depth);
            at.allocate(writer, new Graph.Node(4, Graph.Shape.BYTES, List.of(), 4), new HashMap<>());
            return recurse(depth + 1) + 1;
        } finally {
            writer.close();
        }
    }

    @Test
    void aStackOverflowAnywhereInACommitLeavesItDoneOrUndone() {
        Thread thread = new Thread(null, () -> {
            for (int i = 0; i < 2000; i++) {
                overflowNearTheEnd(i % 200);
            }
        }, "shallow", 256 << 10);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        thread.setUncaughtExceptionHandler((ended, e) -> failed.set(e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertEquals(null, failed.get());
        at = new GraphHeap(heap);
        GraphHeap.change(heap, this::changeAll);
        requireChanged();
    }

    /// Goes down until the stack is nearly full, comes back some frames, and commits there.
    private int overflowNearTheEnd(int framesLeft) {
        try {
            int below = overflowNearTheEnd(framesLeft);
            if (below == framesLeft) {
                try {
                    GraphHeap.change(heap, this::changeAll);
                } catch (StackOverflowError e) {
                    return below + 1;
                }
            }
            return below + 1;
        } catch (StackOverflowError e) {
            return 0;
        }
    }

    @Test
    void anErrorBeforeTheCommitMarkUndoes() {
        throwAt(HeapPoint.MODIFY_LOGGED);
        requireUnchanged();
    }

    @Test
    void anErrorAfterTheCommitMarkIsRolledForward() {
        for (HeapPoint point : List.of(HeapPoint.MODIFY_MARKED, HeapPoint.MODIFY_HALF, HeapPoint.MODIFY_APPLIED)) {
            throwAt(point);
            requireChanged();
        }
    }

    /// Throws when a point is reached for the first time.
    private static void failAt(HeapPoint where) {
        boolean[] thrown = {false};
        Points.listen(point -> {
            if (point == where && !thrown[0]) {
                thrown[0] = true;
                throw new OutOfMemoryError("thrown by the test");
            }
        });
    }

    private void throwAt(HeapPoint where) {
        failAt(where);
        assertThrows(OutOfMemoryError.class, () -> GraphHeap.change(heap, this::changeAll));
        Points.listen(null);
    }

    @Test
    void aCommitThatHasNoStackEvenForItsRepairIsFinishedByTheNextWriter() {
        Points.listen(point -> {
            if (point == HeapPoint.MODIFY_HALF) {
                throw new StackOverflowError("thrown by the test");
            }
        });
        assertThrows(StackOverflowError.class, () -> GraphHeap.change(heap, this::changeAll));
        Points.listen(null);
        assertTrue((heap.version() & 1) != 0, "half done");
        GraphHeap.change(heap, writer -> { });
        requireChanged();
    }

    @Test
    void aHeapThatCannotBeRepairedIsGivenUpAndReported() {
        Heap lost = Heap.create(heap.pool());
        Points.listen(point -> {
            if (point == HeapPoint.MODIFY_HALF) {
                throw new OutOfMemoryError("thrown by the test");
            }
        });
        GraphHeap there = new GraphHeap(lost);
        Map<Integer, Long> places = new HashMap<>();
        GraphHeap.change(lost, writer -> writer.assignRoot(there.allocate(writer, new Graph.Node(1, Graph.Shape.RECORD, List.of(0, 0), 1),
                places)));
        assertThrows(OutOfMemoryError.class, () -> GraphHeap.change(lost, writer -> there.overwriteValue(writer, places.get(1), 2)));
        Points.listen(null);
        assertThrows(PoolDamagedException.class, lost::gc);
        assertThrows(PoolDamagedException.class, lost::destroy);
        HeapDirectory.of(heap.pool()).destroy(lost.offset(), HeapDirectory.of(heap.pool()).allUnits());
    }

    @Test
    void anErrorInACollectionLeavesARunThatGoesOn() {
        for (HeapPoint where : List.of(HeapPoint.GC_ROOTS, HeapPoint.GC_MARKING, HeapPoint.GC_SWEEPING, HeapPoint.GC_RELEASING)) {
            GraphHeap.change(heap, writer -> at.allocate(writer, new Graph.Node(9, Graph.Shape.BYTES, List.of(), 9000), new HashMap<>()));
            failAt(where);
            assertThrows(OutOfMemoryError.class, heap::gc);
            Points.listen(null);
            heap.gc();
            assertEquals(3, heap.stats().blocks());
            requireUnchanged();
        }
    }

    @Test
    void aFullPoolEndsAModifyAndNothingElse() {
        for (int i = 0; i < 3; i++) {
            OutOfPoolMemoryException full = assertThrows(OutOfPoolMemoryException.class, () -> GraphHeap.change(heap, writer -> {
                changeAll(writer);
                for (int node = 10; node < 10_000; node++) {
                    at.allocate(writer, new Graph.Node(node, Graph.Shape.BYTES, List.of(), 1000), new HashMap<>());
                }
            }));
            assertEquals(MIB, full.maximum());
            requireUnchanged();
        }
        assertThrows(OutOfPoolMemoryException.class, () -> GraphHeap.change(heap,
                writer -> at.allocate(writer, new Graph.Node(9, Graph.Shape.BYTES, List.of(), (int) (2 * MIB)), new HashMap<>())));
        GraphHeap.change(heap, this::changeAll);
        requireChanged();
    }

    @Test
    void garbageNeverFillsThePool() {
        for (int i = 0; i < 300; i++) {
            int length = 1000 + i * 1000 % 300_000;
            GraphHeap.change(heap,
                    writer -> at.allocate(writer, new Graph.Node(9, Graph.Shape.BYTES, List.of(), length), new HashMap<>()));
        }
        requireUnchanged();
    }

    /// Makes a chain of records, of which all can be changed at once.
    private Graph chain() {
        Graph graph = before.copy();
        GraphHeap.change(heap, writer -> {
            for (int i = 4; i < 100; i++) {
                graph.put(new Graph.Node(i, Graph.Shape.RECORD, List.of(i - 1, 0), i));
                at.allocate(writer, graph.get(i), offsets);
            }
            graph.root(99);
            writer.assignRoot(offsets.get(99));
        });
        return graph;
    }

    @Test
    void aLogWithoutRoomChangesNothing() {
        Graph graph = chain();
        Pool pool = heap.pool();
        int filled = 0;
        while (pool.units().free() > 0) {
            pool.units().claim(1, UnitClass.DATA, 0);
            filled++;
        }
        assertTrue(filled > 0);
        assertThrows(OutOfPoolMemoryException.class, () -> GraphHeap.change(heap, writer -> {
            for (int i = 4; i < 100; i++) {
                at.overwriteValue(writer, offsets.get(i), -1);
            }
        }));
        assertTrue(at.matches(graph));
    }

    @Test
    void aLogTakesTheRoomOfGarbage() {
        Graph graph = chain();
        heap.setOverhead(100);
        GraphHeap.change(heap, writer -> at.allocate(writer, new Graph.Node(100, Graph.Shape.BYTES, List.of(), 60_000), new HashMap<>()));
        Pool pool = heap.pool();
        while (pool.units().free() > 0) {
            pool.units().claim(1, UnitClass.DATA, 0);
        }
        GraphHeap.change(heap, writer -> {
            for (int i = 4; i < 100; i++) {
                at.overwriteValue(writer, offsets.get(i), -i);
                graph.put(new Graph.Node(i, Graph.Shape.RECORD, List.of(i - 1, 0), -i));
            }
        });
        assertTrue(at.matches(graph));
    }

    @Test
    void theGarbageOfOtherHeapsIsRoomForThisOne() {
        Heap other = Heap.create(heap.pool());
        Heap ofAnotherProcess = Heap.create(processes.start());
        for (Heap heap : List.of(other, ofAnotherProcess)) {
            GraphHeap there = new GraphHeap(heap);
            heap.setOverhead(100);
            GraphHeap.change(heap, writer -> there.allocate(writer, new Graph.Node(1, Graph.Shape.BYTES, List.of(), 250_000), new HashMap<>()));
        }
        assertEquals(0, other.stats().runs() + ofAnotherProcess.stats().runs());
        assertTrue(heap.pool().units().free() < 10);
        GraphHeap.change(heap, writer -> at.allocate(writer, new Graph.Node(9, Graph.Shape.BYTES, List.of(), 650_000), new HashMap<>()));
        assertEquals(2, other.stats().runs() + ofAnotherProcess.stats().runs());
        requireUnchanged();
        other.destroy();
        ofAnotherProcess.destroy();
    }

    @Test
    void aThreadThatEndsWithTheLockIsADeadOwner() throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(() -> changeAll(heap.lock()));
        thread.join();
        GraphHeap.change(heap, writer -> { });
        requireUnchanged();
    }

    @Test
    void waitingForTheLockEndsWithAnInterrupt() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread owner = Thread.ofPlatform().start(() -> GraphHeap.change(heap, writer -> {
            inside.countDown();
            awaitQuietly(leave);
        }));
        inside.await();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                heap.gc();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        Eventually.eventually("it waits", () -> heap.pool().actors().list().stream().anyMatch(actor -> actor.waitingFor() != 0));
        waiter.interrupt();
        waiter.join();
        leave.countDown();
        owner.join();
        assertTrue(thrown.get() instanceof CancellationException, "" + thrown.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDestroyedHeapIsReported() {
        Heap other = Heap.create(heap.pool(), "other");
        assertThrows(IllegalArgumentException.class, () -> Heap.create(heap.pool(), "other"));
        Heap again = Heap.create(heap.pool());
        other.destroy();
        assertFalse(Heap.find(heap.pool(), "other").isPresent());
        assertThrows(IllegalStateException.class, other::root);
        assertThrows(IllegalStateException.class, other::gc);
        assertThrows(IllegalStateException.class, other::destroy);
        assertThrows(IllegalStateException.class, () -> Heaps.at(heap.pool(), other.offset(), other.incarnation()));
        Heap third = Heap.create(heap.pool(), "other");
        assertEquals(other.offset(), third.offset(), "the same descriptor again");
        assertThrows(IllegalStateException.class, other::gc);
        third.gc();
        third.destroy();
        again.destroy();
    }

    @Test
    void aHeapWithAPinnedValueIsNotDestroyed() {
        long pin = heap.pool().actor().openPin();
        heap.pinRoot(pin);
        assertThrows(IllegalStateException.class, heap::destroy);
        heap.pool().actor().closePin(pin);
        requireUnchanged();
    }

    @Test
    void aHeapIsNotDestroyedInsideItsOwnModify() {
        assertThrows(IllegalStateException.class, () -> heap.modify(mutator -> {
            heap.destroy();
            return null;
        }));
        requireUnchanged();
    }

    @Test
    void twoHeapsHaveNoCommonModify() {
        Heap other = Heap.create(heap.pool());
        assertThrows(IllegalStateException.class, () -> heap.modify(mutator -> {
            changeAll(heap.mine());
            GraphHeap.change(other, writer -> writer.assignRoot(Words.of(7)));
            throw new IllegalStateException("only this one is undone");
        }));
        requireUnchanged();
        assertEquals(Words.of(7), other.root());
        other.destroy();
    }
}
