package rockpool.shell.command;

import java.util.List;
import jdk.jshell.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.session.Session;

/// `/3`, `/2-5`, `/s1 4`, `/-1` and `/!`.
@Command(name = "/<id>", description = "Evaluates snippets again.")
final class RerunCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "ids, ranges, or how many snippets back")
    private List<String> which;

    RerunCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        for (Snippet snippet : snippets()) {
            if (console.output().interactive()) {
                say(snippet.source().stripTrailing());
            }
            if (!console.enter(snippet.source())) {
                return FAILED;
            }
        }
        return OK;
    }

    private List<Snippet> snippets() {
        String first = which.getFirst();
        if (first.equals("!") || first.startsWith("back-")) {
            return List.of(back(first.equals("!") ? 1 : Integer.parseInt(first.substring("back-".length()))));
        }
        return Selection.find(console, console.snippets(), which);
    }

    private Snippet back(int count) {
        List<Snippet> typed = console.snippets().stream().filter(snippet -> !Session.isStartup(snippet)).toList();
        if (count < 1 || count > typed.size()) {
            throw new IllegalArgumentException("there are only " + typed.size() + " snippets, not " + count);
        }
        return typed.get(typed.size() - count);
    }
}
