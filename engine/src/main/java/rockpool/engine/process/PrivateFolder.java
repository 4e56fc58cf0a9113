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
import java.util.Optional;
import java.util.function.Consumer;
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

    private static final String PREFIX = "rockpool";
    private static final Pattern NAME = Pattern.compile(PREFIX + "-(\\d+)-(\\d+)-(\\d+)-(\\d+)");
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
        String name = PREFIX + "-" + OperatingSystem.current().pidNamespace() + "-" + self.pid() + "-" + self.startTime() + "-" + made++;
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

    /// The part of a folder's name that tells it from all others.
    static String mark(Path folder) {
        return folder.getFileName().toString().substring(PREFIX.length());
    }

    /// Removes the folders of masters that are dead, and what their journals name.
    ///
    /// @param removal is told of each thing that is removed
    /// @return the folders that it removed
    static List<Path> cleanStale(Consumer<String> removal) {
        List<Path> removed = new ArrayList<>();
        for (Path folder : all()) {
            if (isStale(folder)) {
                DeadMasters.Outcome outcome = DeadMasters.remove(folder);
                outcome.removed().forEach(removal);
                if (outcome.done() && remove(folder)) {
                    removed.add(folder);
                }
            }
        }
        return removed;
    }

    /// The folders of all masters.
    static List<Path> all() {
        List<Path> all = new ArrayList<>();
        List<Path> places = temporary().equals(Path.of("/tmp")) ? List.of(temporary()) : List.of(temporary(), Path.of("/tmp"));
        for (Path place : places) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(place, PREFIX + "-*")) {
                found.forEach(all::add);
            } catch (IOException | DirectoryIteratorException e) {
                // A place that cannot be listed holds nothing that could be removed.
                continue;
            }
        }
        return all;
    }

    private static boolean isStale(Path folder) {
        return master(folder).map(master -> OperatingSystem.current().stateOf(master) == ProcessState.DEAD).orElse(false);
    }

    /// The process whose folder it is; empty if it is no such folder, or its process lives where nobody here can look.
    static Optional<ProcessIdentity> master(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            boolean here = Long.parseLong(name.group(1)) == OperatingSystem.current().pidNamespace();
            return here ? Optional.of(new ProcessIdentity(Integer.parseInt(name.group(2)), Long.parseLong(name.group(3)))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
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
