package rockpool.bench.rows;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Measurement;

/// Agrona's ring buffer between two processes, both of which spin: sixteen raw bytes one way, and there and back.
///
/// Agrona has an option and a library that Rockpool does without, so it runs in JVMs of its own ([AgronaRing]). They live for one
/// measurement: what spins would take the processor from others.
final class AgronaPeer {

    /// The system property that names the folder of Agrona's library.
    private static final String LIBRARIES = "rockpool.bench.libraries";

    private AgronaPeer() {}

    static void measure(Measurement.Sink sink) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "agrona-bench-");
        try {
            Process measuring = start("measure", folder);
            try (BufferedReader results = measuring.inputReader(StandardCharsets.UTF_8)) {
                String[] fields = results.readLine().split(" ");
                sink.accept("box.agrona.way.peer", Double.parseDouble(fields[0]));
                sink.accept("box.agrona.trip.peer", Double.parseDouble(fields[1]));
            }
            Check.equal("status of Agrona's program", 0, measuring.waitFor());
        } finally {
            for (String name : List.of(AgronaRing.THERE, AgronaRing.BACK)) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    static Process start(String role, Path folder) throws IOException {
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + System.getProperty(LIBRARIES) + "/*";
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow", "-D" + LIBRARIES + "=" + System.getProperty(LIBRARIES),
                "-cp", classPath, AgronaRing.class.getName(), role, folder.toString());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
