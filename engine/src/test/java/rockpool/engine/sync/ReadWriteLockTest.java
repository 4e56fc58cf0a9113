package rockpool.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Pool;

/// What read-write locks promise, for platform and virtual threads.
class ReadWriteLockTest extends SyncTest {

    private ReadWriteLock lock;

    @BeforeEach
    void make() {
        lock = ReadWriteLock.create(pool, "l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "virtual"})
    void manyReadOrOneWrites(String kind) throws Throwable {
        lock.lockRead();
        lock.lockRead();
        assertEquals(Acquisition.ACQUIRED, start(kind, () -> lock.tryLockRead()).result());
        assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockWrite()).result());
        assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockWrite(SHORT)).result());
        lock.unlockRead();
        Background<Acquisition> writer = start(kind, () -> {
            Acquisition outcome = lock.lockWrite();
            assertEquals(Acquisition.ACQUIRED, lock.lockRead(), "a writer may read");
            lock.unlockRead();
            lock.unlockWrite();
            return outcome;
        }).waiting();
        assertEquals(Acquisition.TIMED_OUT, start(kind, () -> lock.tryLockRead()).result(), "a writer waits");
        assertEquals(Acquisition.ACQUIRED, lock.tryLockRead(), "who reads may read again");
        lock.unlockRead();
        lock.unlockRead();
        assertEquals(Acquisition.ACQUIRED, writer.result());
    }

    @Test
    void itIsNotTakenTwiceForWritingNorByAReader() throws Throwable {
        lock.lockWrite();
        assertThrows(IllegalMonitorStateException.class, lock::lockWrite);
        lock.unlockWrite();
        assertThrows(IllegalMonitorStateException.class, lock::unlockWrite);
        assertThrows(IllegalMonitorStateException.class, lock::unlockRead);
        lock.lockRead();
        assertThrows(IllegalMonitorStateException.class, lock::lockWrite);
        lock.unlockRead();
    }

    @Test
    void aDeadWriterIsToldOfUntilAWriterHasGivenItBack() throws Throwable {
        start("platform", lock::lockWrite).ended();
        assertEquals(Acquisition.OWNER_DIED, lock.lockRead());
        lock.unlockRead();
        assertEquals(Acquisition.OWNER_DIED, lock.lockRead());
        lock.unlockRead();
        assertEquals(Acquisition.OWNER_DIED, lock.lockWrite());
        lock.unlockWrite();
        assertEquals(Acquisition.ACQUIRED, lock.lockRead());
        lock.unlockRead();
    }

    @Test
    void aWriterDoesNotWaitForDeadReaders() throws Throwable {
        Pool victim = processes.start();
        ReadWriteLock.find(victim, "l").orElseThrow().lockRead();
        Background<Acquisition> writer = start("platform", () -> lock.tryLockWrite(LONG)).waiting();
        processes.kill(victim);
        assertEquals(Acquisition.ACQUIRED, writer.result());
    }

    @Test
    void anInterruptEndsTheWaitForReadersAndLetsOthersIn() throws Throwable {
        lock.lockRead();
        Background<Acquisition> writer = start("platform", lock::lockWrite).waiting();
        writer.thread().interrupt();
        assertThrows(InterruptedException.class, writer::result);
        assertEquals(Acquisition.ACQUIRED, start("platform", () -> lock.tryLockRead()).result());
        lock.unlockRead();
    }
}
