package rockpool.shell.command;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import rockpool.shell.session.Setup;

/// The options of `/env`, `/reset` and `/reload` that say what snippets can use.
final class ContextOptions {

    @Option(names = {"-class-path", "-C"}, paramLabel = "PATH", description = "folders and archives with classes for snippets")
    private String classPath;

    @Option(names = "-module-path", paramLabel = "PATH", description = "folders and archives with modules, for the compiler")
    private String modulePath;

    @Option(names = "-add-modules", paramLabel = "MODULES", description = "modules to resolve besides")
    private String addModules;

    @Option(names = "-add-exports", paramLabel = "MODULE/PACKAGE",
            description = "counts when the console starts: rockpool --add-exports MODULE/PACKAGE")
    private List<String> addExports = new ArrayList<>();

    boolean given() {
        return classPath != null || modulePath != null || addModules != null || !addExports.isEmpty();
    }

    /// The setup that has what was given, and everything else as before.
    Setup applyTo(Setup before) {
        List<String> options = new ArrayList<>(before.compilerOptions());
        for (String export : addExports) {
            if (!options.contains(toAll(export))) {
                throw new IllegalArgumentException("-add-exports=" + export + " counts for whole processes; start the console with"
                        + " --add-exports " + export);
            }
        }
        add(options, "--module-path", modulePath);
        add(options, "--add-modules", addModules);
        List<String> paths = classPath == null ? before.classPath() : List.of(classPath.split(File.pathSeparator));
        return new Setup(before.startup(), paths, options);
    }

    private static String toAll(String export) {
        return export.contains("=") ? export : export + "=ALL-UNNAMED";
    }

    private static void add(List<String> options, String name, String value) {
        if (value != null) {
            int before = options.indexOf(name);
            if (before >= 0) {
                options.subList(before, before + 2).clear();
            }
            options.add(name);
            options.add(value);
        }
    }
}
