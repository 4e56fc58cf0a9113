package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is handed over, used and released as a resource, with files; and who is counted as its user.
@Timeout(120)
class ResourceTest {

    private static final int SIGKILL = 9;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;

    private static Master master;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(2).withWorkerHeap("64m"));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "text");
    }

    private static List<Long> users(long id) {
        return Resources.info(id).users().stream().map(ResourceUse::process).toList();
    }

    @Test
    void fileGoesWithItsLastRelease() throws IOException {
        Path file = file("a");
        Resource resource = Resources.manageFile(file);
        assertEquals(file, resource.path());
        ResourceInfo info = Resources.info(resource.id());
        assertEquals(ResourceKind.FILE, info.kind());
        assertEquals(4, info.bytes());
        assertEquals(List.of(new ResourceUse(0, "master", (int) ProcessHandle.current().pid(), 1)), info.users());
        Resource again = Resources.get(resource.id());
        resource.close();
        resource.close();
        assertTrue(Files.exists(file));
        again.close();
        assertFalse(Files.exists(file));
        assertThrows(NoSuchResourceException.class, () -> Resources.get(resource.id()));
        assertThrows(NoSuchResourceException.class, () -> Resources.release(resource.id()));
    }

    @Test
    void usesAreCountedForEachProcess() throws Exception {
        Path file = file("b");
        Resource resource = Resources.manageFile(file);
        Definition<Long, List<Long>> user = Processes.define("user", id -> {
            Resource mine = Resources.get(id);
            Resources.release(Resources.get(id).id());
            List<Long> users = List.of(Processes.self(), (long) users(id).size());
            mine.close();
            assertThrows(IllegalStateException.class, () -> Resources.release(id));
            return users;
        });
        long process = user.start(resource.id());
        assertEquals(List.of(process, 2L), user.join(process).orElseThrow());
        assertEquals(List.of(0L), users(resource.id()));
        resource.close();
        assertFalse(Files.exists(file));
    }

    @Test
    void useOfAProcessEndsBeforeItsJoinersAreTold() throws Exception {
        Path file = file("c");
        Definition<String, Long> maker = Processes.define("maker", path -> Resources.manageFile(Path.of(path)).id());
        long id = maker.join(maker.start(file.toString())).orElseThrow();
        assertFalse(Files.exists(file));
        assertThrows(NoSuchResourceException.class, () -> Resources.info(id));
        ResourceLeak leak = Resources.leaks().getLast();
        assertEquals(id, leak.id());
        assertEquals("maker", leak.name());
        assertEquals(1, leak.count());
    }

    @Test
    void fileGoesWithTheLastUserThatIsKilledAndStaysWithOneThatIsStopped() throws Exception {
        Path file = file("d");
        Definition<String, Long> keeper = Processes.define("keeper", path -> {
            Resources.manageFile(Path.of(path));
            Thread.sleep(100_000);
            return 0L;
        });
        long process = keeper.start(file.toString());
        eventually("it uses the file", () -> Resources.list().stream().anyMatch(one -> one.name().equals(file.toString())));
        assertTrue(Processes.kill(process, SIGSTOP));
        Definition<Integer, Integer> other = Processes.define("other", k -> k);
        assertEquals(1, other.join(other.start(1)).orElseThrow());
        assertTrue(Files.exists(file));
        assertTrue(Processes.kill(process, SIGCONT));
        assertTrue(Processes.kill(process, SIGKILL));
        assertEquals(new EndReason.Signalled(SIGKILL), keeper.join(process).reason());
        assertFalse(Files.exists(file));
    }

    @Test
    void numbersAreNeverUsedAgain() throws IOException {
        Path file = file("e");
        Resource first = Resources.manageFile(file);
        Resource same = Resources.manageFile(file);
        assertEquals(first.id(), same.id());
        first.close();
        same.close();
        Resource second = Resources.manageFile(file("e"));
        assertTrue(second.id() > first.id());
        second.close();
        Definition<Integer, Long> number = Processes.define("number", _ -> Processes.self());
        assertNotEquals(number.start(1), number.start(2));
        assertEquals(0, Processes.self());
    }

    @Test
    void whatIsNotThereCannotBeHandedOver() {
        String message = assertThrows(IllegalArgumentException.class, () -> Resources.manageFile(folder.resolve("none"))).getMessage();
        assertTrue(message.contains("none: there is none"), message);
        assertThrows(IllegalArgumentException.class, () -> Resources.manageFile(folder));
        assertThrows(IllegalArgumentException.class, () -> Resources.manageSharedMemory("rockpool_no_such_object"));
        assertThrows(IllegalArgumentException.class, () -> Resources.manageSharedMemory("a/b"));
    }

    @Test
    void resourceOfAnotherKindIsRefused() throws IOException {
        try (Resource resource = Resources.manageFile(file("f"))) {
            assertThrows(NoSuchResourceException.class, resource::segment);
            assertThrows(NoSuchResourceException.class, resource::semaphore);
            String message = assertThrows(NoSuchResourceException.class, resource::objectName).getMessage();
            assertTrue(message.contains("file " + folder.resolve("f") + ", and no shared memory"), message);
        }
    }

    @Test
    void resourcesAreSeenFromOutside() throws Exception {
        Path file = file("g");
        try (Resource resource = Resources.manageFile(file)) {
            MasterResources mine = Resources.everywhere().stream().filter(one -> one.folder().equals(master.folder())).findFirst().orElseThrow();
            assertTrue(mine.alive());
            assertEquals(ProcessHandle.current().pid(), mine.pid());
            assertEquals(Resources.list(), mine.resources());
            assertTrue(mine.resources().contains(Resources.info(resource.id())));
        }
    }
}
