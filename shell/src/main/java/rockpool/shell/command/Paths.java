package rockpool.shell.command;

import java.nio.file.Path;

/// File names as they are typed.
final class Paths {

    private Paths() { }

    /// The file that a name means; `~/` is the user's home.
    static Path file(String name) {
        return name.startsWith("~/") ? Path.of(System.getProperty("user.home"), name.substring(2)) : Path.of(name);
    }
}
