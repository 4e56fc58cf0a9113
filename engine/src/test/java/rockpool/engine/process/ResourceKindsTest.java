package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.memory.FixedMemory;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.testing.TestNames;

/// Shared memory, memory at the same address, semaphores, fork points and join points as resources.
@Timeout(120)
class ResourceKindsTest {

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

    private static boolean objectIsThere(String name) {
        return Files.exists(Path.of("/dev/shm", name));
    }

    private static boolean isThere(long id) {
        return Resources.list().stream().anyMatch(one -> one.id() == id);
    }

    private static <A, R> R run(Body<A, R> body, A argument) throws InterruptedException {
        Definition<A, R> definition = Processes.define("f", body);
        return definition.join(definition.start(argument)).orElseThrow();
    }

    @Test
    void sharedMemoryGoesWithItsLastRelease() {
        String name = "rockpool_" + TestNames.unique();
        assertTrue(FixedMemory.create(name, 10_000));
        Resource resource = Resources.manageSharedMemory(name);
        assertEquals(name, resource.objectName());
        assertEquals(10_000, Resources.info(resource.id()).bytes());
        assertEquals(ResourceKind.SHARED_MEMORY, resource.kind());
        resource.close();
        assertFalse(objectIsThere(name));
    }

    @Test
    void poolStaysAsLongAsItIsAResourceAndIsNotTakenFromItsUsers() {
        Pool pool = Pool.create(TestNames.unique(), 1 << 20);
        Resource resource = Resources.manageSharedMemory(pool.objectName());
        pool.close();
        assertTrue(objectIsThere(resource.objectName()));
        pool = Pool.attach(resource.objectName());
        resource.close();
        assertTrue(objectIsThere(pool.objectName()));
        pool.close();
        assertFalse(objectIsThere(resource.objectName()));
    }

    @Test
    void mappedMemoryLiesAtTheSameAddressEverywhere() throws InterruptedException {
        Resource resource = Resources.createMapped("same", 1 << 20);
        MemorySegment mine = resource.segment();
        mine.set(ValueLayout.JAVA_LONG, 8, 42);
        for (int i = 0; i < 3; i++) {
            List<Long> seen = run((Long id) -> {
                try (Resource there = Resources.get(id)) {
                    MemorySegment segment = there.segment();
                    long value = segment.get(ValueLayout.JAVA_LONG, 8);
                    segment.set(ValueLayout.JAVA_LONG, 8, value + 1);
                    return List.of(segment.address(), segment.byteSize(), value);
                }
            }, resource.id());
            assertEquals(List.of(mine.address(), 1L << 20, 42L + i), seen);
        }
        assertEquals(45, mine.get(ValueLayout.JAVA_LONG, 8));
        resource.close();
        assertFalse(objectIsThere(resource.objectName()));
        assertThrows(IllegalStateException.class, () -> mine.get(ValueLayout.JAVA_LONG, 8));
        assertThrows(NoSuchResourceException.class, resource::segment);
        try (Resource next = Resources.createMapped("same", 1)) {
            assertNotEquals(mine.address(), next.segment().address());
        }
    }

    @Test
    void processThatIsStartedUsesWhatItInherits() throws InterruptedException {
        Resource resource = Resources.createMapped("kept", 4096);
        String object = resource.objectName();
        resource.segment().set(ValueLayout.JAVA_INT, 0, 7);
        Definition<Long, Integer> late = Processes.define("late", id -> {
            eventually("it is the only user", () -> Resources.info(id).users().size() == 1);
            return Resources.get(id).segment().get(ValueLayout.JAVA_INT, 0);
        });
        long process = late.start(resource.id());
        resource.close();
        assertEquals(7, late.join(process).orElseThrow());
        assertFalse(objectIsThere(object));
        assertFalse(isThere(resource.id()));
    }

    @Test
    void inheritanceIsRestrictedToSome() throws InterruptedException {
        try (Resource one = Resources.createMapped("one", 4096); Resource other = Resources.createMapped("other", 4096)) {
            Definition<Long, Boolean> has = Processes.define("has", id -> {
                try (Resource there = Resources.get(id)) {
                    return there.segment().byteSize() == 4096;
                } catch (NoSuchResourceException e) {
                    return false;
                }
            });
            assertTrue(has.join(has.start(one.id())).get());
            assertTrue(has.join(has.start(one.id(), Inheritance.only(one.id()))).get());
            assertFalse(has.join(has.start(other.id(), Inheritance.only(one.id()))).get());
            assertFalse(has.join(has.startFresh(one.id(), Inheritance.none())).get());
            long gone = Math.max(one.id(), other.id()) + 1000;
            assertThrows(NoSuchResourceException.class, () -> has.start(1L, Inheritance.only(one.id(), gone)));
            assertEquals(1, Resources.info(one.id()).users().size());
        }
    }

