package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// A master's folder for its socket, which only its user may enter.
///
/// Its name says whose it is (`rockpool-<pid namespace>-<pid>-<start time>-<number>`), so that the folder of a master that was killed is
/// recognised and removed by the next one.
final class PrivateFolder {

    private static final Pattern NAME = Pattern.compile("rockpool-(\\d+)-(\\d+)-(\\d+)-(\\d+)");
    private static final String SOCKET = "master";

    /// The longest path that a socket's address can hold on all systems, with some room.
    private static final int LONGEST_PATH = 100;

    private static int made;

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    static synchronized PrivateFolder create() {
        ProcessIdentity self = ProcessIdentity.self();
        String name = "rockpool-" + OperatingSystem.current().pidNamespace() + "-" + self.pid() + "-" + self.startTime() + "-" + made++;
        Path path = parent(name).resolve(name);
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new PrivateFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException("folder=" + path + " cannot be made", e);
        }
    }

    private static Path parent(String name) {
        Path usual = temporary();
        boolean fits = usual.resolve(name).resolve(SOCKET).toString().length() <= LONGEST_PATH;
        return fits ? usual : Path.of("/tmp");
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    Path path() {
        return path;
    }

    Path socket() {
        return path.resolve(SOCKET);
    }

    void remove() {
        remove(path);
    }

    /// Removes the folders of masters that are dead.
    ///
    /// @return those that it removed
    static List<Path> cleanStale() {
        List<Path> removed = new ArrayList<>();
        List<Path> places = temporary().equals(Path.of("/tmp")) ? List.of(temporary()) : List.of(temporary(), Path.of("/tmp"));
        for (Path place : places) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(place, "rockpool-*")) {
                for (Path folder : found) {
                    if (isStale(folder) && remove(folder)) {
                        removed.add(folder);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // A place that cannot be listed holds nothing that could be removed.
                continue;
            }
        }
        return removed;
    }

    private static boolean isStale(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        OperatingSystem system = OperatingSystem.current();
        try {
            return Long.parseLong(name.group(1)) == system.pidNamespace() && system.stateOf(
                    new ProcessIdentity(Integer.parseInt(name.group(2)), Long.parseLong(name.group(3)))) == ProcessState.DEAD;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// @return false if somebody else was faster, or it is not ours to remove
    private static boolean remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
