package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rockpool.engine.pool.Pool;

/// Locks by name that whoever comes first makes, and what Netplex's server used such ones for.
class FirstUseTest extends SyncTest {

    private static final int USES = 4;

    @Test
    void whoeverComesFirstMakesIt() {
        Pool other = processes.start();
        Mutex mutex = Mutex.findOrCreate(pool, "guard");
        assertEquals(mutex.descriptor(), Mutex.findOrCreate(other, "guard").descriptor());
        Semaphore plain = Semaphore.findOrCreate(pool, "plain", 2);
        assertEquals(plain.descriptor(), Semaphore.findOrCreate(other, "plain", 7).descriptor());
        assertEquals(2, plain.value());
        Semaphore units = Semaphore.findOrCreateProtected(other, "units", 3);
        assertEquals(units.descriptor(), Semaphore.findOrCreateProtected(pool, "units", 1).descriptor());
    }

    @Test
    void aNameThatSomethingElseHasAndWhatIsNoNameAreRefused() {
        Latch.create(pool, "latch", 1);
        assertThrows(IllegalArgumentException.class, () -> Mutex.findOrCreate(pool, "latch"));
        assertThrows(IllegalArgumentException.class, () -> Semaphore.findOrCreate(pool, "latch", 0));
        assertThrows(IllegalArgumentException.class, () -> Mutex.findOrCreate(pool, "no name"));
        assertThrows(IllegalArgumentException.class, () -> Semaphore.findOrCreate(pool, "less", -1));
    }

    @Test
    void threadsThatComeTogetherGetOne() throws Throwable {
        for (int round = 0; round < 50; round++) {
            String name = "guard" + round;
            Barrier start = Barrier.create(pool, 2);
            Callable<Mutex> body = () -> {
                start.await();
                return Mutex.findOrCreate(pool, name);
            };
            List<Background<Mutex>> both = List.of(start("platform", body), start("platform", body));
            assertEquals(both.get(0).result(), both.get(1).result());
        }
    }

    /// Each user has a unit while it is there, so units that are taken are users that live.
    private static boolean isFirst(Pool pool) throws InterruptedException {
        Mutex mutex = Mutex.findOrCreate(pool, "entrance");
        Semaphore users = Semaphore.findOrCreateProtected(pool, "users", USES);
        mutex.lock();
        try {
            boolean first = users.value() == USES;
            users.acquire();
            return first;
        } finally {
            mutex.unlock();
        }
    }

    private static boolean isLast(Pool pool) throws InterruptedException {
        Mutex mutex = Mutex.findOrCreate(pool, "entrance");
        Semaphore users = Semaphore.find(pool, "users").orElseThrow();
        mutex.lock();
        try {
            users.post();
            return users.value() == USES;
        } finally {
            mutex.unlock();
        }
    }

    @Test
    void theFirstAndTheLastUserKnowThatTheyAreAlsoWhenOthersWereKilled() throws InterruptedException {
        List<Pool> users = IntStream.range(0, USES).mapToObj(i -> processes.start()).toList();
        assertTrue(isFirst(users.get(0)));
        for (Pool user : users.subList(1, USES)) {
            assertFalse(isFirst(user));
        }
        processes.kill(users.get(3));
        processes.kill(users.get(0));
        assertFalse(isLast(users.get(1)));
        assertTrue(isLast(users.get(2)));
        assertTrue(isFirst(processes.start()));
    }

    @Test
    void aTaskThatOneProcessHasGoesToAnotherWhenThatIsKilled() {
        List<Pool> competing = IntStream.range(0, 3).mapToObj(i -> processes.start()).toList();
        List<Pool> owners = competing.stream().filter(FirstUseTest::getsTheTimer).toList();
        assertEquals(1, owners.size());
        processes.kill(owners.getFirst());
        Set<Pool> left = new HashSet<>(competing);
        left.removeAll(owners);
        eventually("another one has the task", () -> left.stream().anyMatch(FirstUseTest::getsTheTimer));
        assertFalse(left.stream().anyMatch(FirstUseTest::getsTheTimer));
    }

    private static boolean getsTheTimer(Pool process) {
        return Semaphore.findOrCreateProtected(process, "timer", 1).tryAcquire();
    }
}
