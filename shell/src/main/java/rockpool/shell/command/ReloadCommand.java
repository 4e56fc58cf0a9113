package rockpool.shell.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rockpool.shell.console.Console;

@Command(name = "/reload", description = "Begins a new session and enters again what was entered. No pool or worker is made twice.")
final class ReloadCommand extends ConsoleCommand {

    @Mixin
    private ContextOptions options;

    @Option(names = "-quiet", description = "does not show what is entered again")
    private boolean quiet;

    @Option(names = "-restore", description = "what was entered before the last reset, or in the last console")
    private boolean restore;

    ReloadCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        List<String> history = restore ? console.replay().previous() : console.replay().entered();
        if (restore && history.isEmpty()) {
            return fail("/reload: there is no previous history to restore");
        }
        mention(restore ? "Restarting and restoring from previous state." : "Restarting and restoring state.");
        console.restart(options.applyTo(console.session().setup()), history, quiet);
        return OK;
    }
}
