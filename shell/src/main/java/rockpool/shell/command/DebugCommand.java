package rockpool.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.session.Setup;

@Command(name = "/debug", description = "Shows what stands behind the session: its setup and the state of its process.")
final class DebugCommand extends ConsoleCommand {

    @Parameters(arity = "0..1", paramLabel = "FLAGS", description = "jshell's flags (0rgfcde), which are taken and change nothing")
    private String flags = "";

    DebugCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (!flags.matches("[0rgfcde]*")) {
            return fail("/debug: flags=" + flags + " has others than 0rgfcde");
        }
        Setup setup = console.session().setup();
        say("|  session " + (console.session().alive() ? "alive" : "ended") + ", next snippet " + console.session().nextId());
        say("|  compiler options " + setup.compilerOptions() + ", class path " + setup.classPath());
        return OK;
    }
}
