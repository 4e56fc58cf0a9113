package rockpool.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `scripts/rockpool` does before it becomes the JVM, on an imitation of a machine.
class LauncherTest {

    private static final String MAIN = "rockpool.shell/rockpool.shell.Main";

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void aMachineWithAJdk() throws IOException {
        machine = new Machine(folder);
        machine.installJdk(machine.home.resolve(".sdkman/candidates/java/25.0.1-imitation"), "25.0.1");
    }

    @Test
    void theFirstStartBuildsAndPreparesAndSaysSo() {
        Run run = machine.start("-e", "1 + 1");
        assertEquals(0, run.status(), run.toString());
        assertEquals(List.of("Rockpool: building (the first time, and after changes of the sources)", "  Rockpool engine 1.0   [1/2]",
                "Rockpool: preparing fast starts"), run.err());
        assertEquals(List.of(MAIN, "-e", "1 + 1"), run.out().subList(run.out().size() - 3, run.out().size()));
    }

    @Test
    void laterStartsBuildNothingSayNothingAndWriteNothing() throws IOException {
        machine.start();
        var before = machine.files();
        Run run = machine.start();
        assertEquals(List.of(), run.err());
        assertEquals(before, machine.files());
        assertEquals(1, machine.starts("mvn"));
        assertEquals(3, machine.starts("java"), "one run to prepare, two starts: " + machine.logged());
    }

    @Test
    void argumentsReachTheProgramUnchanged() {
        List<String> arguments = List.of("run", "a file.jsh", "", "*", "$HOME", "\"quoted\"", "--", "-e");
        List<String> out = machine.start(arguments.toArray(String[]::new)).out();
        assertEquals(arguments, out.subList(out.indexOf(MAIN) + 1, out.size()));
    }

    @Test
    void theJvmStartsQuietlyWithItsCachesOnTheModulePath() {
        List<String> out = machine.start().out();
        assertTrue(out.containsAll(List.of("-Xlog:disable", "--enable-native-access=rockpool.engine,com.sun.jna,org.jline", "-p")),
                out.toString());
        assertTrue(out.contains("-XX:AOTCache=" + machine.project.resolve("shell/target/launcher/console.aot")), out.toString());
        assertEquals(Stream.of("shell/target/rockpool-shell.jar", "engine/target/rockpool-engine.jar", "shell/target/lib/library.jar")
                .map(jar -> machine.project.resolve(jar).toString()).toList(), List.of(out.get(out.indexOf("-p") + 1).split(":")));
    }

    @Test
    void aStartThroughASymbolicLinkFindsTheProject() throws IOException {
        Path first = Files.createSymbolicLink(machine.home.resolve("first"), Path.of("../my rockpool/scripts/rockpool"));
        Path second = Files.createSymbolicLink(Files.createDirectory(machine.home.resolve("tools")).resolve("second"), first);
        assertEquals(0, machine.startThrough(machine.home.resolve("tools"), second).status());
        assertEquals(0, machine.startThrough(machine.project.resolve("scripts"), Path.of("./rockpool")).status());
        assertEquals(1, machine.starts("mvn"));
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws IOException {
        machine.start();
        machine.change("engine/src/main/A.java");
        machine.start();
        assertEquals(2, machine.starts("mvn"));
    }

    @Test
    void aRemovedSourceIsBuiltAgain() throws IOException {
        machine.start();
        Files.delete(machine.project.resolve("shell/src/main/B.java"));
        machine.change("shell/src/main");
        machine.start();
        assertEquals(2, machine.starts("mvn"));
    }

    @Test
    void samplesAreCompiledWhenOneIsRunAndTheirSourcesAreNewer() throws IOException {
        machine.start();
        assertEquals(0, machine.starts("javac"));
        List<String> out = machine.start("sample", "chameneos", "60000").out();
        assertEquals(List.of(MAIN, "sample", "chameneos", "60000"), out.subList(out.size() - 4, out.size()));
        assertEquals(machine.project.resolve("samples/target/programs").toString(), out.get(out.indexOf("-cp") + 1));
        machine.start("sample");
        assertEquals(1, machine.starts("javac"));
        machine.change("samples/src/main/java/C.java");
        machine.start();
        assertEquals(1, machine.starts("javac"), "only a sample needs them");
        machine.start("sample");
        assertEquals(2, machine.starts("javac"));
        assertEquals(1, machine.starts("mvn"), "the console's own files are as they were");
    }

    @Test
    void firstStartsAtTheSameTimeBuildOnce() {
        List<Run.Running> starts = Stream.generate(() -> Run.begin(machine.home, machine.environment, Machine.command(machine.script())))
                .limit(5).toList();
        for (Run.Running start : starts) {
            assertEquals(0, start.end().status());
        }
        assertEquals(1, machine.starts("mvn"));
        assertEquals(6, machine.starts("java"), "one run to prepare, five starts: " + machine.logged());
    }

    @Test
    void anOlderJavaInPathIsPassedOver() {
        machine.putFirstInPath(machine.installJdk(folder.resolve("old"), "17.0.15").resolve("bin"));
        assertEquals(0, machine.start().status());
        assertEquals(0, machine.starts("java " + folder.resolve("old")));
    }

    @Test
    void javaHomeComesFirst() {
        Path chosen = machine.installJdk(folder.resolve("chosen"), "26");
        machine.start();
        machine.environment.put("JAVA_HOME", chosen.toString());
        Run run = machine.start();
        assertEquals(List.of("Rockpool: preparing fast starts"), run.err());
        assertEquals(2, machine.starts("java " + chosen), machine.logged().toString());
    }

    @Test
    void aJdkThatWasReplacedGetsNewCaches() {
        machine.start();
        machine.installJdk(machine.home.resolve(".sdkman/candidates/java/25.0.1-imitation"), "25.0.2");
        assertEquals(List.of("Rockpool: preparing fast starts"), machine.start().err());
    }

    @Test
    void oneLineSaysThatAJdkIsMissing() throws IOException {
        machine.askForJava(99);
        Run run = machine.start();
        assertEquals(1, run.status());
        assertEquals(List.of("rockpool: needs a JDK 99 or newer and found none: install one, or set JAVA_HOME to its folder"), run.err());
    }

    @Test
    void oneLineSaysThatMavenIsMissing() throws IOException {
        machine.removeMaven();
        Run run = machine.start();
        assertEquals(1, run.status());
        assertEquals(List.of("rockpool: needs Maven 3.8 or newer to build and found no mvn in PATH: install it"), run.err());
    }

    @Test
    void oneLineSaysThatMavenIsTooOld() {
        machine.installMaven("3.6.3");
        Run run = machine.start();
        assertEquals(1, run.status());
        assertEquals(1, run.err().size(), run.toString());
        assertTrue(run.err().getFirst().startsWith("rockpool: needs Maven 3.8 or newer to build and found 3.6.3"), run.toString());
    }

    @Test
    void aStartThatBuildsNothingNeedsNoMaven() throws IOException {
        machine.start();
        machine.removeMaven();
        assertEquals(0, machine.start().status());
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndIsTriedAgain() throws IOException {
        Path broken = Files.createFile(machine.project.resolve("broken"));
        Run run = machine.start();
        assertEquals(1, run.status());
        assertTrue(run.err().contains("[ERROR] does not compile"), run.toString());
        Files.delete(broken);
        assertEquals(0, machine.start().status());
    }
}
