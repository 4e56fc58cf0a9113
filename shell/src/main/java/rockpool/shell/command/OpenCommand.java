package rockpool.shell.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.console.Script;

@Command(name = "/open", description = "Enters what stands in a file. DEFAULT, JAVASE and PRINTING are built in.")
final class OpenCommand extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "the file, or the name of a built-in one")
    private String name;

    OpenCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        Path file = Paths.file(name);
        Optional<String> builtIn = Files.exists(file) ? Optional.empty() : Startup.builtIn(name);
        try (BufferedReader reader = builtIn.isPresent() ? new BufferedReader(new StringReader(builtIn.get()))
                : Files.newBufferedReader(file)) {
            boolean good = new Script(console, name, console.strict()).run(reader);
            return good || !console.strict() ? OK : FAILED;
        } catch (NoSuchFileException e) {
            return fail("/open: there is no file=" + name);
        }
    }
}
