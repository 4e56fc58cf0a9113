package rockpool.shell.command;

import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;

@Command(name = "/vars", description = "Shows variables with their types and values.")
final class VarsCommand extends ConsoleCommand {

    @Mixin
    private Selection selection;

    VarsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        for (Snippet snippet : selection.of(console, VarSnippet.class::isInstance)) {
            VarSnippet variable = (VarSnippet) snippet;
            boolean valid = console.session().shell().status(variable) == Snippet.Status.VALID;
            String value = valid ? console.session().value(variable) : "(not-active)";
            tell("  " + variable.typeName() + " " + variable.name() + " = " + value);
        }
        return OK;
    }
}
