package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.session.Session;

/// The snippets that a command's arguments mean: names, ids (`3`, `s1`, `e2`), ranges (`2-5`), `-all` or `-start`.
final class Selection {

    @Option(names = "-all", description = "all, also failed, dropped and start-up ones")
    private boolean all;

    @Option(names = "-start", description = "those of the start-up")
    private boolean start;

    @Parameters(paramLabel = "NAME-OR-ID", description = "a name, an id or a range of ids")
    private List<String> which = new ArrayList<>();

    /// @param kind which snippets the command is about at all
    /// @throws IllegalArgumentException if an argument means nothing
    List<Snippet> of(Console console, Predicate<Snippet> kind) {
        List<Snippet> candidates = console.snippets().stream().filter(kind).toList();
        if ((all || start) && !which.isEmpty() || all && start) {
            throw new IllegalArgumentException("give either -all, or -start, or names and ids");
        }
        if (all) {
            return candidates;
        }
        if (start) {
            return candidates.stream().filter(Session::isStartup).toList();
        }
        if (which.isEmpty()) {
            return candidates.stream().filter(snippet -> !Session.isStartup(snippet) && isActive(console, snippet)).toList();
        }
        return find(console, candidates, which);
    }

    static boolean isActive(Console console, Snippet snippet) {
        return console.session().shell().status(snippet).isActive();
    }

    /// The snippets that names, ids and ranges mean.
    ///
    /// @throws IllegalArgumentException naming the one that means nothing
    static List<Snippet> find(Console console, List<Snippet> candidates, List<String> which) {
        List<Snippet> found = new ArrayList<>();
        for (String one : which) {
            int dash = one.indexOf('-');
            found.addAll(dash > 0 ? range(candidates, one.substring(0, dash), one.substring(dash + 1)) : one(console, candidates, one));
        }
        return found;
    }

    private static List<Snippet> one(Console console, List<Snippet> candidates, String name) {
        List<Predicate<Snippet>> ways = List.of(
                snippet -> isNamed(snippet, name) && isActive(console, snippet),
                snippet -> isNamed(snippet, name),
                snippet -> snippet.id().equals(name));
        for (Predicate<Snippet> way : ways) {
            List<Snippet> found = candidates.stream().filter(way).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new IllegalArgumentException("no such snippet: " + name + ". /list -all shows names and ids.");
    }

    private static boolean isNamed(Snippet snippet, String name) {
        return snippet instanceof DeclarationSnippet definition && definition.name().equals(name);
    }

    private static List<Snippet> range(List<Snippet> candidates, String from, String to) {
        List<Snippet> ordered = candidates.stream().sorted((a, b) -> Long.compare(order(a.id()), order(b.id()))).toList();
        int first = index(ordered, from);
        int last = index(ordered, to);
        if (last < first) {
            throw new IllegalArgumentException("the range " + from + "-" + to + " ends before it starts");
        }
        return ordered.subList(first, last + 1);
    }

    private static int index(List<Snippet> ordered, String id) {
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no snippet with id " + id + ". /list -all shows the ids.");
    }

    /// Start-up first, then what was typed, then what failed.
    private static long order(String id) {
        long group = switch (id.charAt(0)) {
            case 's' -> 0;
            case 'e' -> 2;
            default -> 1;
        };
        String digits = group == 1 ? id : id.substring(1);
        return (group << 32) + Long.parseLong(digits);
    }
}
