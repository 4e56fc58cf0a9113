package rockpool.shell.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.console.Script;

@Command(name = "/open", description = "Enters what stands in a file. DEFAULT, JAVASE and PRINTING are built in.")
final class OpenCommand extends ConsoleCommand {

    private static final Pattern URL = Pattern.compile("(?i)(https?|file|ftp|jar):.+");

    @Parameters(paramLabel = "FILE", description = "the file, a URL, or the name of a built-in one")
    private String name;

    OpenCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        String text;
        try {
            text = text();
        } catch (NoSuchFileException | FileNotFoundException e) {
            return fail("/open: there is no file=" + name);
        } catch (IOException e) {
            return fail("/open: file=" + name + " cannot be read: " + e.getMessage());
        }
        boolean[] good = new boolean[1];
        console.findingWhatIsThere(() -> good[0] = new Script(console, name, console.strict()).run(text));
        return good[0] || !console.strict() ? OK : FAILED;
    }

    /// What is to be entered: of a file, else of what is built in, else from where a URL leads.
    private String text() throws IOException {
        if (URL.matcher(name).matches()) {
            try (InputStream in = URI.create(name).toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path file = Paths.file(name);
        Optional<String> builtIn = Files.exists(file) ? Optional.empty() : Startup.builtIn(name);
        return builtIn.isPresent() ? builtIn.get() : Files.readString(file);
    }
}
