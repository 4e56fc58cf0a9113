package rockpool.shell.command;

import java.util.List;

/// What `/set` can assign to besides the console's settings.
public interface Assignments {

    /// Whether there is a thing of a name.
    boolean has(String name);

    /// The names that can stand before a `=`.
    List<String> names();

    /// Assigns.
    ///
    /// @param pool in which to look for it, null for any
    /// @return the exit code
    /// @throws IllegalArgumentException if that cannot be assigned to, with what can
    int assign(String pool, Assigned what);
}
