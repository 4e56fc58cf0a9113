package rockpool.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// An imitation of a machine: the project's scripts in a folder with spaces in its name, a JDK and a Maven that only write down that they
/// were started, a home folder and a `PATH`. So a start takes milliseconds, and a test can take anything away.
final class Machine {

    /// Writes its arguments one a line; makes the cache that it is asked for.
    private static final String JAVA = """
            #!/bin/bash
            echo "java ${0%%/bin/java} $*" >>"%s"
            for argument; do
                case $argument in -XX:AOTCacheOutput=*) touch "${argument#*=}" ;; esac
                printf '%%s\\n' "$argument"
            done
            """;

    /// Makes a file in the folder that classes go to.
    private static final String JAVAC = """
            #!/bin/bash
            echo "javac $*" >>"%s"
            touch "$2/A.class"
            """;

    private static final String MAVEN = """
            #!/bin/bash
            [[ $1 == --version ]] && { echo 'Apache Maven %1$s (imitation)'; exit; }
            echo "mvn $*" >>"%2$s"
            echo '[INFO] Building Rockpool engine 1.0   [1/2]'
            [[ -e "%3$s/broken" ]] && { echo '[ERROR] does not compile'; exit 1; }
            mkdir -p "%3$s"/{engine,shell}/target "%3$s/shell/target/lib"
            touch "%3$s/engine/target/rockpool-engine.jar" "%3$s/shell/target/rockpool-shell.jar" "%3$s/shell/target/lib/library.jar"
            """;

    private static final List<String> TOOLS = List.of(
            "bash", "env", "find", "flock", "grep", "mkdir", "mv", "readlink", "rm", "sed", "sort", "head", "tail", "tee", "touch");

    final Path project;
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    private final Path programs;
    private final Path log;

    Machine(Path folder) throws IOException {
        project = Files.createDirectories(folder.resolve("my rockpool"));
        home = Files.createDirectories(folder.resolve("home"));
        programs = Files.createDirectories(folder.resolve("bin"));
        log = Files.createFile(folder.resolve("log"));
        for (String source : List.of("pom.xml", "engine/pom.xml", "shell/pom.xml", "engine/src/main/A.java", "shell/src/main/B.java",
                "samples/src/main/java/C.java")) {
            write(project.resolve(source), "");
        }
        copyScripts();
        installMaven("3.9.9");
        environment.put("HOME", home.toString());
        environment.put("PATH", programs + ":/usr/bin:/bin");
    }

    Path script() {
        return project.resolve("scripts/rockpool");
    }

    /// Installs an imitation of a JDK.
    ///
    /// @return its folder
    Path installJdk(Path folder, String version) {
        write(folder.resolve("release"), "IMPLEMENTOR=\"Imitation\"\nJAVA_VERSION=\"" + version + "\"\n");
        writeProgram(folder.resolve("bin/java"), JAVA.formatted(log));
        writeProgram(folder.resolve("bin/javac"), JAVAC.formatted(log));
        writeProgram(folder.resolve("bin/jshell"), "#!/bin/bash\n");
        return folder;
    }

    void installMaven(String version) {
        writeProgram(programs.resolve("mvn"), MAVEN.formatted(version, log, project));
    }

    /// A `PATH` with what the scripts need from the system, and no Maven.
    void removeMaven() throws IOException {
        Path system = Files.createDirectories(home.resolve("system"));
        for (String tool : TOOLS) {
            writeProgram(system.resolve(tool), "#!/bin/bash\nexec /usr/bin/" + tool + " \"$@\"\n");
        }
        environment.put("PATH", system.toString());
    }

    void putFirstInPath(Path folder) {
        environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    }

    /// Makes the scripts ask for a JDK that no machine has.
    void askForJava(int version) throws IOException {
        Path common = project.resolve("scripts/common.sh");
        Files.writeString(common, Files.readString(common).replaceFirst("least_java=\\d+", "least_java=" + version));
    }

    Run start(String... arguments) {
        return Run.of(home, environment, command(script(), arguments));
    }

    Run startThrough(Path folder, Path script, String... arguments) {
        return Run.of(folder, environment, command(script, arguments));
    }

    static List<String> command(Path script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// How often a program was started, by the beginning of the line that it wrote.
    long starts(String beginning) {
        return logged().stream().filter(line -> line.startsWith(beginning)).count();
    }

    List<String> logged() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Changes a source, later than anything that was built.
    void change(String source) throws IOException {
        Files.setLastModifiedTime(project.resolve(source), FileTime.from(Instant.now().plusSeconds(2)));
    }

    /// Every file of the project, with the time of its last change.
    Map<Path, FileTime> files() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private void copyScripts() throws IOException {
        Path scripts = Files.createDirectories(project.resolve("scripts"));
        for (String name : List.of("rockpool", "common.sh", "test", "soak")) {
            Files.copy(Project.top().resolve("scripts").resolve(name), scripts.resolve(name));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeProgram(Path file, String text) {
        write(file, text);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
