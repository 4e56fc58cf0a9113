package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.testing.ChildJvm;

/// A master is killed with SIGKILL: none of its processes goes on, and the next master removes its folder.
@Timeout(120)
class MasterDeathTest {

    private static final int KILLED = 137;
    private static final int SIGSTOP = 19;

    private final String mark = "rockpool.test.mark." + UUID.randomUUID();

    /// The mark is a system property, which a master hands on to all its children.
    private List<String> marked() {
        return List.of("-D" + mark + "=1");
    }

    private void assertNothingIsLeft(String folder) {
        eventually("nothing that the master started runs", () -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains(mark)));
        Master.cleanStale();
        assertFalse(Files.exists(Path.of(folder)), folder);
    }

    private static String folder(ChildJvm program) {
        String line = program.readLine();
        assertTrue(line.startsWith("folder "), line);
        return line.substring("folder ".length());
    }

    @Test
    void programThatEndsItselfLeavesNothing() {
        try (ChildJvm program = ChildJvm.start(marked(), MasterProgram.class, "3")) {
            String folder = folder(program);
            program.expectLine("closed");
            assertEquals(0, program.waitFor(), program::output);
            assertFalse(Files.exists(Path.of(folder)));
            assertNothingIsLeft(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"child.started", "child.connected", "task.begun", "snapshot.taken", "task.assigned", "task.sent", "task.ended",
            "master.closing"})
    void nothingIsLeftOfAMasterKilledAt(String point) {
        int nth = point.equals("master.closing") ? 1 : 2;
        List<String> options = List.of("-D" + mark + "=1", "-Drockpool.test.dieAt=" + point, "-Drockpool.test.dieAtNth=" + nth);
        try (ChildJvm program = ChildJvm.start(options, MasterProgram.class, "2")) {
            String folder = folder(program);
            assertEquals(KILLED, program.waitFor(), program::output);
            assertNothingIsLeft(folder);
        }
    }

    @Test
    void nothingIsLeftOfAMasterKilledAtRandom() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("MasterDeathTest.nothingIsLeftOfAMasterKilledAtRandom seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            try (ChildJvm program = ChildJvm.start(marked(), MasterProgram.class, "100000")) {
                String folder = folder(program);
                program.process().waitFor(random.nextInt(900), TimeUnit.MILLISECONDS);
                program.kill();
                assertEquals(KILLED, program.waitFor(), program::output);
                assertNothingIsLeft(folder);
            }
        }
    }

    @Test
    void childrenThatAreStoppedEndWithTheMasterAsWell() {
        try (ChildJvm program = ChildJvm.start(marked(), MasterProgram.class, "100000")) {
            String folder = folder(program);
            eventually("two workers run", () -> workers(program).size() >= 2);
            workers(program).forEach(worker -> OperatingSystem.current().kill(worker, SIGSTOP));
            program.kill();
            assertNothingIsLeft(folder);
        }
    }

    /// The children that have asked to die with their parent: afterwards they make process groups of their own.
    private static List<Integer> workers(ChildJvm program) {
        return program.process().children().map(child -> (int) child.pid()).filter(MasterDeathTest::leadsItsGroup).toList();
    }

    private static boolean leadsItsGroup(int pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Integer.parseInt(fields[2]) == pid;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void folderOfALivingMasterStays() {
        try (Master master = Master.start(MasterOptions.defaults().withStandby(0))) {
            assertFalse(Master.cleanStale().contains(master.folder()));
            assertTrue(Files.isDirectory(master.folder()));
        }
    }
}
