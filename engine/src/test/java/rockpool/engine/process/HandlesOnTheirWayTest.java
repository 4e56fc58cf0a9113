package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rockpool.engine.data.LongArray;
import rockpool.engine.data.Ref;
import rockpool.engine.memory.Points;
import rockpool.engine.pool.ObjectsTesting;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.testing.TestNames;

/// What arguments and kept results refer to stays until they have arrived, and goes when nobody has it any more.
@Timeout(120)
class HandlesOnTheirWayTest {

    private static final int SIGKILL = 9;

    private Master master;
    private Pool pool;

    @BeforeEach
    void open() {
        master = Master.start(MasterOptions.defaults().withStandby(1));
        pool = Pool.create(TestNames.unique(), 12 << 20);
    }

    @AfterEach
    void close() {
        pool.close();
        Leftovers.closeAndCheck(master);
        assertTrue(Pool.find(pool.objectName()).isEmpty(), "the pool is still there");
    }

    private void reclaim() {
        System.gc();
        Reclaimer.of(pool).reclaim();
    }

    private void eventuallyNothing() {
        eventually("no object is left", () -> {
            reclaim();
            return ObjectsTesting.all(pool).equals(Set.of());
        });
    }

    @Test
    void aResultKeepsWhatItRefersToUntilItIsTaken() throws InterruptedException {
        Definition<Pool, List<Object>> make = Processes.define("make",
                p -> List.of(Ref.create(p, 7), Mutex.create(p, LockKind.NORMAL)));
        long id = make.start(pool);
        eventually("the worker has left", () -> ObjectsTesting.all(pool).size() == 2 && pool.participants().list().size() == 1);
        for (int i = 0; i < 10; i++) {
            reclaim();
        }
        List<Object> made = make.join(id).orElseThrow();
        assertEquals(7, ((Ref<?>) made.getFirst()).get());
        assertTrue(((Mutex) made.getLast()).lock() != null);
        ((Mutex) made.getLast()).unlock();
        made = null;
        eventuallyNothing();
    }

    @Test
    void anArrayTravelsAsArgumentAndResult() throws InterruptedException {
        Definition<Pool, LongArray> make = Processes.define("make", p -> LongArray.copyOf(p, new long[][] {{7, 0}}));
        Definition<LongArray, Long> add = Processes.define("add", array -> array.slice(0).getAndAdd(0, 1));
        LongArray made = make.join(make.start(pool)).orElseThrow();
        assertEquals(7, add.join(add.start(made)).orElseThrow());
        assertEquals(8, made.get(0, 0));
        made = null;
        eventuallyNothing();
    }

    @Test
    void aResultThatIsDroppedKeepsNothing() {
        Definition<Pool, Object> make = Processes.define("make", p -> Ref.create(p, 7));
        long id = make.start(pool);
        eventually("the result is there", () -> ObjectsTesting.all(pool).size() == 1 && pool.participants().list().size() == 1);
        make.release(id);
        eventuallyNothing();
    }

    @Test
    void anArgumentArrivesWhoeverForgetsIt() throws InterruptedException {
        Definition<Ref<Integer>, Integer> read = Processes.define("read", r -> r.get() + 1);
        Thread reclaimer = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                reclaim();
                LockSupport.parkNanos(5_000_000);
            }
        });
        List<Long> started = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            started.add(read.start(Ref.create(pool, i)));
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(i + 1, read.join(started.get(i)).orElseThrow());
        }
        reclaimer.interrupt();
        reclaimer.join();
        eventuallyNothing();
    }

    @Test
    void anArgumentGoesOnToAnotherWorkerIfTheFirstDiesBeforeItsBodyBegins() throws InterruptedException {
        Definition<String, Integer> arm = Processes.define("arm", title -> {
            Points.listen(point -> {
                if (point.title().equals(title)) {
                    OperatingSystem.current().kill((int) ProcessHandle.current().pid(), SIGKILL);
                }
            });
            return 0;
        });
        assertEquals(0, arm.join(arm.start("task.made")).orElseThrow());
        Definition<Ref<Integer>, Integer> read = Processes.define("read", Ref::get);
        long id = read.start(Ref.create(pool, 5));
        reclaim();
        assertEquals(5, read.join(id).orElseThrow());
        eventuallyNothing();
    }

    @Test
    void referencesOfManyTasksDoNotFillThePool() throws InterruptedException {
        Definition<List<Ref<Integer>>, List<Ref<Integer>>> next = Processes.define("next", refs -> {
            List<Ref<Integer>> made = new ArrayList<>();
            refs.forEach(ref -> made.add(Ref.create(ref.heap().pool(), ref.get() + 1)));
            return made;
        });
        List<Ref<Integer>> refs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            refs.add(Ref.create(pool, i));
        }
        for (int round = 0; round < 8; round++) {
            refs = next.join(next.start(refs)).orElseThrow();
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(i + 8, refs.get(i).get());
        }
        refs = null;
        eventuallyNothing();
    }

    @Test
    void aWorkerThatIsKilledLosesItsHandles() throws InterruptedException {
        Definition<List<Object>, Integer> hold = Processes.define("hold", things -> {
            ((Mutex) things.getFirst()).lock();
            Thread.sleep(Duration.ofMinutes(1));
            return things.size();
        });
        long id = hold.start(List.of(Mutex.create(pool, LockKind.NORMAL), Ref.create(pool, 1)));
        eventually("it has them", () -> pool.participants().list().size() == 2 && master.processes().stream()
                .anyMatch(one -> one.id() == id && one.state() == ProcessInfo.State.RUNNING));
        for (int i = 0; i < 5; i++) {
            reclaim();
        }
        assertEquals(2, ObjectsTesting.all(pool).size());
        master.kill(id, SIGKILL);
        assertEquals(new EndReason.Signalled(SIGKILL), hold.join(id).reason());
        eventuallyNothing();
    }
}
