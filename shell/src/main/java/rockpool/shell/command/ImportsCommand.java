package rockpool.shell.command;

import jdk.jshell.ImportSnippet;
import picocli.CommandLine.Command;
import rockpool.shell.console.Console;

@Command(name = "/imports", description = "Shows the imports in effect.")
final class ImportsCommand extends ConsoleCommand {

    ImportsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        console.session().shell().imports().map(ImportsCommand::line).forEach(this::tell);
        return OK;
    }

    private static String line(ImportSnippet snippet) {
        return "  " + snippet.source().strip().replaceFirst(";$", "");
    }
}
