package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.inspect.PoolVerifier;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.sync.Semaphore;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// Masters and workers that use resources are killed with SIGKILL: nothing of what was handed over is left, and nothing else is touched.
///
/// `-Drockpool.soak=10` kills ten times as many.
@Timeout(600)
@ExtendWith(NothingLeft.class)
class ResourceDeathTest {

    private static final int KILLED = 137;
    private static final int SIGKILL = 9;
    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);

    @TempDir
    private Path files;

    private final String prefix = "t" + ProcessHandle.current().pid() + "x" + Long.toHexString(System.nanoTime());
    private Pool pool;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 1 << 20);
    }

    @AfterEach
    void closePool() {
        assertEquals(List.of(), PoolVerifier.verify(pool));
        pool.close();
    }

    private ChildJvm start(List<String> options, int rounds) {
        return ChildJvm.start(options, ResourceProgram.class, Integer.toString(rounds), files.toString(), pool.objectName(), prefix);
    }

    private static Path folder(ChildJvm program) {
        String line = program.readLine();
        assertTrue(line.startsWith("folder "), line);
        return Path.of(line.substring("folder ".length()));
    }

    private List<String> left() {
        try (Stream<Path> found = Files.list(files); Stream<Path> memory = Files.list(Path.of("/dev/shm"))) {
            Stream<String> objects = memory.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(prefix));
            return Stream.concat(Stream.concat(found.map(Path::toString), objects), pool.names().list().stream().map(Names.Entry::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Children end soon after their master; a use of the pool that they were just making is cleaned up after by whoever looks.
    private void assertNothingIsLeft(Path folder) {
        eventually("nobody but this test uses the pool", () -> {
            pool.recoverDead();
            return pool.participants().list().size() == 1;
        });
        Resources.removeLeftovers();
        assertFalse(Files.exists(folder), folder::toString);
        // What a process had made and was killed before it had handed over is its own.
        List<String> left = left();
        assertTrue(left.size() <= 2, left::toString);
        clear();
    }

    private void clear() {
        for (String name : left()) {
            if (name.startsWith("/")) {
                assertTrue(Path.of(name).toFile().delete());
            } else {
                assertFalse(name.startsWith(prefix), name);
                Semaphore.find(pool, name).orElseThrow().destroy();
            }
        }
    }

    @Test
    void nothingIsLeftOfAProgramThatEnds() {
        try (ChildJvm program = start(List.of(), 1)) {
            Path folder = folder(program);
            program.expectLine("closed");
            assertEquals(0, program.waitFor(), program::output);
            assertFalse(Files.exists(folder));
            assertEquals(List.of(), left());
        }
    }

    @Test
    void onlyWhatWasHandedOverIsRemovedAfterADeath() throws IOException {
        Path replaced = Files.writeString(files.resolve("replaced"), "old");
        Path kept = Files.writeString(files.resolve("kept"), "old");
        try (ChildJvm program = ChildJvm.start(ResourceProgram.class, files.toString())) {
            Path folder = folder(program);
            program.expectLine("held");
            assertEquals(2, seen(folder).resources().stream().filter(one -> !one.isLeft()).count());
            program.kill();
            Files.writeString(kept, "changed");
            Files.delete(replaced);
            Files.writeString(replaced, "new");
            assertFalse(seen(folder).alive());
            assertEquals(2, seen(folder).resources().stream().filter(ResourceInfo::isLeft).count());
            assertEquals(List.of("file " + kept), Resources.removeLeftovers().stream().filter(one -> one.contains(files.toString())).toList());
            assertFalse(Files.exists(folder) || Files.exists(kept));
            assertEquals("new", Files.readString(replaced));
        }
    }

    private static MasterResources seen(Path folder) {
        return Resources.everywhere().stream().filter(one -> one.folder().equals(folder)).findFirst().orElseThrow();
    }

    @Test
    void nothingIsLeftOfWorkersKilledAtRandom() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ResourceDeathTest.nothingIsLeftOfWorkersKilledAtRandom seed=" + seed);
        Random random = new Random(seed);
        try (Master master = Master.start(MasterOptions.defaults().withStandby(2).withWorkerHeap("64m"))) {
            Definition<List<String>, Integer> user = master.define("user", ResourceProgram::use);
            int killed = 0;
            for (int i = 0; i < 6 * SOAK; i++) {
                long process = user.start(List.of(files.toString(), pool.objectName(), prefix, "k"));
                user.join(process, Duration.ofMillis(random.nextInt(150)));
                killed += Processes.processes().stream().anyMatch(one -> one.id() == process) && Processes.kill(process, SIGKILL) ? 1 : 0;
                Processes.release(process);
            }
            eventually("their uses have ended", () -> Resources.list().stream().noneMatch(one -> one.kind().outlivesProcesses()));
            System.out.println("killed " + killed);
            int most = killed;
            eventually("what they used is gone", () -> left().size() <= most);
        }
        pool.recoverDead();
        clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource.logged", "resource.made", "resource.removing", "resource.gone"})
    void nothingIsLeftOfAMasterKilledAt(String point) {
        List<String> options = List.of("-Drockpool.test.dieAt=" + point, "-Drockpool.test.dieAtNth=5");
        try (ChildJvm program = start(options, 1000)) {
            Path folder = folder(program);
            assertEquals(KILLED, program.waitFor(), program::output);
            assertNothingIsLeft(folder);
        }
    }

    @Test
    void nothingIsLeftOfMastersKilledAtRandom() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("ResourceDeathTest.nothingIsLeftOfMastersKilledAtRandom seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2 * SOAK; i++) {
            try (ChildJvm program = start(List.of(), 100_000)) {
                Path folder = folder(program);
                program.process().waitFor(400 + random.nextInt(900), TimeUnit.MILLISECONDS);
                program.kill();
                assertEquals(KILLED, program.waitFor(), program::output);
                assertNothingIsLeft(folder);
            }
        }
    }
}
