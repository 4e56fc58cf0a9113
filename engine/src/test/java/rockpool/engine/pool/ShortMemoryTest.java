package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// A pool that cannot grow, because it is full or because the system has no memory, says so and stays usable.
@ExtendWith(NothingLeft.class)
class ShortMemoryTest {

    private static final long BYTES = 1 << 20;

    /// The real system, with a limit of memory that this test sets.
    private static final class ShortSystem {

        private long left = Long.MAX_VALUE;

        OperatingSystem system() {
            OperatingSystem real = OperatingSystem.current();
            return (OperatingSystem) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {OperatingSystem.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("reserve") && !takes((long) arguments[2])) {
                            return false;
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private boolean takes(long length) {
            if (length > left) {
                return false;
            }
            left -= length;
            return true;
        }
    }

    @Test
    void aFullPoolSaysSoAndStaysUsable() {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            int run = pool.units().claim(15, UnitClass.LARGE_HEAD, 1);
            OutOfPoolMemoryException full = assertThrows(OutOfPoolMemoryException.class,
                    () -> pool.units().claim(2, UnitClass.LARGE_HEAD, 1));
            assertEquals(OutOfPoolMemoryException.Why.POOL_FULL, full.why());
            assertEquals(2 * 65536, full.asked());
            assertEquals(65536, full.free());
            assertEquals(65536, full.longestFree());
            assertEquals(BYTES, full.maximum());
            assertTrue(full.getMessage().endsWith("the pool is full"), full.getMessage());
            pool.units().claim(1, UnitClass.SPAN, 1);
            pool.units().release(run, 15);
            pool.units().claim(15, UnitClass.LARGE_HEAD, 1);
            PoolAssertions.assertSound(processes);
        }
    }

    @Test
    void aPoolWhoseFreeUnitsLieApartSaysSo() {
        try (SimulatedProcesses processes = SimulatedProcesses.with(BYTES)) {
            Pool pool = processes.start();
            int[] units = new int[16];
            for (int i = 0; i < units.length; i++) {
                units[i] = pool.units().claim(1, UnitClass.SPAN, 1);
            }
            for (int i : new int[] {2, 6, 7, 11}) {
                pool.units().release(units[i], 1);
            }
            OutOfPoolMemoryException full = assertThrows(OutOfPoolMemoryException.class, () -> pool.units().claim(3, UnitClass.LARGE_HEAD, 1));
            assertEquals(4 * 65536, full.free());
            assertEquals(2 * 65536, full.longestFree());
            assertTrue(full.getMessage().endsWith("longestFree=131072 maximum=1048576: no free part of the pool is long enough"), full.getMessage());
            pool.units().claim(2, UnitClass.LARGE_HEAD, 1);
            PoolAssertions.assertSound(processes);
        }
    }

    @Test
    void aPoolWithoutMemoryOfTheSystemsSaysSoAndUsesWhatItHas() {
        ShortSystem machine = new ShortSystem();
        try (SimulatedProcesses processes = SimulatedProcesses.on(machine.system(), PoolOptions.of(BYTES))) {
            Pool pool = processes.start();
            int first = pool.units().claim(1, UnitClass.SPAN, 1);
            int second = pool.units().claim(2, UnitClass.LARGE_HEAD, 1);
            machine.left = 4096;
            assertShort(pool, 1);
            assertShort(pool, 3);
            assertEquals(13, pool.units().free());
            pool.units().release(second, 2);
            pool.units().release(first, 1);
            Memory.putLong(pool.position() + pool.units().offset(pool.units().claim(3, UnitClass.LARGE_HEAD, 1)) + 3 * 65536 - 8, 1);
            assertShort(pool, 1);
            machine.left = Long.MAX_VALUE;
            pool.units().claim(13, UnitClass.LARGE_HEAD, 1);
            PoolAssertions.assertSound(processes);
        }
    }

    private static void assertShort(Pool pool, int units) {
        OutOfPoolMemoryException e = assertThrows(OutOfPoolMemoryException.class, () -> pool.units().claim(units, UnitClass.LARGE_HEAD, 1));
        assertEquals(OutOfPoolMemoryException.Why.SYSTEM_MEMORY_SHORT, e.why());
    }

    @Test
    void aPoolWhoseTablesHaveNoMemoryIsNotMade() {
        ShortSystem machine = new ShortSystem();
        machine.left = 4096;
        SimulatedProcesses processes = SimulatedProcesses.on(machine.system(), PoolOptions.of(BYTES));
        OutOfPoolMemoryException e = assertThrows(OutOfPoolMemoryException.class, processes::start);
        assertEquals(OutOfPoolMemoryException.Why.SYSTEM_MEMORY_SHORT, e.why());
        assertTrue(PoolObjectsTesting.find(processes.name()).isEmpty());
    }

    /// The shell's limit on the size of files is the system's own refusal; no rights are needed to set it.
    @Test
    void aProcessAtItsLimitOfFileSizeGetsTheExceptionAndNoSignal() {
        String name = TestNames.unique();
        try (ChildJvm child = ChildJvm.startUnder("ulimit -f 2048", Limited.class, name)) {
            child.expectLine("short");
            child.expectLine("usable");
            assertEquals(0, child.waitFor(), child.output());
        }
    }

    static final class Limited {
        public static void main(String[] args) {
            try (Pool pool = Pool.create(args[0], 8 << 20)) {
                int claimed = 0;
                try {
                    while (true) {
                        int unit = pool.units().claim(1, UnitClass.SPAN, 1);
                        Memory.putLong(pool.position() + pool.units().offset(unit) + 65528, 1);
                        claimed++;
                    }
                } catch (OutOfPoolMemoryException e) {
                    System.out.println(e.why() == OutOfPoolMemoryException.Why.SYSTEM_MEMORY_SHORT && claimed > 0 ? "short" : e.toString());
                }
                pool.units().release(0, 1);
                pool.units().claim(1, UnitClass.SPAN, 1);
                pool.names().put("still", 1, 0, 0);
                System.out.println("usable");
            }
        }
    }
}
