package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
    void failureOfTheFirstProcessIsToldWithItsReason() {
        String message = assertThrows(ProcessFailedException.class, () -> Master.run(OPTIONS, _ -> {
            throw new IllegalStateException("no luck");
        }, 0)).getMessage();
        assertTrue(message.contains("no luck"), message);
    }
}
