package rockpool.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The folders of the project.
class LayoutTest {

    @Test
    void theTopLevelIsAsOrdered() {
        List<String> ordered = List.of("LICENSE", "README.md", "docs", "engine", "pom.xml", "samples", "scripts", "shell");
        assertEquals(ordered, Project.topLevelNames());
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        assertEquals(List.of(), packagesWithoutDescription(Project.top()));
    }

    @Test
    void aPackageThatDoesNotSayWhatItIsForIsFound() throws IOException {
        Path top = Files.createTempDirectory("layout");
        Path source = Files.createDirectories(top.resolve("engine/src/main/java/rockpool/mute")).resolve("Mute.java");
        Files.writeString(source, "package rockpool.mute;");
        assertEquals(List.of(source.getParent()), packagesWithoutDescription(top));
    }

    @Test
    void everyScriptCanBeRun() throws IOException {
        try (Stream<Path> scripts = Files.list(Project.top().resolve("scripts"))) {
            for (Path script : scripts.filter(file -> !file.toString().endsWith(".sh")).toList()) {
                assertTrue(Files.isExecutable(script), "not executable: " + script);
            }
        }
    }

    private static List<Path> packagesWithoutDescription(Path top) throws IOException {
        try (Stream<Path> files = Files.find(top, 40, (path, attributes) -> path.toString().endsWith(".java"))) {
            return files.filter(file -> file.toString().contains("/src/main/java/rockpool/"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .sorted()
                    .toList();
        }
    }
}
