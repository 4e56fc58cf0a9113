package rockpool.engine.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;

/// What the dead have left of a pool is removed by somebody else, as [Pool#clean()] does, while a process starts to use a pool of that
/// name: before each of the calls that it makes to the system.
@ExtendWith(NothingLeft.class)
class CleanedBesideTest {

    private static final PoolOptions OPTIONS = PoolOptions.of(256 << 10);
    private static final ProcessIdentity SELF = new ProcessIdentity((int) ProcessHandle.current().pid(), 1);

    /// The real system, on which somebody removes an object, if nobody uses it, before the n-th call.
    private static final class CleanedSystem {

        private final OperatingSystem real = OperatingSystem.current();
        private String object;
        private int left;

        OperatingSystem system() {
            return (OperatingSystem) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {OperatingSystem.class},
                    (proxy, method, arguments) -> {
                        if (left-- == 0) {
                            new PoolObjects(real).removeUnused(object);
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    /// @param start what a process does on a system on which processes were before
    /// @return how many calls it made
    private static int tryAll(BiFunction<OperatingSystem, SimulatedProcesses, Pool> start) {
        int calls = 0;
        for (boolean more = true; more; calls++) {
            CleanedSystem machine = new CleanedSystem();
            machine.left = -1;
            OperatingSystem system = machine.system();
            try (SimulatedProcesses processes = SimulatedProcesses.on(system, OPTIONS)) {
                Pool dead = processes.start();
                processes.kill(dead);
                machine.object = dead.objectName();
                machine.left = calls;
                try (Pool started = start.apply(system, processes)) {
                    more = machine.left < 0;
                    assertEquals(processes.name(), started.name());
                    assertEquals(1, started.participants().list().stream()
                            .filter(participant -> participant.identity().equals(started.identity())).count());
                }
            }
        }
        return calls;
    }

    @Test
    void aPoolOfThatNameIsMade() {
        int calls = tryAll((system, processes) -> PoolTesting.createAs(system, SELF, process -> ProcessState.DEAD, processes.name(), OPTIONS));
        assertTrue(calls > 20, calls + " calls");
    }

    @Test
    void theNextOfTheProcessesStarts() {
        int calls = tryAll((system, processes) -> processes.start());
        assertTrue(calls > 10, calls + " calls");
    }
}
