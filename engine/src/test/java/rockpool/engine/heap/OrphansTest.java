package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.testing.Eventually;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Heaps that nobody can reach give their memory back; all others stay.
@ExtendWith(NothingLeft.class)
class OrphansTest {

    private static final long MIB = 1 << 20;

    private static Heap filled(Pool pool, String name) {
        Heap heap = name == null ? Heap.create(pool) : Heap.create(pool, name);
        GraphHeap at = new GraphHeap(heap);
        GraphHeap.change(heap, writer -> writer.assignRoot(
                at.allocate(writer, new Graph.Node(1, Graph.Shape.BYTES, List.of(), 3000), new HashMap<>())));
        return heap;
    }

    private static int heaps(Pool pool) {
        return HeapImage.all(pool).size();
    }

    @Test
    void aHeapThatItsProcessHasNoHandleOfIsTakenApart() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Heap held = filled(pool, null);
            filled(pool, "named");
            filled(pool, null).descriptor();
            for (int i = 0; i < 10; i++) {
                filled(pool, null);
            }
            Eventually.eventually("only what can be reached is there", () -> {
                System.gc();
                return heaps(pool) == 3;
            });
            assertEquals(1, held.stats().blocks());
            GraphHeap.verify(pool);
        }
    }

    @Test
    void aReferenceForEachTaskDoesNotFillThePool() {
        try (var processes = SimulatedProcesses.with(2 * MIB)) {
            Pool pool = processes.start();
            for (int i = 0; i < 3000; i++) {
                filled(pool, null);
            }
            GraphHeap.verify(pool);
            assertTrue(pool.units().count() == 32);
        }
    }

    @Test
    void theHeapsOfADeadProcessGoButThoseThatOthersMayKnow() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool survivor = processes.start();
            HeapDirectory.of(survivor);
            Pool victim = processes.start();
            Heap lost = filled(victim, null);
            Heap locked = filled(victim, null);
            locked.lock();
            filled(victim, "named");
            filled(victim, null).descriptor();
            int free = survivor.units().free();
            processes.kill(victim);
            assertEquals(4, heaps(survivor));
            survivor.recoverDead();
            assertEquals(2, heaps(survivor), lost + " and " + locked);
            assertTrue(survivor.units().free() >= free);
            GraphHeap.verify(survivor);
        }
    }

    @Test
    void theHeapsOfAProcessThatLeftGoWhenAnotherOneComes() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            processes.start();
            Pool leaving = processes.start();
            Heap heap = filled(leaving, null);
            leaving.close();
            Pool coming = processes.start();
            assertEquals(1, heaps(coming), heap::toString);
            HeapDirectory.of(coming);
            assertEquals(0, heaps(coming));
        }
    }

    @Test
    void aProcessThatDiesWhileItTakesAHeapApartHoldsNobodyUp() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool survivor = processes.start();
            HeapDirectory.of(survivor);
            Pool victim = processes.start();
            Heap heap = filled(victim, null);
            assertTrue(processes.dieAt(victim, 8, heap::destroy));
            survivor.recoverDead();
            assertEquals(0, heaps(survivor));
            GraphHeap.verify(survivor);
        }
    }

    @Test
    void aClosedPoolIsReportedAsThat() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            processes.start();
            Pool leaving = processes.start();
            Heap heap = filled(leaving, "named");
            leaving.close();
            assertThrows(PoolClosedException.class, heap::root);
            assertThrows(PoolClosedException.class, heap::gc);
        }
    }
}
