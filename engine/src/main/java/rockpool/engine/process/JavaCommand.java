package rockpool.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The command line of a child's JVM: the same Java, class path and module path as this process, a small footprint and no words of its own.
final class JavaCommand {

    /// The system property that names the AOT cache to make: the first service of the master then makes it.
    static final String RECORD = "rockpool.aot.record";

    /// Without this property JNA runs `ldconfig` in each JVM that uses it, which takes longer than all else that it does.
    private static final String LIBRARY_FOLDERS = "jna.platform.library.path";

    /// How the launcher tells JNA where its unpacked library is, and others where theirs are. Other properties of that prefix are JNA's own
    /// notes.
    private static final Set<String> JNA_SETTINGS = Set.of("jna.boot.library.path", "jna.nounpack", "jna.noclasspath", "jna.nosys",
            LIBRARY_FOLDERS);
    private static final String ENGINE = "rockpool.engine";
    private static final String JNA = "com.sun.jna";

    private JavaCommand() {}

    /// @param title stands last on the line, for people who list processes
    /// @param recording whether this child makes the AOT cache that [#RECORD] names
    static List<String> of(MasterOptions options, String title, boolean recording) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Without relocation the archive of the JDK's classes stays shared memory: 7 MiB less for each child.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash",
                "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-Xms8m", "-Xmx" + options.workerHeap(), "-Xlog:disable", "-Xlog:all=error:stderr"));
        if (recording) {
            command.add("-XX:AOTCacheOutput=" + System.getProperty(RECORD));
        } else {
            // The cache's notes on what the recorded run compiled are not used: compiling all that again takes more of the processor than
            // a short task does.
            command.add("-XX:-AOTReplayTraining");
            options.aotCache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        }
        addProperties(command);
        command.addAll(options.jvmOptions());
        addPaths(command);
        command.add(title);
        return command;
    }

    private static void addProperties(List<String> command) {
        for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (name.startsWith("rockpool.") || JNA_SETTINGS.contains(name)) {
                command.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        if (System.getProperty(LIBRARY_FOLDERS) == null) {
            command.add("-D" + LIBRARY_FOLDERS + "=" + usualLibraryFolders());
        }
    }

    /// Where JNA would look before it asks `ldconfig`. The loader of the system knows the other folders by itself.
    private static String usualLibraryFolders() {
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
        return String.join(":", "/usr/lib/" + machine, "/lib/" + machine, "/usr/lib64", "/lib64", "/usr/lib", "/lib");
    }

    private static void addPaths(List<String> command) {
        String classPath = System.getProperty("java.class.path", "");
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-cp", classPath));
        }
        if (JavaCommand.class.getModule().isNamed()) {
            addModules(command);
        } else {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", WorkerMain.class.getName()));
        }
    }

    private static void addModules(List<String> command) {
        command.addAll(List.of("-p", System.getProperty("jdk.module.path", "")));
        mainModule().filter(main -> !bindsTo(main)).ifPresent(main -> command.addAll(List.of("--add-modules", main.getName())));
        command.addAll(List.of("--enable-native-access=" + ENGINE + "," + JNA, "-m", ENGINE + "/" + WorkerMain.class.getName()));
    }

    /// The module that this program was started with; none if it was started from the class path.
    private static Optional<Module> mainModule() {
        return Optional.ofNullable(System.getProperty("jdk.module.main")).flatMap(ModuleLayer.boot()::findModule);
    }

    /// Whether the engine alone draws a module in: it is the engine, or has services that the engine uses. An option that names it would
    /// part the child from an AOT cache that was made without that option.
    private static boolean bindsTo(Module main) {
        return main.getName().equals(ENGINE)
                || main.getDescriptor().provides().stream().anyMatch(service -> service.service().equals(WorkerService.class.getName()));
    }
}
