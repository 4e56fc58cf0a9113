package rockpool.bench.rows;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rockpool.bench.Check;
import rockpool.bench.Measurement;

/// Chronicle Map with the keys and records of [TableRows], in a file in memory that other processes could map as well.
///
/// It needs packages of the JDK's own opened, and libraries that Rockpool does without, so it runs in a JVM of its own
/// ([ChronicleTable]), which lives for one measurement.
final class ChroniclePeer {

    /// The system property that names the folder of the peers' libraries.
    private static final String LIBRARIES = "rockpool.bench.libraries";

    private static final List<String> OPENED = List.of("java.base/java.lang", "java.base/java.lang.reflect", "java.base/java.util",
            "java.base/sun.nio.ch", "jdk.compiler/com.sun.tools.javac.file");

    private ChroniclePeer() {}

    static void measure(Measurement.Sink sink) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "chronicle-bench-");
        try {
            Process process = new ProcessBuilder(command(folder)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader results = process.inputReader(StandardCharsets.UTF_8)) {
                for (Map.Entry<String, Double> result : results(results).entrySet()) {
                    sink.accept(result.getKey() + ".peer", result.getValue());
                }
            }
            Check.equal("status of Chronicle Map's program", 0, process.waitFor());
        } finally {
            remove(folder);
        }
    }

    private static Map<String, Double> results(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t");
            if (fields.length == 4 && fields[0].equals(ChronicleTable.RESULT)) {
                return Map.of("table.chronicle.new", Double.parseDouble(fields[1]), "table.chronicle.old", Double.parseDouble(fields[2]),
                        "table.chronicle.get", Double.parseDouble(fields[3]));
            }
        }
        throw new IOException("Chronicle Map's program gave no result");
    }

    private static List<String> command(Path folder) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx1g", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                "-Dchronicle.analytics.disable=true"));
        OPENED.forEach(each -> command.addAll(List.of("--add-opens", each + "=ALL-UNNAMED")));
        command.addAll(List.of("--add-exports", "java.base/sun.nio.ch=ALL-UNNAMED"));
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + System.getProperty(LIBRARIES) + "/*";
        command.addAll(List.of("-cp", classPath, ChronicleTable.class.getName(), folder.toString()));
        return command;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
