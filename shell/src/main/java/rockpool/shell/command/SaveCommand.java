package rockpool.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.session.Session;

@Command(name = "/save", description = "Writes snippets to a file.")
final class SaveCommand extends ConsoleCommand {

    @Option(names = "-all", description = "all, also failed, dropped and start-up ones")
    private boolean all;

    @Option(names = "-start", description = "the start-up's definition")
    private boolean start;

    @Option(names = "-history", description = "everything that was typed")
    private boolean history;

    @Parameters(arity = "1..*", paramLabel = "[NAME-OR-ID…] FILE", description = "which snippets, and the file")
    private List<String> words;

    SaveCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        Path file = Paths.file(words.getLast());
        List<String> lines = lines(words.subList(0, words.size() - 1));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            return fail("/save: cannot write file=" + file + ": " + e.getMessage());
        }
        return OK;
    }

    private List<String> lines(List<String> which) {
        if (history) {
            return console.typed().lines(false);
        }
        if (start) {
            return List.of(console.session().setup().startup().stripTrailing());
        }
        List<Snippet> snippets = console.snippets();
        if (!which.isEmpty()) {
            snippets = Selection.find(console, snippets, which);
        } else if (!all) {
            snippets = snippets.stream().filter(one -> !Session.isStartup(one) && Selection.isActive(console, one)).toList();
        }
        return new ArrayList<>(snippets.stream().map(snippet -> snippet.source().stripTrailing()).toList());
    }
}
