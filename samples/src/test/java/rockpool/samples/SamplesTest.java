package rockpool.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rockpool.engine.pool.Pool;
import rockpool.scripts.Run;

/// Each program of the samples gives the right result, complains about nothing and leaves nothing, as a process of its own.
///
/// `-Drockpool.soak=10` runs each a hundred times, with more work.
@Timeout(900)
class SamplesTest {

    private static final int SOAK = Integer.getInteger("rockpool.soak", 1);
    private static final int RUNS = SOAK == 1 ? 1 : 10 * SOAK;
    private static final int MEETINGS = SOAK == 1 ? 300 : 5_000;

    private static final int MEBIBYTES = SOAK == 1 ? 16 : 128;
    private static final List<Queens> QUEENS = List.of(new Queens(11, 341), new Queens(8, 12), new Queens(10, 92));

    /// How many solutions there are, up to turns and reflections.
    private record Queens(int size, int solutions) {}

    @TempDir
    private Path folder;

    @Test
    void createJoinAddsUpTheSquares() {
        forEachRun(List.of("create_join"), out -> {
            assertEquals("Final result: 385", out.getLast());
            List<String> squares = IntStream.rangeClosed(1, 10).mapToObj(k -> "process: square(" + k + ")=" + k * k).toList();
            assertEquals(squares.stream().sorted().toList(), out.stream().filter(line -> line.startsWith("process")).sorted().toList());
        });
    }

    @Test
    void creaturesMeetAsOftenAsTheyAreToldAndNeverThemselves() {
        forEachRun(List.of("chameneos", Integer.toString(MEETINGS)), out -> {
            List<String> scores = out.stream().filter(line -> line.matches("\\d+ .*")).toList();
            assertEquals(13, scores.size());
            assertTrue(scores.stream().allMatch(line -> line.endsWith(" zero")), scores.toString());
            assertEquals(2 * MEETINGS, sum(scores.subList(0, 3)));
            assertEquals(2 * MEETINGS, sum(scores.subList(3, 13)));
        });
    }

    private static int sum(List<String> scores) {
        return scores.stream().mapToInt(line -> Integer.parseInt(line.split(" ")[0])).sum();
    }

    @Test
    void thePipelinesChecksumIsThatOfTheDigits() {
        forEachRun(List.of("pipeline", Integer.toString(MEBIBYTES)), out -> {
            long bytes = (long) MEBIBYTES << 20;
            assertTrue(out.stream().anyMatch(line -> line.startsWith("Total: received " + bytes + " bytes, ")), out.toString());
            assertEquals("Checksum: " + checksum(bytes), out.getLast());
        });
    }

    /// The original's arithmetic; each step pushes what came more than ten bytes before out of the checksum's thirty bits.
    private static long checksum(long bytes) {
        long checksum = 0;
        for (long i = bytes - 20; i < bytes; i++) {
            checksum = (checksum << 3) + '0' + i % 10;
        }
        return checksum & 0x3fff_ffff;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-seq", "-sht", "-sht2", "-mp", "-mp2"})
    void queensHaveAsManySolutionsAsIsKnownWhicheverWay(String way) {
        for (int i = 0; i < RUNS; i++) {
            Queens known = QUEENS.get(i % QUEENS.size());
            List<String> out = goodRun(List.of("nqueens", "-n", Integer.toString(known.size), way));
            assertTrue(out.contains("Number solutions: " + known.solutions), out.toString());
            List<String> printed = out.stream().filter(line -> line.startsWith("Solution: ")).toList();
            assertEquals(known.solutions, printed.size());
            assertEquals(known.solutions, Set.copyOf(printed).size());
            printed.forEach(SamplesTest::requireNoAttack);
        }
    }

    private static void requireNoAttack(String solution) {
        int[] rows = Stream.of(solution.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray();
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < i; k++) {
                assertTrue(rows[i] != rows[k] && Math.abs(rows[i] - rows[k]) != i - k, solution);
            }
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        Run run = run(List.of("chameneos", "many"));
        assertEquals(2, run.status());
        assertEquals(List.of("chameneos: meetings=many: allowed are 0 to 1073741823"), run.err());
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        Run run = run(List.of("nothing"));
        assertEquals(2, run.status());
        assertEquals(List.of("sample=nothing: there is none. There are: create_join, chameneos, pipeline, nqueens"), run.err());
    }

    private interface Check {
        void of(List<String> out);
    }

    private void forEachRun(List<String> words, Check check) {
        for (int i = 0; i < RUNS; i++) {
            check.of(goodRun(words));
        }
    }

    private List<String> goodRun(List<String> words) {
        Run run = run(words);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.status());
        return run.out();
    }

    private Run run(List<String> words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Samples.class.getName()));
        command.addAll(words);
        Run.Running running = Run.begin(folder, Map.of(), command);
        Run run = running.end();
        String number = Long.toString(running.process().pid());
        assertEquals(List.of(), Pool.list().stream().filter(pool -> pool.name().endsWith(number)).toList());
        return run;
    }
}
