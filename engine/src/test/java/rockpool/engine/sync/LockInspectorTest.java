package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.sync.LockReport.Condition;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

@ExtendWith(NothingLeft.class)
class LockInspectorTest {

    private SimulatedProcesses processes;
    private Pool pool;
    private PoolView view;
    private LockInspector inspector;

    @BeforeEach
    void open() {
        processes = SimulatedProcesses.with(1 << 20);
        pool = processes.start();
        view = processes.view();
        inspector = new LockInspector(view);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private LockReport report(Mutex mutex) {
        return inspector.locks().stream().filter(lock -> lock.offset() == mutex.descriptor().offset()).findFirst().orElseThrow();
    }

    @Test
    void itShowsOwnerAndWaitersAndForHowLong() throws Throwable {
        Mutex mutex = Mutex.create(pool, "door", LockKind.RECURSIVE);
        assertEquals(Condition.FREE, report(mutex).condition());
        mutex.lock();
        mutex.lock();
        List<Background<Acquisition>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(Background.start(pool, () -> {
                Acquisition outcome = mutex.lock();
                mutex.unlock();
                return outcome;
            }).waiting());
        }
        eventually("the report says for how long", () -> report(mutex).heldAtLeast().compareTo(Duration.ofMillis(20)) > 0);
        LockReport report = report(mutex);
        assertEquals("door", report.name().orElseThrow());
        assertEquals(LockKind.RECURSIVE, report.kind());
        assertEquals(Condition.HELD, report.condition());
        assertEquals(Thread.currentThread().getName(), report.owner().orElseThrow().thread());
        assertEquals(pool.self().pid(), report.owner().orElseThrow().pid());
        assertEquals(1, report.acquisitions());
        assertEquals(1, report.depth());
        assertEquals(waiters.stream().map(waiter -> waiter.actor().index()).toList(),
                report.waiters().stream().map(waiter -> waiter.who().actor()).toList(), "the longest first");
        mutex.unlock();
        mutex.unlock();
        for (Background<Acquisition> waiter : waiters) {
            waiter.ended();
        }
        report = report(mutex);
        assertEquals(Condition.FREE, report.condition());
        assertEquals(4, report.acquisitions());
        assertTrue(report.waiters().isEmpty() && report.owner().isEmpty() && report.heldAtLeast().isZero());
    }

    @Test
    void whoLooksForTheFirstTimeKnowsFromAWaiterForHowLongTheLockIsHeld() throws Throwable {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        mutex.lock();
        Background<Acquisition> waiter = Background.start(pool, () -> mutex.tryLock(Duration.ofSeconds(10))).waiting();
        eventually("the waiter's stamp is old enough",
                () -> new LockInspector(view).lock(mutex.descriptor().offset()).heldAtLeast().compareTo(Duration.ofMillis(10)) > 0);
        mutex.unlock();
        waiter.result();
    }

    @Test
    void itShowsThatTheOwnerIsDead() throws Throwable {
        Pool victim = processes.start();
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        Background.start(pool, mutex::lock).ended();
        assertEquals(Condition.OWNER_DEAD, report(mutex).condition());
        assertTrue(report(mutex).owner().orElseThrow().isGone());
        mutex.lock();
        assertEquals(Condition.RECOVERING, report(mutex).condition());
        mutex.unlock();
        Mutex theirs = Mutex.create(victim, LockKind.NORMAL);
        theirs.lock();
        processes.kill(victim);
        assertEquals(Condition.OWNER_DEAD, report(theirs).condition());
        assertEquals(Thread.currentThread().getName(), report(theirs).owner().orElseThrow().thread());
    }

    @Test
    void itShowsALockThatIsPartOfSomethingElseWhenSomebodyWaitsForIt() throws Throwable {
        long offset = pool.units().offset(pool.units().claim(1, UnitClass.DATA, 0));
        RawLock.format(pool, offset, LockKind.NORMAL);
        RawLock.lock(pool, pool.actor(), offset, Long.MAX_VALUE, true);
        Background<RawLock.Result> waiter = Background.start(pool,
                () -> RawLock.lock(pool, pool.actor(), offset, Long.MAX_VALUE, true)).waiting();
        assertEquals(List.of(offset), inspector.locks().stream().map(LockReport::offset).toList());
        waiter.thread().interrupt();
        waiter.result();
        RawLock.unlock(pool, pool.actor(), offset);
        assertEquals(Condition.FREE, inspector.lock(offset).condition());
        assertThrows(IllegalArgumentException.class, () -> inspector.lock(view.region().maximum()));
    }

    @Test
    void aDamagedSlotIsReportedAndCrashesNobody() throws Throwable {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Mutex mutex = Mutex.create(pool, "door", LockKind.NORMAL);
        long slot = pool.position() + mutex.descriptor().offset();
        long actors = pool.actors().positionOf(0);
        for (int i = 0; i < 2_000; i++) {
            long position = (random.nextBoolean() ? slot : actors) + 8L * random.nextInt(8);
            Memory.putLong(position, random.nextBoolean() ? random.nextLong() : 1L << random.nextInt(64));
            inspector.locks();
            WaitGraph.of(view).cycles();
        }
        Memory.putLong(slot + LockSlot.WORD, -1);
        Memory.putLong(slot + LockSlot.LIFE, 1);
        assertEquals(Condition.DAMAGED, report(mutex).condition());
    }
}
