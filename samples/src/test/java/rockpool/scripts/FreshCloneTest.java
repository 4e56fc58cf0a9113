package rockpool.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a newcomer does: a fresh clone, and one command. With the real JDK and Maven of this machine.
class FreshCloneTest {

    @TempDir
    private Path folder;

    @Test
    void oneCommandBuildsAndRuns() throws IOException {
        assumeTrue(Files.exists(Project.top().resolve(".git")), "the project was not cloned");
        Path clone = folder.resolve("my clone");
        Map<String, String> environment = environment();
        Run.of(folder, environment, List.of("git", "clone", "--quiet", Project.top().toString(), clone.toString()));

        Run first = start(clone, environment);
        assertEquals(0, first.status(), first.toString());
        assertEquals(List.of("42"), first.out());
        assertEquals("Rockpool: building (the first time, and after changes of the sources)", first.err().getFirst());
        assertEquals("Rockpool: preparing fast starts", first.err().getLast(), first.toString());
        assertTrue(Files.exists(clone.resolve("shell/target/launcher/console.aot")), "no cache was made");

        Run second = start(clone, environment);
        assertEquals(new Run(0, List.of("42"), List.of()), second, "a later start says nothing of its own");
        assertEquals(List.of(), Run.of(clone, environment, List.of("git", "status", "--porcelain")).out(), "what a build makes is ignored");
    }

    private static Run start(Path clone, Map<String, String> environment) {
        Run run = Run.of(clone.getParent(), environment,
                Machine.command(clone.resolve("scripts/rockpool"), "-e", "System.out.println(6 * 7)"));
        assertFalse(run.err().stream().anyMatch(line -> line.toLowerCase().contains("warn")), run.toString());
        return run;
    }

    /// What a login has, and not what this test run was told: no `JAVA_HOME` above all.
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("MAVEN") || name.startsWith("JDK"));
        return environment;
    }
}
