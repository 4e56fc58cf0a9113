package rockpool.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a child's JVM: the same Java, class path and module path as this process, a small footprint and no words of its own.
final class JavaCommand {

    private static final String ENGINE = "rockpool.engine";
    private static final String JNA = "com.sun.jna";

    private JavaCommand() {}

    /// @param title stands last on the line, for people who list processes
    static List<String> of(MasterOptions options, String title) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash",
                "-Xms8m", "-Xmx" + options.workerHeap(), "-Xlog:disable", "-Xlog:all=error:stderr"));
        options.aotCache().ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.addAll(options.jvmOptions());
        addPaths(command);
        command.add(title);
        return command;
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
        String main = System.getProperty("jdk.module.main");
        if (main != null && !main.equals(ENGINE)) {
            command.addAll(List.of("--add-modules", main));
        }
        command.addAll(List.of("--enable-native-access=" + ENGINE + "," + JNA, "-m", ENGINE + "/" + WorkerMain.class.getName()));
    }
}
