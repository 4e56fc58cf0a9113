package rockpool.shell.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;
import rockpool.shell.session.Session;

/// What is lost with a session that ended, in words.
final class Loss {

    private Loss() { }

    static String of(Session dead) {
        if (!dead.ready()) {
            return "Nothing was lost.";
        }
        JShell shell = dead.shell();
        List<String> variables = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        shell.snippets().filter(Session::isEntered).forEach(snippet -> {
            if (snippet instanceof VarSnippet variable) {
                variables.add(variable.name());
            } else if (snippet instanceof DeclarationSnippet definition && !(snippet instanceof ImportSnippet)) {
                definitions.add(definition.name());
            }
        });
        return "Lost: " + count("variable", variables) + ", " + count("definition", definitions)
                + ". Pools and workers live on. /reload -restore enters everything again.";
    }

    private static String count(String what, List<String> names) {
        List<String> distinct = names.stream().distinct().toList();
        return switch (distinct.size()) {
            case 0 -> "no " + what + "s";
            case 1 -> "the " + what + " " + distinct.getFirst();
            default -> distinct.size() + " " + what + "s (" + distinct.stream().limit(8).collect(Collectors.joining(", "))
                    + (distinct.size() > 8 ? ", …)" : ")");
        };
    }
}
