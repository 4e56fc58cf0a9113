package rockpool.engine.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Region;
import rockpool.engine.testing.TestNames;

class OperatingSystemTest {

    private static final OperatingSystem SYSTEM = OperatingSystem.current();
    private static final long MILLISECOND = 1_000_000;

    private final String name = "system_" + TestNames.unique();

    @AfterEach
    void remove() {
        SYSTEM.unlinkShared(name);
    }

    @Test
    void anObjectOfANameIsCreatedOnce() {
        int fd = SYSTEM.createShared(name);
        PosixException again = assertThrows(PosixException.class, () -> SYSTEM.createShared(name));
        assertEquals(PosixException.EEXIST, again.errno());
        assertTrue(again.getMessage().contains(name) && again.getMessage().contains("EEXIST"), again.getMessage());
        SYSTEM.close(fd);
        assertTrue(SYSTEM.unlinkShared(name));
        assertFalse(SYSTEM.unlinkShared(name));
        assertEquals(PosixException.ENOENT, assertThrows(PosixException.class, () -> SYSTEM.openShared(name, false)).errno());
    }

    @Test
    void anObjectHasTheSizeThatWasReservedAndIsRead() {
        int fd = SYSTEM.createShared(name);
        assertEquals(0, SYSTEM.size(fd));
        assertEquals(0, SYSTEM.read(fd, 0, new byte[16]));
        assertTrue(SYSTEM.reserve(fd, 4096, 9 << 20));
        assertEquals(4096 + (9 << 20), SYSTEM.size(fd));
        assertEquals(16, SYSTEM.read(fd, 0, new byte[16]));
        assertEquals(8, SYSTEM.read(fd, SYSTEM.size(fd) - 8, new byte[16]));
        SYSTEM.close(fd);
    }

    @Test
    void anExclusiveLockIsHadOnlyWhenNobodySharesIt() {
        int one = SYSTEM.createShared(name);
        int two = SYSTEM.openShared(name, false);
        int three = SYSTEM.openShared(name, true);
        assertTrue(SYSTEM.lockShared(one) && SYSTEM.lockShared(two));
        assertFalse(SYSTEM.lockExclusive(three));
        SYSTEM.close(one);
        assertFalse(SYSTEM.lockExclusive(three));
        assertTrue(SYSTEM.lockExclusive(two), "a shared lock becomes exclusive");
        assertFalse(SYSTEM.lockShared(three));
        SYSTEM.close(two);
        assertTrue(SYSTEM.lockShared(three));
        assertEquals(SYSTEM.inode(three), SYSTEM.inode(three));
        SYSTEM.close(three);
    }

    @Test
    void aFutexWaitEndsByItsWordByAWakeOrByTimeAlsoWhenTheCallHasBecomeQuick() throws InterruptedException {
        Region region = Region.create(name, 4096);
        assertTrue(region.reserve(0, 4096));
        aFutexWaitEnds(Memory.address(region.position()));
        Futex.prepare();
        aFutexWaitEnds(Memory.address(region.position()));
        region.detach();
    }

    private static void aFutexWaitEnds(long address) throws InterruptedException {
        assertTrue(SYSTEM.futexWait(address, 1, Long.MAX_VALUE), "the word is another");
        long begun = System.nanoTime();
        assertFalse(SYSTEM.futexWait(address, 0, 5 * MILLISECOND), "the time runs out");
        assertThrows(IllegalArgumentException.class, () -> SYSTEM.futexWait(address, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> SYSTEM.futexWait(address, 0, -1));
        assertTrue(System.nanoTime() - begun >= 5 * MILLISECOND);
        AtomicBoolean woken = new AtomicBoolean();
        Thread waiter = Thread.ofPlatform().start(() -> woken.set(SYSTEM.futexWait(address, 0, Duration.ofSeconds(60).toNanos())));
        eventually("somebody is woken", () -> SYSTEM.futexWake(address, 1) == 1);
        waiter.join();
        assertTrue(woken.get());
        assertEquals(0, SYSTEM.futexWake(address, 1));
        PosixException unaligned = assertThrows(PosixException.class, () -> SYSTEM.futexWake(address + 1, 1));
        assertEquals(PosixException.EINVAL, unaligned.errno());
        assertThrows(PosixException.class, () -> SYSTEM.futexWait(address + 1, 0, MILLISECOND));
    }

    @Test
    void aFutexWaitsThroughAnotherMappingOfTheSameObject() throws InterruptedException {
        Region one = Region.create(name, 4096);
        assertTrue(one.reserve(0, 4096));
        Region two = Region.map(SYSTEM, name, SYSTEM.openShared(name, true), 4096, true, -1);
        Thread waiter = Thread.ofPlatform().start(
                () -> SYSTEM.futexWait(Memory.address(one.position()), 0, Duration.ofSeconds(60).toNanos()));
        eventually("it is woken", () -> SYSTEM.futexWake(Memory.address(two.position()), 1) == 1);
        waiter.join();
        one.detach();
        two.detach();
    }

    @Test
    void aProcessIsAliveUntilItIsKilledAlsoWhileItIsStopped() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of((int) process.pid());
        assertEquals(ProcessState.ALIVE, SYSTEM.stateOf(identity));
        assertEquals(ProcessState.DEAD, SYSTEM.stateOf(new ProcessIdentity(identity.pid(), identity.startTime() + 1)));
        assertTrue(SYSTEM.kill(identity.pid(), SYSTEM.signalNumber("STOP")));
        assertEquals(ProcessState.ALIVE, SYSTEM.stateOf(identity));
        assertTrue(SYSTEM.kill(identity.pid(), SYSTEM.signalNumber("SIGKILL")));
        eventually("it is dead", () -> SYSTEM.stateOf(identity) == ProcessState.DEAD);
        process.waitFor();
        eventually("it is gone", () -> !SYSTEM.kill(identity.pid(), 0));
        assertEquals(ProcessState.DEAD, SYSTEM.stateOf(identity));
    }

    @Test
    void thisProcessIsAlive() {
        assertEquals(ProcessState.ALIVE, SYSTEM.stateOf(ProcessIdentity.self()));
        assertEquals(ProcessHandle.current().parent().orElseThrow().pid(), SYSTEM.parentPid());
        assertNotEquals(0, SYSTEM.bootIdentity());
        assertNotEquals(0, SYSTEM.pidNamespace());
    }

    @Test
    void signalsHaveNamesAndNumbers() {
        assertEquals(9, SYSTEM.signalNumber("KILL"));
        assertEquals(9, SYSTEM.signalNumber("sigkill"));
        assertEquals(9, SYSTEM.signalNumber("-9"));
        assertEquals("KILL", SYSTEM.signalName(9));
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> SYSTEM.signalNumber("NOSUCH"));
        assertTrue(wrong.getMessage().contains("signal=NOSUCH"), wrong.getMessage());
        assertThrows(IllegalArgumentException.class, () -> SYSTEM.kill(0, 9));
        assertThrows(IllegalArgumentException.class, () -> SYSTEM.kill(-1, 9));
    }
}
