package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.memory.Points;
import rockpool.engine.posix.OperatingSystem;

/// Workers are killed with SIGKILL: whoever joins learns of it, and the master goes on.
@Timeout(120)
class WorkerDeathTest {

    private static final int SIGKILL = 9;
    private static final EndReason KILLED = new EndReason.Signalled(SIGKILL);

    private Master master;

    @BeforeEach
    void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(1));
    }

    @AfterEach
    void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    private static void killAt(String title) {
        int self = (int) ProcessHandle.current().pid();
        Points.listen(point -> {
            if (point.title().equals(title)) {
                OperatingSystem.current().kill(self, SIGKILL);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"task.received", "task.made"})
    void anotherWorkerRunsWhatDidNotBegin(String point) throws InterruptedException {
        armOne(point);
        Definition<Integer, Integer> plain = Processes.define("plain", k -> k);
        assertEquals(1, plain.join(plain.start(1)).orElseThrow());
    }

    @Test
    void joinerLearnsOfADeathInOrAfterTheBody() throws InterruptedException {
        armOne("body.ended");
        Definition<Integer, Integer> plain = Processes.define("plain", k -> k);
        assertEquals(KILLED, plain.join(plain.start(1)).reason());
        assertEquals(2, plain.join(plain.start(2)).orElseThrow());
    }

    /// The worker that runs the next task kills itself at a point of that.
    private void armOne(String point) throws InterruptedException {
        Definition<String, Long> arm = Processes.define("arm", title -> {
            // The arming task itself still ends; from its last point on the next one is watched.
            Points.listen(reached -> {
                if (reached == ProcessPoints.RESULT_SENT) {
                    killAt(title);
                }
            });
            return ProcessHandle.current().pid();
        });
        long armed = arm.join(arm.start(point)).orElseThrow();
        eventually("it stands by again", () -> master.processes().stream()
                .anyMatch(process -> process.role() == ProcessInfo.Role.STANDBY && process.pid() == armed));
    }

    @Test
    void resultThatWasSentSurvivesItsProcess() throws InterruptedException {
        Definition<Integer, Integer> last = Processes.define("last", k -> {
            killAt("result.sent");
            return k;
        });
        assertEquals(5, last.join(last.start(5)).orElseThrow());
    }

    @Test
    void startersWhoseHolderDiesAreTold() throws InterruptedException {
        Definition<Integer, String> hold = Processes.define("hold", _ -> {
            Definition<Integer, Integer> inner = Processes.define("inner", n -> n);
            killAt("snapshot.taken");
            inner.start(1);
            return "unreachable";
        });
        assertEquals(KILLED, hold.join(hold.start(0)).reason());
        eventually("its definition is forgotten", () -> Processes.find("inner").isEmpty());
    }

    @Test
    void randomKillsAreToldAndEverythingElseIsRight() throws Exception {
        long seed = System.nanoTime();
        System.out.println("WorkerDeathTest.randomKillsAreToldAndEverythingElseIsRight seed=" + seed);
        Random random = new Random(seed);
        Definition<Integer, Integer> inner = Processes.define("inner", k -> k + 1);
        Definition<Integer, Integer> outer = Processes.define("outer", k -> inner.join(inner.start(k)).orElseThrow() + 1);
        List<CompletableFuture<int[]>> starters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starters.add(CompletableFuture.supplyAsync(() -> startAndJoin(outer)));
        }
        CompletableFuture<?> all = CompletableFuture.allOf(starters.toArray(CompletableFuture[]::new));
        int kills = 0;
        while (!all.isDone()) {
            List<ProcessHandle> workers = ProcessHandle.current().children().toList();
            if (!workers.isEmpty() && kills < 25) {
                kills += workers.get(random.nextInt(workers.size())).destroyForcibly() ? 1 : 0;
            }
            waitAMoment(all, random.nextInt(60));
        }
        int[] counts = new int[2];
        for (CompletableFuture<int[]> starter : starters) {
            counts[0] += starter.get()[0];
            counts[1] += starter.get()[1];
        }
        System.out.println("returned " + counts[0] + ", killed " + counts[1] + " by " + kills + " kills");
        assertTrue(counts[0] > 0, "none returned");
    }

    private static void waitAMoment(CompletableFuture<?> all, int millis) throws Exception {
        try {
            all.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The next kill is due.
            assertFalse(all.isDone() && all.isCompletedExceptionally());
        }
    }

    /// @return how many returned, and how many were killed or waited for one that was
    private static int[] startAndJoin(Definition<Integer, Integer> outer) {
        int[] counts = new int[2];
        for (int i = 0; i < 12; i++) {
            try {
                Result<Integer> result = outer.join(outer.start(i));
                if (result.isPresent()) {
                    assertEquals(i + 2, result.get());
                } else {
                    assertTrue(tellsOfAKill(result.reason()), result.reason()::toString);
                }
                counts[result.isPresent() ? 0 : 1]++;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return counts;
    }

    /// A kill may also hit the JDK's helper, which is the child until it becomes the worker's JVM: then no worker could be started.
    private static boolean tellsOfAKill(EndReason reason) {
        return reason.equals(KILLED) || reason.toString().contains("KILL") || reason.toString().contains("signal: " + SIGKILL);
    }
}
