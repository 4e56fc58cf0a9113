package rockpool.shell.command;

import java.util.List;
import jdk.jshell.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rockpool.shell.console.Console;

@Command(name = "/list", description = "Shows the source of snippets with their ids.")
final class ListCommand extends ConsoleCommand {

    @Mixin
    private Selection selection;

    @Option(names = "-history", description = "shows what was typed instead")
    private boolean history;

    ListCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        List<String> lines = history ? console.typed().lines(false)
                : selection.of(console, _ -> true).stream().map(ListCommand::line).toList();
        if (!lines.isEmpty()) {
            say("\n" + String.join("\n", lines));
        }
        return OK;
    }

    private static String line(Snippet snippet) {
        return String.format("%4s : %s", snippet.id(), snippet.source().replace("\n", "\n       "));
    }
}
