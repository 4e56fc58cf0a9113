package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rockpool.engine.data.Ref;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.Pool;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.TestNames;

/// Handles of shared things travel, processes meet at them, and a process that is killed holds nobody up.
@Timeout(60)
class SharedValuesTest {

    private static final int SIGKILL = 9;

    private Master master;
    private Pool pool;

    @BeforeEach
    void open() {
        master = Master.start(MasterOptions.defaults().withStandby(1));
        pool = Pool.create(TestNames.unique(), 16 << 20);
    }

    @AfterEach
    void close() {
        pool.close();
        Leftovers.closeAndCheck(master);
        assertTrue(Pool.find(pool.objectName()).isEmpty(), "the pool is still there");
    }

    @Test
    void assignmentToSharedVariableIsSeenByOtherProcess() {
        try (Prompt prompt = new Prompt()) {
            prompt.run("import rockpool.engine.pool.*; import rockpool.engine.data.*;");
            prompt.run("var lab = Pool.attach(\"" + pool.name() + "\");");
            prompt.run("""
                    record Job(Ref<Integer> c, int k) {}
                    var y = define("y", (Job j) -> j.k() + 1 + j.c().get());
                    var x = define("x", (Integer k) -> {
                        var c = Ref.create(lab, 1);
                        return y.join(y.start(new Job(c, k))).orElseThrow();
                    });
                    """);
            assertEquals(3, prompt.value("x.join(x.start(1)).orElseThrow()"));
            prompt.run("lab.close();");
        }
    }

    @Test
    void recordOfThePromptIsReadFromAHeapAsItself() {
        try (Prompt prompt = new Prompt()) {
            prompt.run("import rockpool.engine.pool.*; import rockpool.engine.data.*;");
            prompt.run("var lab = Pool.attach(\"" + pool.name() + "\");");
            prompt.run("""
                    record Account(String owner, long balance) {}
                    var account = Ref.create(lab, new Account("ann", 10));
                    var rich = define("rich", (Ref<Account> a) -> a.get().balance() > 5 ? a.get().owner() : "nobody");
                    """);
            assertEquals("ann", prompt.value("rich.join(rich.start(account)).orElseThrow()"));
            prompt.run("lab.close();");
        }
    }

    @Test
    void workerThatStandsByUsesNoPool() throws InterruptedException {
        Definition<Pool, String> name = Processes.define("name", Pool::name);
        assertEquals(pool.name(), name.join(name.start(pool)).orElseThrow());
        eventually("only this process is in the pool", () -> pool.participants().list().size() == 1);
    }

    @Test
    void processIsShownInItsPoolUnderItsName() throws InterruptedException {
        Definition<Pool, String> who = Processes.define("who", p -> p.self().name());
        long id = who.start(pool);
        assertEquals("who " + id, who.join(id).orElseThrow());
    }

    @Test
    void mutexOfKilledProcessIsTakenOver() throws InterruptedException {
        Mutex mutex = Mutex.create(pool, LockKind.NORMAL);
        Definition<Mutex, Integer> hold = Processes.define("hold", m -> {
            m.lock();
            Thread.sleep(Duration.ofMinutes(1));
            return 0;
        });
        long id = hold.start(mutex);
        eventually("it holds the mutex", () -> {
            boolean free = mutex.tryLock() == Acquisition.ACQUIRED;
            if (free) {
                mutex.unlock();
            }
            return !free;
        });
        master.kill(id, SIGKILL);
        assertEquals(Acquisition.OWNER_DIED, mutex.lock());
        mutex.unlock();
        assertEquals(new EndReason.Signalled(SIGKILL), hold.join(id).reason());
        eventually("its slot is free again", () -> pool.participants().list().size() == 1);
    }

    @Test
    void poolOfKilledLastUserIsRemoved() throws InterruptedException {
        String name = TestNames.unique();
        Definition<String, Integer> own = Processes.define("own", n -> {
            Pool.create(n, 1 << 20);
            Thread.sleep(Duration.ofMinutes(1));
            return 0;
        });
        long id = own.start(name);
        eventually("the pool is there", () -> Pool.list().stream().anyMatch(found -> found.name().equals(name)));
        master.kill(id, SIGKILL);
        eventually("the pool is gone", () -> Pool.list().stream().noneMatch(found -> found.name().equals(name)));
        own.release(id);
    }

    @Test
    void poolWhoseCreatorIsKilledBeforeItHasASlotIsRemoved() throws InterruptedException {
        String name = TestNames.unique();
        Definition<String, Integer> own = Processes.define("own", n -> {
            Points.listen(point -> {
                if (point.title().equals("pool.published")) {
                    OperatingSystem.current().kill((int) ProcessHandle.current().pid(), SIGKILL);
                }
            });
            Pool.create(n, 1 << 20);
            return 0;
        });
        assertEquals(new EndReason.Signalled(SIGKILL), own.join(own.start(name)).reason());
        eventually("the pool is gone", () -> Pool.list().stream().noneMatch(found -> found.name().equals(name)));
    }
}
