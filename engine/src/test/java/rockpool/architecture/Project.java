package rockpool.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The project's folder, as the tests of its structure read it.
final class Project {

    private static final Set<String> MADE_BY_BUILDS = Set.of("target");
    private static final List<String> TEXT_SUFFIXES = List.of(".java", ".md", ".xml", ".jsh", ".ml", ".sh", ".svg", ".properties");

    private Project() {}

    /// The folder with the root `pom.xml`, found upwards from the working directory, which is a module's.
    static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("engine/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no project above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /// The names on the top level, without dot files and what builds make.
    static List<String> topLevelNames() {
        try (Stream<Path> entries = Files.list(top())) {
            return entries.map(entry -> entry.getFileName().toString()).filter(Project::isSource).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All text files of the project that people write.
    static List<Path> textFiles() {
        try (Stream<Path> files = Files.find(top(), 40, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(Project::isWritten).filter(Project::isText).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(String name) {
        return !name.startsWith(".") && !MADE_BY_BUILDS.contains(name);
    }

    private static boolean isWritten(Path file) {
        for (Path part : top().relativize(file)) {
            if (!isSource(part.toString())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        boolean script = file.getParent().equals(top().resolve("scripts"));
        return script || TEXT_SUFFIXES.stream().anyMatch(name::endsWith);
    }
}
