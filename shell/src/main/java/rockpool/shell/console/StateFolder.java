package rockpool.shell.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where the console keeps what outlives it: `$XDG_STATE_HOME/rockpool`, else `~/.local/state/rockpool` if there is such a place, else
/// `~/.rockpool`. It is made when something is first written, for its owner alone.
public final class StateFolder {

    private final Path path;

    public StateFolder(Path path) {
        this.path = path;
    }

    /// The folder of this user.
    public static StateFolder ofUser() {
        return new StateFolder(choose(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    static Path choose(Map<String, String> environment, Path home) {
        String state = environment.get("XDG_STATE_HOME");
        if (state != null && Path.of(state).isAbsolute()) {
            return Path.of(state, "rockpool");
        }
        Path local = home.resolve(".local/state");
        return Files.isDirectory(local) ? local.resolve("rockpool") : home.resolve(".rockpool");
    }

    /// A file in the folder, whether it exists or not.
    public Path file(String name) {
        return path.resolve(name);
    }

    /// Makes the folder if it is not there.
    ///
    /// @return false if that is not possible; the console then keeps nothing
    public boolean make() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return Files.isWritable(path);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
