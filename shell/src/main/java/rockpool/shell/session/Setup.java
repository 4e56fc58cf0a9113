package rockpool.shell.session;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;

/// What a session starts with; `/env`, `/reset` and `/set start` make the next one.
///
/// @param startup the source that is evaluated first
/// @param classPath entries added for snippets, in the session and for its compiler
/// @param compilerOptions further options for the compiler
public record Setup(String startup, List<String> classPath, List<String> compilerOptions) {

    public Setup {
        classPath = List.copyOf(classPath);
        compilerOptions = List.copyOf(compilerOptions);
    }

    /// The archives and folders of the module path, which the session loads from as from the class path: snippets are in no named module.
    List<String> modules() {
        int option = compilerOptions.indexOf("--module-path");
        if (option < 0 || option + 1 == compilerOptions.size()) {
            return List.of();
        }
        return Stream.of(compilerOptions.get(option + 1).split(File.pathSeparator)).flatMap(Setup::archives).toList();
    }

    private static Stream<String> archives(String path) {
        File[] inside = new File(path).listFiles((_, name) -> name.endsWith(".jar"));
        return inside == null || inside.length == 0 ? Stream.of(path) : Stream.of(inside).map(File::getPath).sorted();
    }

    public Setup withStartup(String other) {
        return new Setup(other, classPath, compilerOptions);
    }
}
