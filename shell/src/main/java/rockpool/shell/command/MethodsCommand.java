package rockpool.shell.command;

import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rockpool.shell.console.Console;

@Command(name = "/methods", description = "Shows methods with their signatures.")
final class MethodsCommand extends ConsoleCommand {

    @Mixin
    private Selection selection;

    MethodsCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        for (Snippet snippet : selection.of(console, MethodSnippet.class::isInstance)) {
            MethodSnippet method = (MethodSnippet) snippet;
            String signature = method.signature();
            int end = signature.lastIndexOf(')') + 1;
            String type = end <= 0 ? signature : signature.substring(end);
            tell("  " + (type.isEmpty() ? "" : type + " ") + method.name() + "(" + method.parameterTypes() + ")" + missing(method));
        }
        return OK;
    }
}
