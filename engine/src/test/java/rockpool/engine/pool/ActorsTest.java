package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// Threads and their slots.
@ExtendWith(NothingLeft.class)
class ActorsTest {

    private static final long BYTES = 1 << 20;

    @Test
    void theSlotOfAPlatformThreadIsFreeSoonAfterItsEnd() throws InterruptedException {
        assertSlotIsGivenBack(Thread.ofPlatform().name("short-lived"));
    }

    @Test
    void theSlotOfAVirtualThreadIsFreeSoonAfterItsEnd() throws InterruptedException {
        assertSlotIsGivenBack(Thread.ofVirtual().name("short-lived"));
    }

    private static void assertSlotIsGivenBack(Thread.Builder builder) throws InterruptedException {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            Pool other = processes.start();
            AtomicReference<Actor> actor = new AtomicReference<>();
            CountDownLatch mayEnd = new CountDownLatch(1);
            Thread thread = builder.start(() -> {
                actor.set(pool.actor());
                await(mayEnd);
            });
            eventually("it has an actor", () -> actor.get() != null);
            int index = actor.get().index();
            int incarnation = actor.get().incarnation();
            ActorInfo seen = other.actors().get(index);
            assertEquals("short-lived", seen.thread());
            assertEquals(thread.isVirtual(), seen.virtual());
            assertEquals(thread.threadId(), seen.threadId());
            assertEquals(ProcessState.ALIVE, other.actors().state(index, incarnation));
            mayEnd.countDown();
            thread.join();
            eventually("its slot is free", () -> other.actors().state(index, incarnation) == ProcessState.DEAD);
            assertNull(other.actors().get(index));
            PoolAssertions.assertSound(processes);
        }
    }

    @Test
    void theSlotsOfAThreadInSeveralPoolsAreAllFreeSoonAfterItsEnd() throws InterruptedException {
        try (SimulatedProcesses first = SimulatedProcesses.with(BYTES);
                SimulatedProcesses closed = SimulatedProcesses.with(BYTES);
                SimulatedProcesses last = SimulatedProcesses.with(BYTES)) {
            List<Pool> pools = List.of(first.start(), closed.start(), last.start());
            Thread thread = Thread.ofPlatform().start(() -> {
                pools.forEach(Pool::actor);
                pools.get(1).close();
            });
            thread.join();
            eventually("its slots are free", () -> pools.get(0).actors().get(0) == null && pools.get(2).actors().get(0) == null);
            PoolAssertions.assertSound(first);
            PoolAssertions.assertSound(last);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void moreThanSixteenPinsTakeAnotherSlotWhichGoesWithTheThread() throws InterruptedException {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            long block = pool.units().offset(pool.units().claim(1, UnitClass.SPAN, 1));
            Thread thread = Thread.ofPlatform().start(() -> pinAndUnpin(pool, block));
            thread.join();
            eventually("no actor is left", () -> pool.actors().list().isEmpty());
            PoolAssertions.assertSound(processes);
        }
    }

    private static void pinAndUnpin(Pool pool, long block) {
        Actor me = pool.actor();
        Set<Long> pins = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            long pin = me.openPin();
            assertTrue(pins.add(pin));
            Memory.putLongOpaque(pin, block + 16L * i);
        }
        List<Long> pinned = new ArrayList<>();
        pool.actors().forEachPin(pinned::add);
        assertEquals(40, new HashSet<>(pinned).size());
        pins.forEach(me::closePin);
        pool.actors().forEachPin(pin -> {
            throw new AssertionError("still pinned: " + pin);
        });
        assertTrue(pins.contains(me.openPin()), "given back pins are used again");
    }

    @Test
    void whenAllSlotsAreTakenTheNextThreadIsRefused() {
        try (SimulatedProcesses processes = SimulatedProcesses.with(new PoolOptions(BYTES, 2, 1, 4, 4))) {
            Pool pool = processes.start();
            pool.actor();
            Pool other = processes.start();
            IllegalStateException refused = assertThrows(IllegalStateException.class, other::actor);
            assertTrue(refused.getMessage().contains("actors=1"), refused.getMessage());
            assertThrows(IllegalStateException.class, processes::start, "both participants' slots are taken");
            processes.kill(pool);
            assertEquals(0, other.actor().index());
            processes.start();
        }
    }

    @Test
    void anActorsWaitIsSeenByOthers() {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            Actor me = pool.actor();
            me.beginWait(64, 3, 5, 7);
            me.waitLine("Here.java:1");
            try (PoolView view = processes.view()) {
                ActorInfo seen = view.actors().get(me.index());
                assertEquals(64, seen.waitingFor());
                assertEquals(3, seen.waitKind());
                assertEquals(1, seen.waitCount());
                assertEquals(5, seen.waitWith());
                assertEquals(7, seen.waitThread());
                assertEquals("Here.java:1", seen.line());
                assertTrue(System.nanoTime() >= seen.waitSince());
                me.endWait();
                assertEquals(0, view.actors().get(me.index()).waitingFor());
            }
        }
    }

    @Test
    void closingAPoolWhileItsThreadsWorkDoesThemNoHarm() throws InterruptedException {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool survivor = processes.start();
            for (int round = 0; round < 20; round++) {
                Pool pool = processes.start();
                List<Throwable> unexpected = java.util.Collections.synchronizedList(new ArrayList<>());
                CountDownLatch begun = new CountDownLatch(3);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    threads.add(Thread.ofPlatform().start(() -> workUntilClosed(pool, begun, unexpected)));
                }
                begun.await();
                pool.close();
                for (Thread thread : threads) {
                    thread.join();
                }
                assertEquals(List.of(), unexpected);
                assertEquals(1, survivor.participants().list().size());
                assertTrue(survivor.actors().list().isEmpty());
                assertEquals(0, PoolAssertions.unitsOf(survivor, UnitClass.CHANGING));
                freeRuns(survivor);
            }
            PoolAssertions.assertSound(processes);
        }
    }

    private static void freeRuns(Pool pool) {
        for (int unit = 0; unit < pool.units().count(); unit++) {
            if (Units.classOf(pool.units().word(unit)) == UnitClass.LARGE_HEAD) {
                pool.units().release(unit, pool.units().runLength(unit));
            }
        }
    }

    private static void workUntilClosed(Pool pool, CountDownLatch begun, List<Throwable> unexpected) {
        try {
            for (int i = 0; ; i++) {
                int unit = pool.units().claim(2, UnitClass.LARGE_HEAD, 1);
                Memory.putLong(pool.position() + pool.units().offset(unit), i);
                pool.units().release(unit, 2);
                pool.names().put("name" + Thread.currentThread().threadId(), 1, 0, 1);
                pool.names().remove("name" + Thread.currentThread().threadId(), 0, 1);
                pool.events().publish(EventKind.NOTE, i);
                begun.countDown();
            }
        } catch (IllegalStateException | IllegalArgumentException | PoolDamagedException | OutOfPoolMemoryException e) {
            // Closed under it, which it sees as closed or as zeros.
            if (!pool.isClosed()) {
                unexpected.add(e);
            }
        } catch (Throwable e) {
            unexpected.add(e);
        }
    }

    @Test
    void aThreadFindsItsOwnActorAmongOthers() throws InterruptedException {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            Actor mine = pool.actor();
            Thread.ofPlatform().start(() -> assertFalse(pool.actor() == mine)).join();
            assertSame(mine, pool.actor());
            assertSame(Thread.currentThread(), mine.thread());
        }
    }
}
