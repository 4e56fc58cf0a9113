package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.DeadlockException;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.WaitGraph;
import rockpool.engine.sync.WaitKind;
import rockpool.engine.testing.TestNames;
import rockpool.waiting.Program;

/// Joins of real processes in the graph of waits.
@Timeout(120)
class JoinDeadlockTest {

    private static final int SIGKILL = 9;

    private static Master master;

    private Pool pool;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(2).withLimit(12).withWorkerHeap("64m"));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
        assertEquals(List.of(), Pool.objects(ObjectKind.JOINS).stream().filter(JoinDeadlockTest::isOurs).toList());
    }

    private static boolean isOurs(String object) {
        return Pool.find(ObjectKind.JOINS, object).map(found -> {
            try (found) {
                return found.name().equals(master.joins());
            }
        }).orElse(false);
    }

    @BeforeEach
    void open() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    /// How many joins of processes whose master has this object say for which thread they wait, seen from a process that uses no pool.
    private static long joins(String object) {
        return WaitGraph.ofMachine(graph -> graph.waits().stream()
                .filter(wait -> wait.kind() == WaitKind.JOIN && wait.pool().equals(object) && !wait.owners().isEmpty()).count());
    }

    private static void awaitJoins(String object, int count) {
        eventually(count + " joins are seen", Duration.ofSeconds(30), () -> joins(object) == count);
    }

    /// Takes a mutex when two others have joined.
    private static List<String> takeWhenJoined(Mutex mutex, String object) throws InterruptedException {
        awaitJoins(object, 2);
        try {
            return List.of("it was " + Program.take(mutex));
        } catch (DeadlockException e) {
            return e.cycle().stream().map(WaitGraph.Wait::toString).toList();
        }
    }

    /// The process in the middle has no pool.
    @Test
    void aLockThatWouldCloseACycleOverTwoJoinsThrowsWithAllOfIt() throws InterruptedException {
        Mutex mutex = Mutex.create(pool, "m", LockKind.ERRORCHECK);
        String object = master.joins();
        mutex.lock();
        Definition<Mutex, List<String>> last = Processes.define("last", taken -> takeWhenJoined(taken, object));
        long third = last.start(mutex);
        Definition<Long, List<String>> between = Processes.define("between", id -> Program.<List<String>>join(id).orElseThrow());
        long second = between.start(third);
        List<String> cycle = Program.<List<String>>join(second).orElseThrow();
        mutex.unlock();
        long self = ProcessHandle.current().pid();
        assertEquals(3, cycle.size(), cycle.toString());
        assertMatches("thread task-" + third + " of process \\d+ \\(last " + third + "\\) waits \\d+ ms for lock m of pool " + pool.name()
                + " in Program.take\\(Program.java:\\d+\\), held by thread .* of process " + self + ".*", cycle.get(0));
        assertMatches("thread .* of process " + self + " .*waits \\d+ ms for the end of process " + second
                + " in Program.join\\(Program.java:\\d+\\), on the part of thread task-" + second + " of process .*", cycle.get(1));
        assertMatches("thread task-" + second + " of process \\d+ \\(between " + second + "\\) waits \\d+ ms for the end of process " + third
                + " in Program.join\\(Program.java:\\d+\\), on the part of thread \\d+ of process .*", cycle.get(2));
    }

    private static void assertMatches(String pattern, String text) {
        assertTrue(Pattern.matches(pattern, text), pattern + "\ndoes not match\n" + text);
    }

    @Test
    void ofTwoProcessesThatJoinEachOtherTheLaterIsToldSo() throws InterruptedException {
        String object = master.joins();
        Processes.define("later", (Object _) -> {
            awaitJoins(object, 2);
            long other = Processes.processes().stream().filter(one -> one.name().equals("earlier")).findFirst().orElseThrow().id();
            return Program.join(other).reason().toString();
        });
        Definition<Integer, EndReason> earlier = Processes.define("earlier", _ -> Processes.find("later").orElseThrow().join(
                Processes.find("later").orElseThrow().start(0)).reason());
        EndReason reason = Program.<EndReason>join(earlier.start(0)).orElseThrow();
        EndReason.Threw threw = assertInstanceOf(EndReason.Threw.class, reason);
        assertEquals(DeadlockException.class.getName(), threw.exceptionClass());
        assertTrue(threw.message().contains("(later ") && threw.message().contains("(earlier "), threw.message());
    }

    @Test
    void aProcessThatJoinsItselfIsToldSo() throws InterruptedException {
        Definition<Integer, Object> self = Processes.define("self", _ -> Program.join(
                Processes.processes().stream().filter(one -> one.name().equals("self")).findFirst().orElseThrow().id()).reason());
        EndReason.Threw threw = assertInstanceOf(EndReason.Threw.class, self.join(self.start(1)).reason());
        assertEquals(DeadlockException.class.getName(), threw.exceptionClass());
    }

    @Test
    void aJoinWithADeadlineIsOnNoCycle() throws InterruptedException {
        Definition<Integer, Boolean> self = Processes.define("patient", _ -> Processes.join(
                Processes.processes().stream().filter(one -> one.name().equals("patient")).findFirst().orElseThrow().id(),
                Duration.ofMillis(60)).reason() instanceof EndReason.StillRunning);
        assertTrue(self.join(self.start(1)).orElseThrow());
    }

    @Test
    void aJoinOfAProcessThatIsToldToEndGoesOn() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", seconds -> {
            Thread.sleep(Duration.ofSeconds(seconds));
            return seconds;
        });
        long sleeper = sleep.start(60);
        Definition<Long, String> join = Processes.define("join", id -> Program.join(id).reason().toString());
        long joiner = join.start(sleeper);
        awaitJoins(master.joins(), 1);
        master.kill(sleeper, SIGKILL);
        assertEquals(new EndReason.Signalled(SIGKILL).toString(), join.join(joiner).orElseThrow());
    }

    @Test
    void theJoinOfAProcessThatWasKilledIsNotSeenAnyMore() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", seconds -> {
            Thread.sleep(Duration.ofSeconds(seconds));
            return seconds;
        });
        long sleeper = sleep.start(60);
        Definition<Long, Result<Object>> join = Processes.define("join", Program::join);
        long joiner = join.start(sleeper);
        awaitJoins(master.joins(), 1);
        master.kill(joiner, SIGKILL);
        join.join(joiner);
        eventually("its object goes with it", () -> Pool.objects(ObjectKind.JOINS).stream().noneMatch(JoinDeadlockTest::isOurs));
        master.kill(sleeper, SIGKILL);
        assertEquals(new EndReason.Signalled(SIGKILL), sleep.join(sleeper).reason());
        assertThrows(IllegalArgumentException.class, () -> sleep.join(sleeper));
    }
}
