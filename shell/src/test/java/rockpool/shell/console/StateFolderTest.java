package rockpool.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path home;

    @Test
    void theFolderIsWhereTheEnvironmentSaysOrHidesInTheHome() throws IOException {
        assertEquals(Path.of("/state/rockpool"), StateFolder.choose(Map.of("XDG_STATE_HOME", "/state"), home));
        assertEquals(home.resolve(".rockpool"), StateFolder.choose(Map.of("XDG_STATE_HOME", "relative"), home));
        assertEquals(home.resolve(".rockpool"), StateFolder.choose(Map.of(), home));
        Files.createDirectories(home.resolve(".local/state"));
        assertEquals(home.resolve(".local/state/rockpool"), StateFolder.choose(Map.of(), home));
    }

    @Test
    void nothingIsMadeBeforeSomethingIsKept() throws IOException {
        Path path = home.resolve("state");
        Settings settings = new Settings(new StateFolder(path));
        assertEquals(Optional.empty(), settings.get("feedback"));
        settings.remove("feedback");
        assertFalse(Files.exists(path));
        settings.put("feedback", "verbose");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(Optional.of("verbose"), new Settings(new StateFolder(path)).get("feedback"));
    }

    @Test
    void whatWasEnteredIsThereNextTime() throws IOException {
        StateFolder folder = new StateFolder(home.resolve("state"));
        Replay replay = new Replay();
        replay.save(folder);
        assertFalse(Files.exists(home.resolve("state")));
        replay.add("int x = 1;");
        replay.add("record P(int a) {\n}");
        replay.without(() -> replay.add("not this"));
        replay.save(folder);
        Replay next = new Replay();
        next.load(folder);
        assertEquals(List.of("int x = 1;", "record P(int a) {\n}"), next.previous());
        assertTrue(next.entered().isEmpty());
    }
}
