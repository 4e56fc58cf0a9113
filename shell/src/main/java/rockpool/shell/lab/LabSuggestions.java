package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.TypeDeclSnippet;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.process.Definition;
import rockpool.engine.process.ProcessInfo;
import rockpool.engine.process.Resources;
import rockpool.shell.command.Suggestions;
import rockpool.shell.console.Console;

/// What can stand at the places of the laboratory's commands.
final class LabSuggestions {

    private static final List<String> TYPES = List.of("Object", "String", "Integer", "Long", "Double", "List", "Map");
    /// How many words stand before the type in `/box new`.
    private static final int BEFORE_TYPE = 4;

    private static final List<String> POOL = List.of("-p", "--pool");
    private static final List<String> DATA = List.of("list", "new", "use", "destroy");
    /// Behind `/data`, before what a kind needs: new, the kind and the name.
    private static final int DATA_WORDS = 3;

    private final Lab lab;

    LabSuggestions(Lab lab) {
        this.lab = lab;
    }

    Suggestions pools() {
        return afterPool((_, _, _) -> poolNames());
    }

    static List<String> poolNames() {
        return Pool.list().stream().map(PoolSummary::name).toList();
    }

    /// Names of all kinds.
    Suggestions named() {
        return afterPool((_, _, _) -> {
            List<String> names = new ArrayList<>();
            lab.forEachView(Pool.list(), view -> view.names().list().forEach(entry -> names.add(entry.name())));
            return names;
        });
    }

    /// The name of a thing behind a subcommand, but for those that make or list things, and of another thing behind that.
    Suggestions named(Kind... kinds) {
        return afterPool((_, before, _) -> switch (before.isEmpty() ? "" : before.getFirst()) {
            case "", "new", "list" -> List.of();
            default -> before.size() <= kinds.length ? lab.names(kinds[before.size() - 1]) : List.of();
        });
    }

    /// The name of a thing as the first word.
    Suggestions one(Kind... kinds) {
        return afterPool((_, before, _) -> before.isEmpty() ? lab.names(kinds) : List.of());
    }

    /// What stands behind `/put`: a table, a key and the `=`.
    Suggestions put() {
        return (_, before, word) -> {
            List<String> words = withoutPool(before).stream().filter(one -> !one.startsWith("-")).toList();
            return isBeforePool(before) ? poolNames() : switch (words.size()) {
                case 0 -> lab.names(Kind.SHARED_HASH_TABLE);
                case 1 -> new ElementWords(lab, poolOf(before)).behind(words.getFirst(), 0, word);
                case 2 -> List.of("=");
                default -> List.of();
            };
        };
    }

    /// What stands behind `/show`: a name, then the options that count for what it is.
    Suggestions show() {
        return afterPool((_, before, word) -> {
            if (before.isEmpty()) {
                return lab.names(Target.KINDS);
            }
            if (List.of("-k", "--key").contains(before.getLast())) {
                return new ElementWords(lab, null).behind(before.getFirst(), 0, word);
            }
            boolean isValue = List.of("-f", "--from", "-n", "--count", "-c", "--column", "-l", "--length").contains(before.getLast());
            return isValue ? List.of() : lab.kind(before.getFirst()).map(LabSuggestions::options).orElse(List.of()).stream()
                    .filter(option -> !before.contains(option)).toList();
        });
    }

    private static List<String> options(Kind kind) {
        return switch (kind) {
            case REFERENCE, SHARED_VARIABLE, HEAP -> List.of("--length", "--json");
            case SHARED_HASH_TABLE -> List.of("--key", "--from", "--count", "--length", "--json");
            case SHARED_BUFFER -> List.of("--from", "--count", "--hex", "--text", "--json");
            case SHARED_MATRIX, ARRAY -> List.of("--from", "--count", "--column", "--length", "--json");
            default -> List.of("--from", "--count", "--length", "--json");
        };
    }

    /// What stands behind `/data`.
    Suggestions data() {
        return afterPool((console, before, _) -> switch (before.isEmpty() ? "" : before.getFirst()) {
            case "" -> DATA;
            case "new" -> before.size() == 1 ? DataCommand.kinds()
                    : DataCommand.isType(before.get(1), before.size() - DATA_WORDS) ? types(console) : List.of();
            case "use" -> before.size() == 1 ? lab.names(Target.KINDS) : types(console);
            case "destroy" -> before.size() == 1 ? lab.names(Target.KINDS) : List.of();
            default -> List.of();
        });
    }

    Suggestions definitions() {
        return (_, _, _) -> lab.master().definitions().stream().map(Definition::name).toList();
    }

    Suggestions tasks() {
        return (_, _, _) -> lab.master().processes().stream().filter(process -> process.role() == ProcessInfo.Role.TASK)
                .map(process -> Long.toString(process.id())).toList();
    }

    /// What stands behind `/res`.
    Suggestions resources() {
        return (_, before, _) -> switch (before.getFirst()) {
            case "manage" -> before.size() == 1 ? List.of("file", "memory", "semaphore")
                    : before.getLast().equals("semaphore") ? lab.names(Kind.SEMAPHORE) : List.of();
            case "get", "release" -> resourceIds();
            default -> List.of();
        };
    }

    private List<String> resourceIds() {
        lab.master();
        return Resources.list().stream().map(one -> Long.toString(one.id())).toList();
    }

    /// What stands behind `/box`.
    Suggestions box() {
        return (console, before, _) -> {
            if (List.of("-f", "--when-full").contains(before.getLast())) {
                return BoxCommand.answersWhenFull();
            }
            return switch (before.getFirst()) {
                case "new" -> before.size() == BEFORE_TYPE ? types(console) : List.of();
                case "list" -> List.of();
                case "take", "close" -> before.size() == 1 ? lab.names(Kind.BOX) : List.of();
                default -> before.size() == 1 ? boxes() : List.of();
            };
        };
    }

    private List<String> boxes() {
        return Stream.concat(BoxCommand.addresses().stream(), lab.names(Kind.BOX).stream()).toList();
    }

    private static List<String> types(Console console) {
        return Stream.concat(TYPES.stream(), console.snippets().stream().filter(TypeDeclSnippet.class::isInstance)
                .map(snippet -> ((TypeDeclSnippet) snippet).name())).toList();
    }

    /// Names of pools behind the option for them.
    private static Suggestions afterPool(Suggestions others) {
        return (console, before, word) -> isBeforePool(before) ? poolNames() : others.of(console, withoutPool(before), word);
    }

    /// Whether the name of a pool comes next.
    static boolean isBeforePool(List<String> before) {
        return !before.isEmpty() && POOL.contains(before.getLast());
    }

    private static int poolOption(List<String> words) {
        return words.indexOf("-p") < 0 ? words.indexOf("--pool") : words.indexOf("-p");
    }

    /// The pool that an option names, null if none does.
    static String poolOf(List<String> before) {
        int option = poolOption(before);
        return option >= 0 && option + 1 < before.size() ? before.get(option + 1) : null;
    }

    /// The words but for the option that names a pool.
    static List<String> withoutPool(List<String> before) {
        List<String> words = new ArrayList<>(before);
        int option = poolOption(words);
        if (option >= 0) {
            words.subList(option, Math.min(option + 2, words.size())).clear();
        }
        return words;
    }
}
