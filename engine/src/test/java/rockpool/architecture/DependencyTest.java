package rockpool.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which package of the engine may use which: only those before it in [#ORDER]. Read from the class files, so that nothing escapes.
class DependencyTest {

    private static final String ENGINE = "rockpool.engine.";

    /// From the bottom up.
    private static final List<String> ORDER =
            List.of("posix", "memory", "pool", "sync", "heap", "data", "box", "process", "inspect");

    /// Beside `java.*`: events, and who is at the other end of a socket.
    private static final List<String> PLATFORM = List.of("jdk.jfr", "jdk.net");

    @Test
    void enginePackagesDependOnlyDownwards() throws IOException {
        List<String> violations = new ArrayList<>();
        List<Path> classFiles = engineClassFiles();
        assertFalse(classFiles.isEmpty(), "no class file of the engine found");
        for (Path file : classFiles) {
            References references = References.of(Files.readAllBytes(file));
            for (String used : references.packages()) {
                violation(references.ownPackage(), used).ifPresent(text -> violations.add(references.className() + " " + text));
            }
        }
        assertEquals(List.of(), violations);
    }

    @Test
    void aDependencyUpwardsIsFound() {
        assertEquals("uses rockpool.engine.heap, which lies above it", violation(ENGINE + "sync", ENGINE + "heap").orElseThrow());
        assertEquals(true, violation(ENGINE + "heap", ENGINE + "sync").isEmpty());
    }

    @Test
    void aPackageWithoutPlaceInTheOrderIsFound() {
        assertEquals("lies in a package without a place in the order", violation(ENGINE + "misc", "java.util").orElseThrow());
    }

    @Test
    void aUseOfTheConsoleOrOfItsLibrariesIsFound() {
        for (String outside : List.of("rockpool.shell", "org.jline.reader", "picocli", "jdk.jshell")) {
            assertEquals("uses " + outside + ", which the engine does not know", violation(ENGINE + "process", outside).orElseThrow());
        }
    }

    @Test
    void aSystemCallOutsideTheirPackageIsFound() {
        assertEquals("uses com.sun.jna, which only posix may", violation(ENGINE + "pool", "com.sun.jna").orElseThrow());
        assertEquals(true, violation(ENGINE + "posix", "com.sun.jna").isEmpty());
    }

    @Test
    void referencesInCodeSignaturesAndDescriptorsAreSeen() throws IOException {
        try (var stream = DependencyTest.class.getResourceAsStream("DependencyTest$Sample.class")) {
            References references = References.of(stream.readAllBytes());
            assertEquals("rockpool.architecture", references.ownPackage());
            assertEquals(List.of("java.io", "java.lang", "java.math", "java.time", "java.util", "java.util.zip", "rockpool.architecture"),
                    references.packages().stream().sorted().toList());
        }
    }

    /// Uses a class in code, in a descriptor, in a field, in a generic signature and in an array.
    static final class Sample {
        final java.time.Instant[] field = null;

        java.util.List<java.math.BigInteger> method(java.io.File file) {
            return new java.util.zip.CRC32().getValue() == 0 ? null : java.util.List.of();
        }
    }

    private static Optional<String> violation(String user, String used) {
        int place = placeOf(user);
        if (place < 0) {
            return Optional.of("lies in a package without a place in the order");
        }
        if (used.startsWith(ENGINE)) {
            return placeOf(used) > place ? Optional.of("uses " + used + ", which lies above it") : Optional.empty();
        }
        if (used.startsWith("com.sun.jna")) {
            return user.equals(ENGINE + "posix") ? Optional.empty() : Optional.of("uses " + used + ", which only posix may");
        }
        boolean platform = used.startsWith("java.") || PLATFORM.contains(used);
        return platform ? Optional.empty() : Optional.of("uses " + used + ", which the engine does not know");
    }

    private static int placeOf(String packageName) {
        String[] parts = packageName.split("\\.");
        return parts.length < 3 ? -1 : ORDER.indexOf(parts[2]);
    }

    private static List<Path> engineClassFiles() throws IOException {
        Path classes = Project.top().resolve("engine/target/classes/rockpool/engine");
        try (Stream<Path> files = Files.find(classes, 20, (path, attributes) -> path.toString().endsWith(".class"))) {
            return files.toList();
        }
    }
}
