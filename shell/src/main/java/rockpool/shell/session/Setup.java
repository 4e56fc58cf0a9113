package rockpool.shell.session;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a session starts with; `/env`, `/reset` and `/set start` make the next one.
///
/// @param startup the source that is evaluated first
/// @param classPath entries added for snippets, in the session and for its compiler
/// @param compilerOptions further options for the compiler
public record Setup(String startup, List<String> classPath, List<String> compilerOptions) {

    private static final Pattern COMMAND = Pattern.compile("(?m)^/[a-z]");

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

    /// The snippets at the beginning of the start-up, up to its first command.
    String startupSnippets() {
        return startup.substring(0, firstCommand());
    }

    /// The start-up from its first command on, empty if it has none. These lines are the console's to enter.
    public String startupRest() {
        return startup.substring(firstCommand());
    }

    private int firstCommand() {
        Matcher command = COMMAND.matcher(startup);
        return command.find() ? command.start() : startup.length();
    }

    public Setup withStartup(String other) {
        return new Setup(other, classPath, compilerOptions);
    }
}
