package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// The checkers of the other tests notice what they are there for.
@ExtendWith(NothingLeft.class)
class LockCheckersTest {

    private Pool pool;
    private GuardedCounter counter;
    private long lock;

    @BeforeEach
    void open() throws InterruptedException {
        pool = Pool.create(TestNames.unique(), 1 << 20);
        counter = GuardedCounter.create(pool, LockKind.NORMAL);
        lock = counter.mutex().descriptor().offset();
        counter.count(0, 0);
        counter.verify(0);
        assertEquals(List.of(), LockTableVerifier.verify(pool));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void write(long offset, long value) {
        Memory.putLong(pool.position() + offset, value);
    }

    @Test
    void theCounterNoticesSomebodyElseInside() {
        write(counter.offset() + GuardedCounter.INSIDE, 7);
        assertThrows(AssertionError.class, () -> counter.count(0, 0));
    }

    @Test
    void theCounterNoticesADeathThatWasNotTold() {
        write(counter.offset() + GuardedCounter.BEGUN, 100);
        assertThrows(AssertionError.class, () -> counter.count(0, 0));
    }

    @Test
    void theCounterNoticesMoreCountsThanDeathsExplain() {
        write(counter.offset() + GuardedCounter.DONE, 0);
        assertThrows(AssertionError.class, () -> counter.verify(0));
    }

    @Test
    void theVerifierNoticesALockThatIsStillHeld() throws InterruptedException {
        counter.mutex().lock();
        assertFalse(LockVerifier.verify(pool, lock).isEmpty());
        assertFalse(LockTableVerifier.verify(pool).isEmpty());
        counter.mutex().unlock();
    }

    @Test
    void theVerifierNoticesAWordThatCannotBe() {
        write(lock + LockSlot.WORD, LockWord.WAITERS);
        assertFalse(LockVerifier.verify(pool, lock).isEmpty());
        assertFalse(LockTableVerifier.verify(pool).isEmpty());
    }

    @Test
    void theVerifierNoticesASlotThatIsNeitherFreeNorALock() {
        write(lock + LockSlot.LIFE, 2);
        assertFalse(LockTableVerifier.verify(pool).isEmpty());
    }

    @Test
    void theVerifierNoticesANameThatLeadsNowhere() {
        pool.names().put("lost", Names.MUTEX, lock + LockSlot.BYTES, 1);
        assertFalse(LockTableVerifier.verify(pool).isEmpty());
    }
}
