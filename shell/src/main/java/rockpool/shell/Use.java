package rockpool.shell;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options of the command line that say what snippets can use. They count for the compiler, the session and the workers.
final class Use {

    @Option(names = "--class-path", paramLabel = "PATH", description = "folders and archives with classes for snippets")
    private String classPath;

    @Option(names = "--module-path", paramLabel = "PATH", description = "folders and archives with modules for snippets")
    private String modulePath;

    @Option(names = "--add-modules", paramLabel = "MODULE,…", description = "modules to resolve besides")
    private String addModules;

    @Option(names = "--add-exports", paramLabel = "MODULE/PACKAGE", 
            description = "a package that snippets may use although its module does not export it")
    private List<String> addExports = new ArrayList<>();

    @Option(names = "--enable-preview", description = "lets snippets use what this Java has as a preview")
    private boolean preview;

    @Option(names = "-C", paramLabel = "OPTION", description = "an option for the compiler, such as -C-Xlint")
    private List<String> compiler = new ArrayList<>();

    @Option(names = "-R", paramLabel = "OPTION", description = "an option for the JVMs of session and workers, such as -R-Dkey=value")
    private List<String> remote = new ArrayList<>();

    @Option(names = "-J", paramLabel = "OPTION", description = "not here: JDK_JAVA_OPTIONS has options for the console's own JVM")
    private List<String> own = new ArrayList<>();

    /// Refuses what cannot be.
    ///
    /// @throws IllegalArgumentException with the reason
    void check() {
        if (!own.isEmpty()) {
            throw new IllegalArgumentException("option=-J" + own.getFirst() + ": the console's own JVM is running already; set"
                    + " JDK_JAVA_OPTIONS for it, or use -R for the session and the workers");
        }
    }

    List<String> classPath() {
        return classPath == null ? List.of() : List.of(classPath.split(File.pathSeparator));
    }

    List<String> compilerOptions() {
        List<String> options = new ArrayList<>();
        add(options, "--module-path", modulePath);
        add(options, "--add-modules", addModules);
        addExports.forEach(export -> add(options, "--add-exports", toAll(export)));
        if (preview) {
            options.addAll(List.of("--enable-preview", "--source", Integer.toString(Runtime.version().feature())));
        }
        options.addAll(compiler);
        return options;
    }

    List<String> jvmOptions() {
        List<String> options = new ArrayList<>();
        addExports.forEach(export -> options.add("--add-exports=" + toAll(export)));
        if (preview) {
            options.add("--enable-preview");
        }
        options.addAll(remote);
        return options;
    }

    private static void add(List<String> options, String name, String value) {
        if (value != null) {
            options.add(name);
            options.add(value);
        }
    }

    private static String toAll(String export) {
        return export.contains("=") ? export : export + "=ALL-UNNAMED";
    }
}
