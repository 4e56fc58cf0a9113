package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockReport;
import rockpool.engine.sync.Mutex;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.sync.SyncKind;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class StructureLocksTest {

    record Guard(Mutex mutex, Condition changed, int count) {}

    record Limits(List<Guard> guards, Optional<Semaphore> slots) {}

    private Pool pool;

    @BeforeEach
    void createPool() {
        pool = Pool.create(TestNames.unique(), 4 << 20);
    }

    @AfterEach
    void closePool() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        pool.close();
    }

    /// What the locks of the pool are called by somebody who only looks at it.
    private Map<String, SyncKind> names() {
        Map<String, SyncKind> names = new TreeMap<>();
        try (PoolView view = Pool.view(pool.objectName())) {
            for (LockReport lock : new LockInspector(view).locks()) {
                names.put(lock.name().orElse("without"), lock.what());
            }
        }
        return names;
    }

    private Guard guard() {
        return new Guard(Mutex.create(pool), Condition.create(pool), 0);
    }

    @Test
    void theLocksOfAVariableAndOfABlockingQueueAreCalledByTheirStructure() {
        SharedVariable<Integer> address = SharedVariable.create(pool, "address");
        SharedBlockingQueue<Integer> jobs = SharedBlockingQueue.create(pool, "jobs", 3);
        assertEquals(Map.of("address (setting)", SyncKind.MUTEX, "address (changed)", SyncKind.CONDITION, "address (computing)", SyncKind.MUTEX,
            "jobs (moving)", SyncKind.MUTEX, "jobs (not empty)", SyncKind.CONDITION, "jobs (not full)", SyncKind.CONDITION), names());
        address.destroy();
        jobs.destroy();
        assertTrue(Stream.of("address", "jobs").noneMatch(name -> names().keySet().stream().anyMatch(lock -> lock.startsWith(name))));
    }

    @Test
    void locksInHeadersReferencesAndArraysAreCalledByTheirPlace() {
        SharedQueue.create(pool, "orders", new Limits(List.of(guard()), Optional.of(Semaphore.create(pool, 3))));
        Ref.create(pool, "state", guard());
        SharedArray<Mutex> forks = SharedArray.init(pool, "forks", 2, i -> Mutex.create(pool));
        SharedBlockingQueue.create(pool, "bounded", 1, Mutex.create(pool));
        Map<String, SyncKind> names = names();
        assertEquals(List.of("bounded (moving)", "bounded (not empty)", "bounded (not full)", "bounded.header", "forks[0]", "forks[1]",
            "orders.header.guards[0].changed", "orders.header.guards[0].mutex", "orders.header.slots", "state.changed", "state.mutex"),
            List.copyOf(names.keySet()));
        assertEquals("mutex forks[1] in pool " + pool.name(), forks.get(1).toString());
    }

    /// Prints what the locks of a pool are called.
    static final class Looking {

        public static void main(String[] args) {
            try (PoolView view = Pool.view(args[0])) {
                new LockInspector(view).locks().forEach(lock -> System.out.println(lock.name().orElse("without")));
            }
        }
    }

    @Test
    void aProcessThatHasUsedNoStructureKnowsThePlaces() {
        Ref.create(pool, "state", Mutex.create(pool));
        try (ChildJvm looking = ChildJvm.start(Looking.class, pool.objectName())) {
            assertEquals("state", looking.readLine());
            assertEquals(0, looking.waitFor());
        }
    }

    @Test
    void locksInMatricesQueuesAndTablesAreCalledByIndexOrKey() {
        SharedMatrix.init(pool, "grid", 2, 3, (row, column) -> row == 1 && column == 2 ? Mutex.create(pool) : null);
        SharedQueue<Object> jobs = SharedQueue.create(pool, "jobs");
        jobs.push("first");
        jobs.push(guard());
        SharedBlockingQueue.<Object>create(pool, "bounded", 2).add(Semaphore.create(pool, 1));
        SharedHashTable<Object, Object> accounts = SharedHashTable.create(pool, "accounts");
        accounts.add("ann", Mutex.create(pool));
        accounts.add("the \"other\" one", Mutex.create(pool));
        accounts.add(7L, new Limits(List.of(), Optional.of(Semaphore.create(pool, 3))));
        accounts.add(List.of(1, 2), Mutex.create(pool));
        assertEquals(List.of("accounts[\"ann\"]", "accounts[\"the \\\"other\\\" one\"]", "accounts[7].slots", "accounts[[1, 2]]", "bounded (moving)",
            "bounded (not empty)", "bounded (not full)", "bounded[0]", "grid[1,2]", "jobs[1].changed", "jobs[1].mutex"), List.copyOf(names().keySet()));
        jobs.pop();
        assertTrue(names().containsKey("jobs[0].mutex"));
    }

    @Test
    void ofAHugeStructureTheFirstElementsAreLookedAtAndMoreWhileTheyHaveLocks() {
        Mutex first = Mutex.create(pool);
        SharedArray<Object> numbers = SharedArray.make(pool, "numbers", 10_000_000, (Object) 0L);
        numbers.set(LockedElements.FEW, first);
        assertEquals(List.of("without"), List.copyOf(names().keySet()));
        numbers.set(LockedElements.FEW - 1, Semaphore.create(pool, 1));
        assertEquals(List.of("numbers[63]", "numbers[64]"), List.copyOf(names().keySet()));
        SharedHashTable<Integer, Object> keyed = SharedHashTable.create(pool, "keyed");
        for (int i = 0; i < 10_000; i++) {
            keyed.add(i, 0L);
        }
        keyed.add(-1, Mutex.create(pool));
        assertTrue(names().containsKey("without"), "behind keys without a lock: " + names());
    }

    @Test
    void aNameOfItsOwnCountsMoreThanAPlace() {
        Mutex door = Mutex.create(pool, "door");
        Ref.create(pool, "state", door);
        SharedArray.make(pool, "doors", 2, door);
        assertEquals(Map.of("door", SyncKind.MUTEX), names());
    }

    @Test
    void aLockThatTookThePlaceOfAnotherIsNotCalledByIt() {
        Mutex first = Mutex.create(pool, "first");
        Ref.create(pool, "state", first);
        long offset = first.descriptor().offset();
        first.destroy();
        Mutex second = Mutex.create(pool);
        while (second.descriptor().offset() != offset) {
            second = Mutex.create(pool);
        }
        assertTrue(names().containsKey("without"), names().toString());
    }
}
