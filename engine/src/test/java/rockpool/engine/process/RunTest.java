package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run of a first process, from the start of its master to the end of everything.
@Timeout(120)
class RunTest {

    private static final MasterOptions OPTIONS = MasterOptions.defaults().withStandby(0).withWorkerHeap("64m");

    @Test
    void resultIsThatOfTheFirstProcess(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("left");
        long number = Master.run(OPTIONS, path -> {
            Resources.manageFile(Files.createFile(Path.of(path)));
            return Processes.self();
        }, file.toString());
        assertEquals(1, number);
        assertTrue(Files.notExists(file));
        assertThrows(IllegalStateException.class, Processes::self);
    }

    @Test
    void whatItsProcessesPrintAppearsOnTheProgramsOwnStreams() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            Master.run(OPTIONS, word -> {
                System.out.println(word);
                System.err.print("not " + word);
                return word;
            }, "said");
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
        assertEquals(List.of("said"), out.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals(List.of("not said"), err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void failureOfTheFirstProcessIsToldWithItsReason() {
        String message = assertThrows(ProcessFailedException.class, () -> Master.run(OPTIONS, _ -> {
            throw new IllegalStateException("no luck");
        }, 0)).getMessage();
        assertTrue(message.contains("no luck"), message);
    }
}
