package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rockpool.engine.box.BoxImage;
import rockpool.engine.pool.Pool;
import rockpool.shell.command.Startup;
import rockpool.shell.console.Console;
import rockpool.shell.console.Settings;
import rockpool.shell.console.StateFolder;
import rockpool.shell.session.Setup;
import rockpool.shell.testing.RecordedOutput;
import rockpool.shell.testing.Transcripts;

/// One console for all tests of a class, with a new session for each. When they have ended no pool and no box of theirs is left.
final class Prompt implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final Supplier<Path> folder;
    private final boolean strict;
    private final List<String> names;
    private RecordedOutput output;
    private Assembly assembly;

    /// @param folder for the console's state
    /// @param strict whether files that are read stop at their first error
    /// @param names what the names of the tests' pools and boxes begin with
    Prompt(Supplier<Path> folder, boolean strict, String... names) {
        this.folder = folder;
        this.strict = strict;
        this.names = List.of(names);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        output = new RecordedOutput();
        assembly = new Assembly(output, () -> new byte[0], new Settings(new StateFolder(folder.get().resolve("state"))), strict,
                new Setup(Startup.standard(), List.of(), List.of()), List.of(), CompletableFuture.completedFuture(null));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        console().enter("/reset");
        console().session().shell();
        output.take();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assembly.close();
        Stream<String> pools = Pool.list().stream().map(pool -> pool.name());
        Stream<String> boxes = BoxImage.list().stream().map(box -> box.address());
        assertEquals(List.of(), Stream.concat(pools, boxes).filter(name -> names.stream().anyMatch(name::startsWith)).toList());
    }

    Console console() {
        return assembly.console();
    }

    RecordedOutput output() {
        return output;
    }

    /// @return what is answered
    String enter(String line) {
        console().enter(line);
        return output.take();
    }

    /// Enters what a transcript enters, and compares what is answered.
    void plays(String transcript) {
        assertEquals(transcript, Transcripts.play(transcript, console()::enter, output));
    }
}
