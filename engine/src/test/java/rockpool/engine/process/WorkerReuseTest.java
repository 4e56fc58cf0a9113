package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rockpool.engine.box.Camlbox;
import rockpool.engine.data.Ref;
import rockpool.engine.data.SharedQueue;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.testing.TestNames;

/// A worker is used again if its task has left nothing, and only then.
@Timeout(60)
class WorkerReuseTest {

    private Master master;

    @BeforeEach
    void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(1));
        eventually("one stands by", () -> idle().size() == 1 && idle().getFirst().state() == ProcessInfo.State.RUNNING);
    }

    @AfterEach
    void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    private List<ProcessInfo> idle() {
        return master.processes().stream().filter(process -> process.role() == ProcessInfo.Role.STANDBY).toList();
    }

    /// Runs a body that answers with its process id.
    private long run(Body<Integer, Long> body) throws InterruptedException {
        Definition<Integer, Long> definition = Processes.define("f", body);
        return definition.join(definition.start(0)).orElseThrow();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private void assertUsedAgain(long pid) {
        eventually("worker " + pid + " stands by again", () -> idle().stream().anyMatch(process -> process.pid() == pid));
    }

    private void assertReplaced(long pid) {
        eventually("worker " + pid + " has ended", () -> ProcessHandle.of(pid).isEmpty());
        eventually("another one stands by", () -> !idle().isEmpty() && idle().getFirst().state() == ProcessInfo.State.RUNNING);
    }

    @Test
    void cleanWorkerIsUsedAgain() throws InterruptedException {
        long pid = run(_ -> pid());
        assertUsedAgain(pid);
        assertEquals(pid, run(_ -> pid()));
    }

    private record Shared(Ref<Integer> number, Mutex mutex, Semaphore none, SharedQueue<String> queue, String box) {}

    private static long use(Shared shared) throws InterruptedException {
        shared.mutex.lock();
        shared.number.set(1);
        shared.queue.push("a");
        shared.queue.pop();
        shared.mutex.unlock();
        shared.none.tryAcquire(Duration.ofMillis(2));
        try (Camlbox<String> box = Camlbox.create(shared.box, 1, 64, String.class)) {
            box.sender().send("a");
            box.take();
        }
        return pid();
    }

    @Test
    void workerThatUsedSharedObjectsIsUsedAgain() throws InterruptedException {
        try (Pool pool = Pool.create(TestNames.unique(), 8 << 20)) {
            Shared shared = new Shared(Ref.create(pool, 0), Mutex.create(pool), Semaphore.create(pool, 0), SharedQueue.create(pool), TestNames.unique());
            Definition<Shared, Long> using = Processes.define("using", WorkerReuseTest::use);
            long pid = using.join(using.start(shared)).orElseThrow();
            for (int i = 0; i < 3; i++) {
                assertUsedAgain(pid);
                assertEquals(pid, using.join(using.start(shared)).orElseThrow());
            }
        }
    }

    @Test
    void freshProcessGetsAJvmThatRanNothing() throws InterruptedException {
        long pid = run(_ -> pid());
        assertUsedAgain(pid);
        Definition<Integer, Long> fresh = Processes.define("fresh", (Integer _) -> pid());
        assertNotEquals(pid, fresh.join(fresh.startFresh(0)).orElseThrow());
    }

    @Test
    void nextFreshProcessTakesAJvmThatStandsByUnused() throws InterruptedException {
        Definition<Integer, Long> fresh = Processes.define("fresh", (Integer _) -> pid());
        long first = fresh.join(fresh.startFresh(0)).orElseThrow();
        assertUsedAgain(first);
        eventually("an unused one stands by beside the used one", () -> !runningBeside(first).isEmpty());
        long unused = runningBeside(first).getFirst().pid();
        assertEquals(unused, fresh.join(fresh.startFresh(0)).orElseThrow());
    }

    private List<ProcessInfo> runningBeside(long pid) {
        return idle().stream().filter(process -> process.pid() != pid && process.state() == ProcessInfo.State.RUNNING).toList();
    }

    @Test
    void workerWithAThreadLeftIsReplaced() throws InterruptedException {
        assertReplaced(run(_ -> {
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            return pid();
        }));
    }

    @Test
    void workerWithAVirtualThreadLeftIsReplaced() throws InterruptedException {
        assertReplaced(run(_ -> {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    Thread.yield();
                }
            });
            return pid();
        }));
    }

    @Test
    void workerWithAChangedPropertyIsReplaced() throws InterruptedException {
        assertReplaced(run(_ -> {
            System.setProperty("left", "behind");
            return pid();
        }));
    }

    @Test
    void workerWithAnotherLocaleIsReplaced() throws InterruptedException {
        assertReplaced(run(_ -> {
            Locale.setDefault(Locale.of("xx"));
            return pid();
        }));
    }

    @Test
    void workerWithOtherStreamsIsReplaced() throws InterruptedException {
        assertReplaced(run(_ -> {
            System.setOut(new PrintStream(PrintStream.nullOutputStream()));
            return pid();
        }));
    }

    @Test
    void workerThatOverflowedItsStackIsReplaced() throws InterruptedException {
        Definition<Integer, Integer> deep = Processes.define("deep", WorkerReuseTest::deeper);
        long id = deep.start(0);
        eventually("it has a worker", () -> master.processes().stream().anyMatch(process -> process.id() == id && process.pid() != 0));
        long pid = master.processes().stream().filter(process -> process.id() == id).findFirst().orElseThrow().pid();
        assertTrue(deep.join(id).reason().toString().contains("StackOverflowError"));
        assertReplaced(pid);
    }

    private static int deeper(int n) {
        return deeper(n + 1) + 1;
    }

    @Test
    void nextTaskSeesNoInterruptAndNoThreadLocal() throws InterruptedException {
        long pid = run(_ -> {
            LOCAL.set("left");
            Thread.currentThread().interrupt();
            return pid();
        });
        assertUsedAgain(pid);
        Definition<Integer, String> look = Processes.define("look", (Integer _) -> LOCAL.get() + Thread.currentThread().isInterrupted());
        assertEquals("nullfalse", look.join(look.start(0)).orElseThrow());
    }

    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

    @Test
    void sparesEndByThemselves() throws InterruptedException {
        Definition<Integer, Integer> twice = Processes.define("twice", k -> 2 * k);
        List<Long> ids = List.of(twice.start(1), twice.start(2), twice.start(3));
        for (long id : ids) {
            assertTrue(twice.join(id).isPresent());
        }
        eventually("one stands by", () -> idle().size() == 1);
    }
}
