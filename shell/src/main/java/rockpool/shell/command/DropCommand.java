package rockpool.shell.command;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Report;

@Command(name = "/drop", description = "Makes snippets inactive.")
final class DropCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "NAME-OR-ID", description = "a name, an id or a range of ids")
    private List<String> which;

    DropCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        JShell shell = console.session().shell();
        List<Snippet> active = console.snippets().stream().filter(snippet -> Selection.isActive(console, snippet)).toList();
        for (Snippet snippet : Selection.find(console, active, which)) {
            Report.of(shell, console.feedback().mode(), console.session().drop(snippet)).said().forEach(this::mentionLine);
        }
        return OK;
    }

    private void mentionLine(String line) {
        if (console.output().interactive()) {
            say(line);
        }
    }
}
