package rockpool.scripts;

import java.nio.file.Files;
import java.nio.file.Path;

/// The project's own folder.
public final class Project {

    private Project() {}

    /// The folder with the root `pom.xml`, found upwards from the working directory, which is a module's.
    public static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("engine/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("no project above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
