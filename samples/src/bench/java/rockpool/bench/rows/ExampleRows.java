package rockpool.bench.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Plan;

/// How long the example programs take from start to exit, beside Netmulticore's own, which `scripts/bench` has built where it can.
public final class ExampleRows implements Group {

    /// A program with its arguments, ours and the original's, and a line that both print.
    private record Example(String key, List<String> ours, List<String> original, String result) {}

    private static final List<Example> EXAMPLES = List.of(
            new Example("example.create_join", List.of("create_join"), List.of("create_join"), "Final result: 385"),
            new Example("example.chameneos", List.of("chameneos", "60000"), List.of("chameneos", "60000"), " one two zero zero zero zero"),
            new Example("example.pipeline", List.of("pipeline", "4096"), List.of("pipeline"), "Checksum: 788497045"),
            queens("seq"), queens("sht"), queens("sht2"), queens("mp"), queens("mp2"));

    private final String originals = System.getProperty("rockpool.bench.examples", "");
    private final Path folder;

    public ExampleRows() throws IOException {
        folder = Files.createTempDirectory("rockpool-bench-");
    }

    private static Example queens(String way) {
        List<String> words = List.of("nqueens", "-n", "14", "-" + way);
        return new Example("example.nqueens." + way, words, words, "Number solutions: 45752");
    }

    @Override
    public void open(Plan plan) throws Exception {
        for (Example example : EXAMPLES) {
            if (plan.wants(example.key)) {
                List<String> ours = new ArrayList<>(List.of(Programs.console(), "sample"));
                ours.addAll(example.ours);
                milliseconds(ours, example.result);
                plan.add(sink -> sink.accept(example.key, milliseconds(ours, example.result)));
                if (!originals.isEmpty()) {
                    List<String> original = new ArrayList<>(example.original);
                    original.set(0, Path.of(originals, example.original.getFirst()).toString());
                    plan.add(sink -> sink.accept(example.key + ".peer", milliseconds(original, example.result)));
                }
            }
        }
    }

    private double milliseconds(List<String> command, String result) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        Check.equal("status of " + command, 0, process.waitFor());
        double milliseconds = (System.nanoTime() - began) / 1e6;
        Check.equal("the result of " + command, true, output.contains(result));
        return milliseconds;
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
