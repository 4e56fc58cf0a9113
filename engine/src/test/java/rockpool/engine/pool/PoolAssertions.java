package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.testing.SimulatedProcesses;

/// What must hold after every test of a pool.
final class PoolAssertions {

    private PoolAssertions() {}

    static void assertSound(MappedPool pool) {
        assertEquals(List.of(), PoolVerifier.verify(pool));
    }

    static void assertSound(SimulatedProcesses processes) {
        try (PoolView view = processes.view()) {
            assertSound(view);
        }
    }

    static int unitsOf(MappedPool pool, int unitClass) {
        int found = 0;
        for (int unit = 0; unit < pool.units().count(); unit++) {
            found += Units.classOf(pool.units().word(unit)) == unitClass ? 1 : 0;
        }
        return found;
    }
}
