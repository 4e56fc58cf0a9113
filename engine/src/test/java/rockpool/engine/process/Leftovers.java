package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.util.List;
import rockpool.engine.testing.Eventually;

/// Looks whether a master leaves anything behind.
final class Leftovers {

    private Leftovers() {}

    /// Closes a master. Then no process of it runs and its folder is gone.
    static void closeAndCheck(Master master) {
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        master.close();
        Eventually.eventually("no child of the master runs", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertFalse(Files.exists(master.folder()), "folder " + master.folder() + " is still there");
    }
}
