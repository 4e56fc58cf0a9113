package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.pool.PoolPoints;
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

    /// Heaps are taken apart by a thread of their own, which is at work as long as some cannot be reached.
    private static void onlyIsThere(Pool pool, int heaps) {
        Eventually.eventually("only what can be reached is there", () -> {
            System.gc();
            return heaps(pool) == heaps && HeapVerifier.verify(pool).isEmpty();
        });
    }

    @Test
    void aHeapThatItsProcessHasNoHandleOfIsTakenApart() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool pool = processes.start();
            Heap held = filled(pool, null);
            filled(pool, "named");
            for (int i = 0; i < 10; i++) {
                filled(pool, null);
            }
            onlyIsThere(pool, 2);
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
            assertEquals(32, pool.units().count());
            onlyIsThere(pool, 0);
            GraphHeap.verify(pool);
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

    /// Once in a while processes that came and made heaps just then lost them.
    @Test
    void whoComesWhileOrphansAreTakenApartKeepsItsHeaps() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool creator = processes.start();
            filled(creator, "first");
            Pool victim = processes.start();
            filled(victim, null);
            victim.close();
            Pool cleaner = processes.start();
            List<Heap> theirs = new ArrayList<>();
            Thread here = Thread.currentThread();
            Points.listen(point -> {
                // The orphan's descriptor is free again, and the first heap gets it: the second lies behind what was looked at.
                if (point == PoolPoints.EVENT_CLAIMED && Thread.currentThread() == here && heaps(creator) == 1 && theirs.isEmpty()) {
                    Points.listen(null);
                    Pool coming = processes.start();
                    HeapDirectory.of(coming).create(null);
                    theirs.add(filled(coming, null));
                }
            });
            HeapDirectory.of(cleaner);
            assertEquals(1, theirs.getFirst().stats().blocks(), "it is there as it was");
            assertEquals(3, heaps(creator));
            GraphHeap.verify(creator);
        } finally {
            Points.listen(null);
        }
    }

    @Test
    void whoGetsTheSlotOfADeadProcessKeepsItsHeaps() {
        try (var processes = SimulatedProcesses.with(4 * MIB)) {
            Pool late = processes.start();
            Pool quick = processes.start();
            Pool victim = processes.start();
            int slot = victim.self().index();
            List<Heap> theirs = new ArrayList<>();
            late.onDeath((pool, participant, process) -> {
                if (theirs.isEmpty()) {
                    assertEquals(1, quick.recoverDead());
                    Pool coming = processes.start();
                    assertEquals(slot, coming.self().index());
                    theirs.add(filled(coming, null));
                }
            });
            HeapDirectory.of(late);
            processes.kill(victim);
            late.recoverDead();
            assertEquals(1, theirs.getFirst().stats().blocks(), "it is there as it was");
            GraphHeap.verify(late);
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
