package rockpool.engine.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolObjectsTesting;
import rockpool.engine.pool.PoolTesting;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.Units;
import rockpool.engine.posix.ProcessState;

@ExtendWith(NothingLeft.class)
class TestingKitTest {

    private static final long MIB = 1 << 20;

    @Test
    void aSimulatedProcessIsDeadForTheOthersOnceItIsKilled() {
        try (var processes = SimulatedProcesses.with(MIB)) {
            Pool victim = processes.start();
            Pool survivor = processes.start();
            int slot = victim.self().index();
            assertEquals(ProcessState.ALIVE, survivor.participants().state(slot));
            assertTrue(processes.dieAt(victim, 3, () -> victim.units().claim(1, UnitClass.SPAN, 1)));
            assertEquals(ProcessState.DEAD, survivor.participants().state(slot));
            assertEquals(1, survivor.recoverDead());
            assertEquals(16, survivor.units().free());
        }
    }

    @Test
    void crashEveryStoreFindsAnOperationThatIsNotRepaired() {
        AssertionError found = assertThrows(AssertionError.class, () -> CrashEveryStore.tryAll(() -> new ClaimRun() {
            @Override
            public void recover() {
                // forgets to
            }
        }));
        assertTrue(found.getMessage().startsWith("after a death in the operation at store"), found.getMessage());
    }

    @Test
    void crashEveryStoreTriesEachStoreOfTheOperationAndOfItsRecovery() {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(ClaimRun::new);
        assertTrue(tried.stores() >= 5 && tried.runs() > 3 * tried.stores(), tried.toString());
    }

    @Test
    void oneInFourRecoveriesIsTriedAfterEachStoreAndAllInASoak() {
        CrashEveryStore.Tried all = CrashEveryStore.tryAll(ClaimRun::new);
        CrashEveryStore.Tried some = CrashEveryStore.tryEachNthRecovery(4, ClaimRun::new);
        assertEquals(all.stores(), some.stores());
        boolean soak = Integer.getInteger("rockpool.soak", 1) > 1;
        assertTrue(soak ? some.runs() == all.runs() : some.runs() < all.runs() / 2 && some.runs() > all.runs() / 4, all + ", " + some);
    }

    private static class ClaimRun extends PoolRun {

        ClaimRun() {
            super(MIB);
        }

        @Override
        public void operate() {
            victim.units().claim(1, UnitClass.SPAN, 1);
        }

        @Override
        public void check(boolean died) {
            if (died) {
                int left = 16 - survivor().units().free();
                assertTrue(left == 0 || isClaimed(survivor()), left + " left");
                assertEquals(1, survivor().participants().list().size());
            }
        }
    }

    /// The claim may have been complete when its process died.
    private static boolean isClaimed(Pool pool) {
        return Units.classOf(pool.units().word(0)) == UnitClass.SPAN;
    }

    @Test
    void aChildIsReadLineByLineAndKilled() {
        String name = TestNames.unique();
        try (Pool pool = Pool.create(name, MIB); ChildJvm child = ChildJvm.start(User.class, name)) {
            child.expectLine("attached");
            assertEquals(2, pool.participants().list().size());
            child.kill();
            assertEquals(137, child.waitFor());
            assertEquals(1, pool.recoverDead());
        }
    }

    @Test
    void aChildKillsItselfAtAPoint() {
        String name = TestNames.unique();
        try (Pool pool = Pool.create(name, MIB); ChildJvm child = ChildJvm.startDyingAt("unit.reserved", 2, User.class, name)) {
            assertEquals(137, child.waitFor(), child.output());
            assertEquals(14, pool.units().free());
            pool.recoverDead();
            assertEquals(15, pool.units().free());
        }
    }

    @Test
    void nothingLeftNoticesAPoolAndAProcess() {
        SimulatedProcesses processes = SimulatedProcesses.with(MIB);
        Pool pool = processes.start();
        PoolTesting.killed(pool);
        AssertionError left = assertThrows(AssertionError.class, () -> new NothingLeft(Duration.ofMillis(50)).afterEach(null));
        assertTrue(left.getMessage().contains("mempool_"), left.getMessage());
        assertFalse(PoolObjectsTesting.find(processes.name()).isPresent());
    }

    static final class User {
        public static void main(String[] args) {
            Pool pool = Pool.attach(args[0]);
            System.out.println("attached");
            pool.units().claim(1, UnitClass.SPAN, 1);
            pool.units().claim(1, UnitClass.SPAN, 1);
            Eventually.eventually("killed", () -> false);
        }
    }
}