    @Test
    void fileThatIsInheritedMayBeReleasedByTheStarter() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "text");
        Resource resource = Resources.manageFile(file);
        Definition<Long, String> reader = Processes.define("reader", id -> Files.readString(Resources.get(id).path()));
        long process = reader.start(resource.id(), Inheritance.only(resource.id()));
        resource.close();
        assertEquals("text", reader.join(process).orElseThrow());
        assertFalse(Files.exists(file));
    }

    @Test
    void semaphoreGoesWithItsLastReleaseAndItsPoolStaysUntilThen() throws InterruptedException {
        Pool pool = Pool.create(TestNames.unique(), 1 << 20);
        Resource resource = Resources.manageSemaphore(Semaphore.create(pool, "gate", 0));
        assertEquals("gate", resource.name());
        String object = pool.objectName();
        assertThrows(IllegalArgumentException.class, () -> Resources.manageSemaphore(Semaphore.create(pool, 1)));
        run((Long id) -> {
            try (Resource there = Resources.get(id)) {
                there.semaphore().post();
                return 0;
            }
        }, resource.id());
        assertTrue(resource.semaphore().tryAcquire());
        Pool again = Pool.attach(object);
        resource.close();
        eventually("it is removed", () -> again.names().find("gate").isEmpty());
        again.close();
        pool.close();
        eventually("its pool is gone", () -> !objectIsThere(object));
    }

    @Test
    void forkPointThatWasReleasedStartsNothing() throws InterruptedException {
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        long process = plus.start(1);
        assertEquals(ResourceKind.FORK_POINT, Resources.info(plus.forkPoint()).kind());
        plus.releaseForkPoint();
        assertThrows(NoSuchResourceException.class, () -> Resources.get(plus.forkPoint()));
        assertThrows(IllegalStateException.class, () -> plus.start(1));
        assertTrue(Processes.find("plus").isEmpty());
        assertEquals(2, plus.join(process).orElseThrow());
        assertThrows(NoSuchResourceException.class, plus::releaseForkPoint);
    }

    @Test
    void joinPointThatWasReleasedKeepsNoResult() {
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        long before = plus.start(1);
        assertEquals(List.of(0L), Resources.info(plus.joinPoint()).users().stream().map(ResourceUse::process).toList());
        plus.releaseJoinPoint();
        String message = assertThrows(NoSuchResourceException.class, () -> plus.join(before)).getMessage();
        assertTrue(message.contains("the join point of this definition was removed"), message);
        long after = plus.start(1);
        eventually("they are forgotten",
                () -> Processes.processes().stream().noneMatch(one -> one.id() == before || one.id() == after));
    }

    @Test
    void joinPointStaysForThoseWhoHaveStartedOne() throws InterruptedException {
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        assertEquals(3, run((Integer k) -> {
            long process = plus.start(k);
            eventually("it is the only one", () -> Resources.info(plus.joinPoint()).users().equals(
                    List.of(new ResourceUse(Processes.self(), "f", (int) ProcessHandle.current().pid(), 1))));
            return plus.join(process).orElseThrow();
        }, 2, () -> {
            eventually("it uses the point", () -> Resources.info(plus.joinPoint()).users().size() == 2);
            plus.releaseJoinPoint();
        }));
        assertFalse(isThere(plus.joinPoint()));
    }

    private static <A, R> R run(Body<A, R> body, A argument, Runnable meanwhile) throws InterruptedException {
        Definition<A, R> definition = Processes.define("f", body);
        long process = definition.start(argument);
        meanwhile.run();
        return definition.join(process).orElseThrow();
    }

    @Test
    void processOfAnotherDefinitionIsNotJoined() throws InterruptedException {
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        Definition<Integer, Integer> minus = Processes.define("minus", k -> k - 1);
        long process = plus.start(1);
        String message = assertThrows(IllegalArgumentException.class, () -> minus.join(process)).getMessage();
        assertEquals("process=" + process + ": it runs plus, it is none of this definition", message);
        assertEquals(message, run((Long id) -> assertThrows(IllegalArgumentException.class, () -> minus.join(id)).getMessage(), process));
        assertEquals(2, plus.join(process).get());
    }

    @Test
    void handleTravelsAndIsAUseWhereItArrives() throws Exception {
        Path file = Files.writeString(folder.resolve("c"), "text");
        Resource resource = Resources.manageFile(file);
        Definition<Integer, Resource> back = Processes.define("back", k -> {
            assertEquals(2, Resources.info(resource.id()).users().size());
            return Resources.manageFile(Files.writeString(resource.path().resolveSibling("d"), k + Files.readString(resource.path())));
        });
        Resource result = back.join(back.start(1)).orElseThrow();
        assertEquals("1text", Files.readString(result.path()));
        assertEquals(List.of(0L), Resources.info(result.id()).users().stream().map(ResourceUse::process).toList());
        long other = back.start(2, Inheritance.none());
        eventually("it has ended", () -> hasEnded(other));
        assertTrue(isUsedOnItsWay(result.id()));
        assertEquals(List.of(0L), Resources.info(resource.id()).users().stream().map(ResourceUse::process).toList());
        result.close();
        resource.close();
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(result.path()));
        Processes.release(other);
        assertFalse(Files.exists(result.path()));
    }

    private static boolean hasEnded(long id) {
        return Processes.processes().stream().anyMatch(one -> one.id() == id && one.state() == ProcessInfo.State.ENDED);
    }

    private static boolean isUsedOnItsWay(long id) {
        List<ResourceUse> users = Resources.info(id).users();
        return users.size() == 2 && users.stream().allMatch(use -> use.process() <= 0);
    }

    @Test
    void handleOfWhatIsGoneArrivesClosed() throws Exception {
        Resource resource = Resources.manageFile(Files.createFile(folder.resolve("e")));
        resource.close();
        assertTrue(run((Resource gone) -> {
            gone.close();
            return gone.name();
        }, resource).endsWith("/e"));
    }

    @Test
    void everythingIsRemovedAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("b"), "text");
        Definition<Integer, Integer> plus = Processes.define("plus", k -> k + 1);
        Resource kept = Resources.manageFile(file);
        Resource memory = Resources.createMapped("left", 4096);
        List<String> removed = Resources.removeAll();
        assertTrue(removed.contains("file " + file) && removed.contains("mapped memory " + memory.objectName()), removed::toString);
        assertFalse(Files.exists(file) || objectIsThere(memory.objectName()));
        assertThrows(NoSuchResourceException.class, kept::close);
        assertTrue(isThere(plus.forkPoint()));
    }
}
