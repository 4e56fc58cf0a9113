package rockpool.shell.session;

import java.util.List;

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

    public Setup withStartup(String other) {
        return new Setup(other, classPath, compilerOptions);
    }
}
