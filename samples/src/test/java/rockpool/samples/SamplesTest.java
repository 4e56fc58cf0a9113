package rockpool.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
    void wrongArgumentsAreNamed() {
        Run run = run(List.of("chameneos", "many"));
        assertEquals(2, run.status());
        assertEquals(List.of("chameneos: meetings=many: allowed are 0 to 1073741823"), run.err());
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        Run run = run(List.of("nothing"));
        assertEquals(2, run.status());
        assertEquals(List.of("sample=nothing: there is none. There are: create_join, chameneos"), run.err());
    }

    private interface Check {
        void of(List<String> out);
    }

    private void forEachRun(List<String> words, Check check) {
        for (int i = 0; i < RUNS; i++) {
            Run run = run(words);
            assertEquals(List.of(), run.err());
            assertEquals(0, run.status());
            check.of(run.out());
        }
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
