package rockpool.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rockpool.shell.console.Console;

@Command(name = "/history", description = "Shows what was typed.")
final class HistoryCommand extends ConsoleCommand {

    @Option(names = "-all", description = "also in earlier consoles")
    private boolean all;

    HistoryCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        console.typed().lines(all).forEach(this::say);
        return OK;
    }
}
