package rockpool.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever has the engine on the class path finds the same services as who has it on the module path.
class ServicesTest {

    private static final Path CLASSES = Project.top().resolve("engine/target/classes");

    @Test
    void theModuleProvidesWhatTheClassPathDoes() throws IOException {
        Map<String, List<String>> ofModule = ofModule();
        assertFalse(ofModule.isEmpty());
        assertEquals(ofModule, ofClassPath());
    }

    private static Map<String, List<String>> ofModule() throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        try (InputStream descriptor = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            ModuleDescriptor.read(descriptor).provides().forEach(provided -> services.put(provided.service(), provided.providers()));
        }
        return services;
    }

    private static Map<String, List<String>> ofClassPath() throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        try (Stream<Path> files = Files.list(CLASSES.resolve("META-INF/services"))) {
            for (Path file : files.toList()) {
                services.put(file.getFileName().toString(), Files.readAllLines(file));
            }
        }
        return services;
    }
}
