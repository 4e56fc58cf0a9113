package rockpool.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The original's program, built from `samples/src/bench/ocaml`.
final class Original {

    private final Path program;

    Original(Path program) {
        this.program = program;
    }

    /// Has it measure the rows of one of its groups once. What it measures is a peer's figure, under the key that the row has with us.
    void measure(String group, Results results) throws IOException, InterruptedException {
        Path sockets = Files.createTempDirectory("rockpool-bench-");
        try {
            Process process = new ProcessBuilder(program.toString(), sockets.toString(), group)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            for (String line : lines(process.getInputStream())) {
                String[] fields = line.split("\t");
                results.add(Row.peerOf(fields[0]), Double.parseDouble(fields[2]));
            }
            process.waitFor();
        } finally {
            remove(sockets);
        }
    }

    private static List<String> lines(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
