package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Starting, joining and ending processes, as a plain program with a master does it.
@Timeout(120)
class MasterTest {

    private static final int SIGKILL = 9;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;

    private static Master master;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(2).withLimit(12).withWorkerHeap("64m"));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    private static <A, R> Result<R> run(Body<A, R> body, A argument) throws InterruptedException {
        Definition<A, R> definition = Processes.define("f", body);
        return definition.join(definition.start(argument));
    }

    private static ProcessInfo info(long id) {
        return master.processes().stream().filter(process -> process.id() == id).findFirst().orElseThrow();
    }

    private static long running(Definition<Integer, Integer> definition, int argument) {
        long id = definition.start(argument);
        eventually("process " + id + " has a worker", () -> info(id).pid() != 0);
        return id;
    }

    private static int sleepFor(int seconds) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds));
        return seconds;
    }

    @Test
    void resultIsWhatTheBodyReturned() throws InterruptedException {
        assertEquals(List.of(1, "a"), run((String s) -> List.of(1, s), "a").get());
        Result<Object> nothing = run((Object o) -> o, null);
        assertTrue(nothing.isPresent());
        assertNull(nothing.get());
    }

    @Test
    void exceptionIsTheReasonWithItsStack() throws InterruptedException {
        Result<Object> result = run(_ -> {
            throw new IllegalStateException("outer", new RuntimeException("inner"));
        }, 1);
        EndReason.Threw threw = assertInstanceOf(EndReason.Threw.class, result.reason());
        assertEquals("java.lang.IllegalStateException", threw.exceptionClass());
        assertEquals("outer", threw.message());
        assertTrue(threw.stack().contains("MasterTest") && threw.stack().contains("Caused by: java.lang.RuntimeException: inner"),
                threw.stack());
        ProcessFailedException failed = assertThrows(ProcessFailedException.class, result::orElseThrow);
        assertTrue(failed.getMessage().contains("inner"), failed.getMessage());
    }

    @Test
    void exitStatusIsTheReason() throws InterruptedException {
        assertEquals(new EndReason.Exited(7), run((Integer status) -> {
            System.exit(status);
            return 0;
        }, 7).reason());
        assertEquals(new EndReason.Exited(0), run((Integer status) -> {
            Runtime.getRuntime().halt(status);
            return 0;
        }, 0).reason());
        assertEquals(new EndReason.Exited(137), run((Integer status) -> {
            System.exit(status);
            return 0;
        }, 137).reason());
    }

    @Test
    void signalIsTheReason() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        for (int signal : new int[] {SIGKILL, 15}) {
            long id = running(sleep, 60);
            assertTrue(master.kill(id, signal));
            assertEquals(new EndReason.Signalled(signal), sleep.join(id).reason());
        }
    }

    @Test
    void stackOverflowAndLackOfMemoryAreReasons() throws InterruptedException {
        assertEquals("java.lang.StackOverflowError",
                assertInstanceOf(EndReason.Threw.class, run(MasterTest::deeper, 0).reason()).exceptionClass());
        Result<Integer> full = run((Integer _) -> {
            List<long[]> all = new ArrayList<>();
            while (true) {
                all.add(new long[1 << 20]);
            }
        }, 0);
        assertEquals("java.lang.OutOfMemoryError", assertInstanceOf(EndReason.Threw.class, full.reason()).exceptionClass());
    }

    private static int deeper(int n) {
        return deeper(n + 1) + 1;
    }

    @Test
    void resultThatCannotBeCopiedIsAReasonWithItsPath() throws InterruptedException {
        Result<Object> result = run(_ -> Map.of("k", List.of(new Thread())), 0);
        EndReason.Threw threw = assertInstanceOf(EndReason.Threw.class, result.reason());
        assertTrue(threw.message().startsWith("result[k][0]: java.lang.Thread"), threw.message());
    }

    @Test
    void argumentAndCapturedVariableThatCannotBeCopiedAreRefusedBeforeTheStart() {
        Definition<Object, Object> definition = Processes.define("f", o -> o);
        long before = tasks();
        String argument = assertThrows(NotCopyableException.class, () -> definition.start(List.of(new Thread()))).getMessage();
        assertTrue(argument.startsWith("definition f, argument[0]: java.lang.Thread"), argument);
        Thread session = new Thread();
        String captured = assertThrows(NotCopyableException.class,
                () -> Processes.define("g", (Integer _) -> session.isAlive()).start(1)).getMessage();
        assertTrue(captured.startsWith("definition g, captured variable 'session': java.lang.Thread"), captured);
        assertEquals(before, tasks());
    }

    private static long tasks() {
        return master.processes().stream().filter(process -> process.role() == ProcessInfo.Role.TASK).count();
    }

    @Test
    void resultIsKeptUntilItIsJoinedOnce() throws InterruptedException {
        Definition<Integer, Integer> definition = Processes.define("f", k -> k + 1);
        long id = definition.start(1);
        eventually("it has ended", () -> info(id).state() == ProcessInfo.State.ENDED);
        assertEquals(2, definition.join(id).get());
        String message = assertThrows(IllegalArgumentException.class, () -> definition.join(id)).getMessage();
        assertTrue(message.startsWith("process=" + id), message);
    }

    @Test
    void releasedResultIsForgotten() {
        Definition<Integer, Integer> definition = Processes.define("f", k -> k + 1);
        long id = definition.start(1);
        definition.release(id);
        eventually("it is forgotten", () -> master.processes().stream().noneMatch(process -> process.id() == id));
        definition.releaseJoinPoint();
        long other = definition.start(1);
        eventually("it is forgotten", () -> master.processes().stream().noneMatch(process -> process.id() == other));
    }

    @Test
    void joinEndsWithItsDeadlineAndCanBeRepeated() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        long id = sleep.start(1);
        assertInstanceOf(EndReason.StillRunning.class, sleep.join(id, Duration.ofMillis(20)).reason());
        assertEquals(1, sleep.join(id).get());
    }

    @Test
    void joinWithoutWaitingTellsWhatRunsFromWhatHasEnded() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        long id = running(sleep, 60);
        assertInstanceOf(EndReason.StillRunning.class, Processes.join(id, Duration.ZERO).reason());
        assertTrue(master.kill(id, SIGKILL));
        eventually("it has ended", () -> info(id).state() == ProcessInfo.State.ENDED);
        assertEquals(new EndReason.Signalled(SIGKILL), Processes.join(id, Duration.ZERO).reason());
    }

    @Test
    void joinWithoutWaitingFindsInAWorkerWhatHasEnded() throws InterruptedException {
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        Result<String> result = run((Integer k) -> {
            long ended = plus.start(k);
            eventually("it has ended",
                    () -> Processes.processes().stream().anyMatch(one -> one.id() == ended && one.state() == ProcessInfo.State.ENDED));
            long running = sleep.start(60);
            boolean runs = sleep.join(running, Duration.ZERO).reason() instanceof EndReason.StillRunning;
            Processes.release(running);
            Processes.kill(running, SIGKILL);
            return plus.join(ended, Duration.ZERO).get() + " " + runs;
        }, 41);
        assertEquals("42 true", result.orElseThrow());
    }

    @Test
    void interruptEndsJoinAndTheResultIsStillThere() throws Exception {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        long id = sleep.start(1);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread joiner = Thread.ofPlatform().start(() -> {
            try {
                sleep.join(id);
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        eventually("it waits", () -> joiner.getState() == Thread.State.TIMED_WAITING);
        joiner.interrupt();
        joiner.join();
        assertInstanceOf(InterruptedException.class, seen.get());
        assertEquals(1, sleep.join(id).get());
    }

    @Test
    void interruptEndsJoinInAWorker() throws Exception {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        Result<String> result = run((Integer seconds) -> {
            long id = sleep.start(seconds);
            Thread joiner = Thread.currentThread();
            Thread.ofPlatform().start(joiner::interrupt);
            try {
                return "joined " + sleep.join(id);
            } catch (InterruptedException e) {
                return "interrupted " + sleep.join(id).get();
            }
        }, 1);
        assertEquals("interrupted 1", result.get());
    }

    @Test
    void processesNest() throws InterruptedException {
        AtomicReference<Definition<Integer, Integer>> none = new AtomicReference<>();
        assertNull(none.get());
        Definition<Integer, Integer> down = Processes.define("down", depth -> depth == 0 ? 0
                : 1 + (int) Processes.find("down").orElseThrow().join(Processes.find("down").orElseThrow().start(depth - 1)).orElseThrow());
        assertEquals(4, down.join(down.start(4)).orElseThrow());
    }

    @Test
    void workerMayDefineAndListProcesses() throws InterruptedException {
        Result<String> result = run((Integer k) -> {
            int offset = 40;
            Definition<Integer, Integer> inner = Processes.define("inner", n -> n + offset);
            boolean listed = Processes.processes().stream().anyMatch(process -> process.pid() == ProcessHandle.current().pid());
            return inner.join(inner.start(k)).orElseThrow() + " " + listed;
        }, 2);
        assertEquals("42 true", result.orElseThrow());
    }

    @Test
    void definitionOfProcessThatEndedCannotBeStarted() throws InterruptedException {
        Definition<Integer, Integer> orphan = run((Integer k) -> Processes.define("orphan", (Integer n) -> n + k), 1).get();
        eventually("its worker has ended or forgotten it", () -> assertThrows(IllegalStateException.class, () -> orphan.start(1)) != null);
    }

    @Test
    void stoppedProcessGoesOnWhenContinued() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        long id = running(sleep, 1);
        assertTrue(master.kill(id, SIGSTOP));
        assertEquals(ProcessInfo.State.STOPPED, info(id).state());
        assertInstanceOf(EndReason.StillRunning.class, sleep.join(id, Duration.ofMillis(1200)).reason());
        assertTrue(master.kill(id, SIGCONT));
        assertEquals(1, sleep.join(id).get());
    }

    @Test
    void limitIsToldAtOnce() throws InterruptedException {
        Definition<Integer, Integer> sleep = Processes.define("sleep", MasterTest::sleepFor);
        List<Long> started = new ArrayList<>();
        String message = assertThrows(ProcessLimitException.class, () -> {
            while (true) {
                started.add(sleep.start(60));
            }
        }).getMessage();
        assertTrue(message.contains("limit=12"), message);
        for (long id : started) {
            eventually("a signal reaches it", () -> master.kill(id, SIGKILL));
            assertEquals(new EndReason.Signalled(SIGKILL), sleep.join(id).reason());
        }
    }

    @Test
    void manyAtOnceFromManyThreads() throws Exception {
        Definition<Integer, Integer> twice = Processes.define("twice", k -> 2 * k);
        List<CompletableFuture<Integer>> sums = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            int first = 100 * t;
            sums.add(CompletableFuture.supplyAsync(() -> sumOfTwices(twice, first)));
        }
        for (int t = 0; t < 6; t++) {
            assertEquals(2 * (25 * 100 * t + 300), sums.get(t).join());
        }
    }

    private static int sumOfTwices(Definition<Integer, Integer> twice, int first) {
        int sum = 0;
        for (int i = 0; i < 25; i++) {
            try {
                sum += twice.join(twice.start(first + i)).orElseThrow();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return sum;
    }

    @Test
    void startedByNameFindsTheNewest() throws InterruptedException {
        Processes.define("same", (Integer k) -> k + 1);
        Processes.define("same", (Integer k) -> k + 2);
        long id = master.startByName("same", 40);
        assertEquals(42, master.<Integer>join(id, Duration.ofSeconds(30)).get());
        String message = assertThrows(IllegalArgumentException.class, () -> master.startByName("nobody", 1)).getMessage();
        assertTrue(message.startsWith("definition=nobody"), message);
    }

    @Test
    void namesOfDefinitionsAreIdentifiers() {
        assertThrows(IllegalArgumentException.class, () -> Processes.define("two words", (Integer k) -> k));
        assertFalse(Processes.find("two words").isPresent());
    }

    @Test
    void workerThatDiedStandingByIsReplaced() throws InterruptedException {
        eventually("one stands by", () -> standby().size() > 0);
        ProcessInfo idle = standby().getFirst();
        ProcessHandle.of(idle.pid()).orElseThrow().destroyForcibly();
        assertEquals(3, run((Integer k) -> k + 1, 2).get());
        eventually("another stands by", () -> standby().stream().anyMatch(process -> process.pid() != 0 && process.pid() != idle.pid()));
        assertNotEquals(0, standby().size());
    }

    private static List<ProcessInfo> standby() {
        return master.processes().stream().filter(process -> process.role() == ProcessInfo.Role.STANDBY).toList();
    }
}
