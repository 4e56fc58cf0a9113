package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rockpool.engine.box.Camlbox;
import rockpool.engine.box.CamlboxSender;
import rockpool.engine.data.LongArray;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.sync.WaitEntry;
import rockpool.engine.testing.TestNames;

/// What the tutorial of Netmulticore does with camlboxes, synchronization and resources, statement by statement.
@Timeout(60)
class TutorialTest {

    record Guarded(long x, Mutex m, Condition c, Semaphore s) {}

    interface GuardedView {
        long x();

        void x(long value);

        Mutex m();

        void m(Object mutex);

        Condition c();

        void c(Object condition);

        Semaphore s();

        void s(Object semaphore);
    }

    record Notice(String what, Ref<List<Integer>> payload) {}

    private static Master master;

    private Pool pool;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(2).withWorkerHeap("64m"));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 8 << 20);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    /// The record is shared before there is anything to synchronize by; that is made in a modification.
    private Ref<Guarded> guarded() {
        Ref<Guarded> shared = Ref.create(pool, "shared", new Guarded(0, null, null, null));
        shared.heap().modify(mutator -> {
            GuardedView r = mutator.root(GuardedView.class);
            assertNull(r.m());
            r.m(mutator.add(Mutex.create(pool, LockKind.NORMAL)));
            r.c(mutator.add(Condition.create(pool)));
            r.s(mutator.add(Semaphore.create(pool, 0)));
            return null;
        });
        return shared;
    }

    @Test
    void aMutexInAReferenceProtectsAFieldOfItInAllProcesses() throws InterruptedException {
        Ref<Guarded> shared = guarded();
        Definition<Ref<Guarded>, Object> add = Processes.define("add", ref -> {
            for (int i = 0; i < 500; i++) {
                ref.with(GuardedView.class, r -> r.m().lockUninterruptibly());
                GuardedView r = ref.view(GuardedView.class);
                r.x(r.x() + 1);
                Ref.find(ref.heap().pool(), "shared", Guarded.class).orElseThrow().get().m().unlock();
            }
            return null;
        });
        List<Long> started = List.of(add.start(shared), add.start(shared));
        for (long id : started) {
            assertNull(add.join(id).orElseThrow());
        }
        assertEquals(1000, shared.get().x());
    }

    @Test
    void aProcessWaitsAtAConditionOfAPinnedValueWithAPlaceOfItsOwn() throws InterruptedException {
        Ref<Guarded> shared = guarded();
        Definition<Ref<Guarded>, Long> wait = Processes.define("wait", ref -> ref.with(GuardedView.class, r -> {
            try (WaitEntry we = r.c().reserve()) {
                r.m().lockUninterruptibly();
                r.s().post();
                while (r.x() == 0) {
                    r.c().await(we, r.m());
                }
                r.m().unlock();
                return r.x();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        long id = wait.start(shared);
        Guarded r = shared.get();
        r.s().acquire();
        r.m().lock();
        shared.view(GuardedView.class).x(7);
        assertTrue(r.c().signal());
        r.m().unlock();
        assertEquals(7, wait.join(id).orElseThrow());
        assertEquals(0, r.s().value());
    }

    @Test
    void aMessageCarriesABigPayloadByReference() throws InterruptedException {
        try (Camlbox<Notice> box = Camlbox.create(TestNames.unique(), 1, 400, Notice.class)) {
            Ref<List<Integer>> payload = Ref.create(pool, "payload", List.of(1, 2, 3));
            Definition<CamlboxSender<Notice>, Integer> y = Processes.define("y", sender -> sender.send(new Notice("look", payload)));
            long id = y.start(box.sender());
            List<Integer> slots = box.await();
            Notice notice = box.get(slots.getFirst());
            box.delete(slots.getFirst());
            assertEquals(List.of(1, 2, 3), notice.payload().get());
            assertEquals(0, y.join(id).orElseThrow());
        }
    }

    @Test
    void mappedMemoryOfAllProcessesIsSeenAsAnArrayByItsNumber() throws InterruptedException {
        try (Resource mapped = Resources.createMapped("bigarray", 8 * 100)) {
            LongArray array = LongArray.over(mapped.segment(), 10, 10);
            Definition<Long, Long> add = Processes.define("add", id -> {
                try (Resource mine = Resources.get(id)) {
                    return LongArray.over(mine.segment(), 10, 10).slice(3).getAndAdd(4, 5);
                }
            });
            assertEquals(0, add.join(add.start(mapped.id())).orElseThrow());
            assertEquals(5, array.get(3, 4));
            assertEquals(5, mapped.segment().getAtIndex(ValueLayout.JAVA_LONG, 34));
        }
        eventually("nobody uses it", () -> Resources.list().stream().noneMatch(info -> info.kind() == ResourceKind.MAPPED_MEMORY));
    }
}
