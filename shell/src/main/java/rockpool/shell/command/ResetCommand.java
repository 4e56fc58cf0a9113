package rockpool.shell.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;

@Command(name = "/reset", description = "Forgets all snippets and begins a new session. Pools and workers live on.")
final class ResetCommand extends ConsoleCommand {

    @Mixin
    private ContextOptions options;

    ResetCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        mention("Resetting state.");
        console.restart(options.applyTo(console.session().setup()), List.of(), true);
        return OK;
    }
}
