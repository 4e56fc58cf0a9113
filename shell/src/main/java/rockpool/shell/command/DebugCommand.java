package rockpool.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.session.Setup;

/// jshell's flags switch on messages of its own internals, which are not here; so they are refused, and what there is is shown without any.
@Command(name = "/debug", description = "Shows what stands behind the session: its process, setup and the compiler's options.")
final class DebugCommand extends ConsoleCommand {

    @Parameters(arity = "0..1", paramLabel = "FLAGS",
            description = "none are known; jshell's speak of parts that this console does not have")
    private String flags;

    DebugCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (flags != null) {
            return fail("/debug: flags=" + flags + ": there are no flags here. jshell's switch on messages of parts that this console"
                    + " does not have; /debug alone shows what stands behind the session");
        }
        Setup setup = console.session().setup();
        tell("session process " + console.session().pid() + (console.session().alive() ? ", alive" : ", ended")
                + ", next snippet " + console.session().nextId());
        tell("class path " + setup.classPath());
        tell("compiler options " + setup.compilerOptions());
        return OK;
    }
}
