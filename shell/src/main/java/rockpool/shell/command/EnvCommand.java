package rockpool.shell.command;

import java.io.File;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;
import rockpool.shell.session.Setup;

@Command(name = "/env", description = "Shows what snippets can use, or changes it and enters everything again.")
final class EnvCommand extends ConsoleCommand {

    @Mixin
    private ContextOptions options;

    EnvCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Setup setup = console.session().setup();
        if (!options.given()) {
            show(setup);
            return OK;
        }
        mention("Setting new options and restoring state.");
        console.restart(options.applyTo(setup), console.replay().entered(), true);
        return OK;
    }

    private void show(Setup setup) {
        if (!setup.classPath().isEmpty()) {
            tell("   --class-path " + String.join(File.pathSeparator, setup.classPath()));
        }
        List<String> options = setup.compilerOptions();
        for (int i = 0; i + 1 < options.size(); i += 2) {
            tell("   " + options.get(i) + " " + options.get(i + 1));
        }
    }
}
