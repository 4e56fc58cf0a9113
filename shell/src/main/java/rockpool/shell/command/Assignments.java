package rockpool.shell.command;

import java.util.List;

/// What `/set` can assign to besides the console's settings.
public interface Assignments {

    /// Whether there is a thing of a name.
    boolean has(String name);

    /// What can stand at a place of a line: a name, what follows it, and the `=`.
    ///
    /// @param before the words before it
    /// @param word what was typed of it
    List<String> words(List<String> before, String word);

    /// Assigns.
    ///
    /// @param pool in which to look for it, null for any
    /// @return the exit code
    /// @throws IllegalArgumentException if that cannot be assigned to, with what can
    int assign(String pool, Assigned what);
}
