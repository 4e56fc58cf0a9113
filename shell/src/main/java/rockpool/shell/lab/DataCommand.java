package rockpool.shell.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import rockpool.engine.data.StructureImage;
import rockpool.engine.data.StructurePage;
import rockpool.engine.pool.PoolView;
import rockpool.shell.command.Entry;
import rockpool.shell.view.Table;

@Command(name = "/data", description = {"Lists, makes, finds and removes arrays, matrices, buffers, queues, hash tables and variables.",
    "/data                                  what there is, with size and header",
    "/data new array scores 100 0           100 elements, each the value of an expression",
    "/data new matrix grid 3 4 0.0          3 rows of 4 elements",
    "/data new buffer log",
    "/data new queue jobs Job               with the type of the elements; any if not given",
    "/data new blocking-queue jobs 100 Job  for at most 100 elements at a time",
    "/data new table accounts String Account",
    "/data new variable address Address     without a value at first",
    "/data use jobs Job                     a variable for one that is there",
    "/data destroy jobs",
    "/show shows what is in one; /set, /push and /put change it."})
final class DataCommand extends LabCommand {

    private static final int HEADER = 60;
    private static final Pattern TYPE = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*(<[\\p{L}\\p{N}_$.<>,? ]*>)?(\\[])*");
    private static final Map<String, String> WRAPPERS = Map.of("int", "Integer", "long", "Long", "double", "Double", "boolean", "Boolean",
            "char", "Character", "byte", "Byte", "short", "Short", "float", "Float");
    private static final List<String> KINDS = List.of("array", "matrix", "buffer", "queue", "blocking-queue", "table", "variable");
    private static final Map<Kind, Integer> TYPES = Map.of(Kind.REFERENCE, 1, Kind.SHARED_ARRAY, 1, Kind.SHARED_MATRIX, 1, Kind.SHARED_QUEUE, 1,
            Kind.SHARED_BLOCKING_QUEUE, 1, Kind.SHARED_VARIABLE, 1, Kind.SHARED_HASH_TABLE, 2);

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", scope = ScopeType.INHERIT,
            description = "in which pool, if there are several")
    private String pool;

    @Option(names = {"-a", "--all"}, description = "also references, heaps, and what has no name")
    private boolean all;

    @Mixin
    private Form form;

    DataCommand(Lab lab) {
        super(lab);
    }

    /// How many words come before the Java.
    static int wordsBeforeJava(String arguments) {
        String start = "(-p\\s+\\S+\\s+)?new\\s+";
        return arguments.matches(start + "array\\b[\\s\\S]*") ? 4 : arguments.matches(start + "matrix\\b[\\s\\S]*") ? 5 : Entry.NO_JAVA;
    }

    static List<String> kinds() {
        return KINDS;
    }

    /// Whether a type can be the word behind so many others that a kind takes behind the name.
    static boolean isType(String kind, int words) {
        return switch (kind) {
            case "queue", "variable" -> words == 0;
            case "blocking-queue" -> words == 1;
            case "table" -> words == 0 || words == 1;
            default -> false;
        };
    }

    @Override
    public Integer call() {
        return list(all, form);
    }

    @Command(name = "list", description = "Shows the structures of all pools, or of one. It only looks.")
    int list(@Option(names = {"-a", "--all"}, description = "also references, heaps, and what has no name") boolean everything,
            @Mixin Form as) {
        Table table = new Table("pool", "name", "kind", "size", "header");
        boolean[] damaged = {false};
        lab.forEachView(pool, view -> StructureImage.list(view).stream().filter(image -> everything || isListed(image))
                .forEach(image -> damaged[0] |= !lab.guarded(image + " in pool " + view.name(), () -> add(view, image, table))));
        show(table, as, "There is no shared structure. /data new queue jobs makes one.");
        return damaged[0] ? FAILED : OK;
    }

    private static boolean isListed(StructureImage image) {
        return !image.name().isEmpty() && image.kind() != StructureImage.Kind.REFERENCE && image.kind() != StructureImage.Kind.HEAP;
    }

    private void add(PoolView view, StructureImage image, Table table) {
        StructurePage summary = image.summary(HEADER);
        table.row(view.name(), image.title(), image.kind().title(), new Table.Shown(summary.size(), summary.length()), summary.header());
        summary.damage().forEach(damage -> console.output().error(image + " in pool " + view.name() + " is damaged: " + damage));
    }

    @Command(name = "new", description = "Makes a structure, and a variable of its name.")
    int create(@Parameters(paramLabel = "KIND", description = "array, matrix, buffer, queue, blocking-queue, table or variable") String kind,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "WHAT", arity = "0..*", description = "an array's LENGTH VALUE, a matrix's ROWS COLUMNS VALUE,"
                    + " a queue's or variable's TYPE, a blocking queue's CAPACITY TYPE, a table's KEY-TYPE VALUE-TYPE") List<String> words) {
        VariableName.require(name);
        List<String> what = words == null ? List.of() : words;
        String where = lab.pool(pool);
        String java = java(kind.toLowerCase(Locale.ROOT), lab.poolExpression(where) + ", \"" + name + "\"", what);
        if (!console.session().isReplaying()) {
            requireFree(name, where);
        }
        return declare(name, java, () -> "");
    }

    private static String java(String kind, String inPool, List<String> what) {
        return switch (kind) {
            case "array" -> "SharedArray.make(" + inPool + ", " + arguments(kind, what, "LENGTH", "VALUE") + ")";
            case "matrix" -> "SharedMatrix.make(" + inPool + ", " + arguments(kind, what, "ROWS", "COLUMNS", "VALUE") + ")";
            case "buffer" -> "SharedBuffer.create(" + inPool + arguments(kind, what) + ")";
            case "queue" -> "SharedQueue." + types(what, 1) + "create(" + inPool + ")";
            case "blocking-queue" -> "SharedBlockingQueue." + types(what.isEmpty() ? what : what.subList(1, what.size()), 1) + "create(" + inPool + ", "
                    + arguments(kind, what.isEmpty() ? what : what.subList(0, 1), "CAPACITY") + ")";
            case "table" -> "SharedHashTable." + types(what, 2) + "create(" + inPool + ")";
            case "variable" -> "SharedVariable." + types(what, 1) + "create(" + inPool + ")";
            default -> throw new IllegalArgumentException("kind=" + kind + ": allowed are " + String.join(", ", KINDS));
        };
    }

    /// Whoever would learn it from the failure has lost the variable of the name. A shared variable may be over, and makes room then.
    private void requireFree(String name, String inPool) {
        Optional<Kind> there = lab.kindIn(inPool, name).filter(kind -> kind != Kind.SHARED_VARIABLE);
        if (there.isPresent()) {
            boolean isStructure = List.of(Target.KINDS).contains(there.get());
            throw new IllegalArgumentException("name=" + name + ": that of " + there.get().one() + " in pool " + inPool
                    + (isStructure ? "; /data use " + name + " makes a variable for it, /data destroy " + name + " removes it" : ""));
        }
    }

    private static String arguments(String kind, List<String> words, String... wanted) {
        if (words.size() != wanted.length) {
            throw new IllegalArgumentException("/data new " + kind + " NAME needs " + (wanted.length == 0 ? "nothing more" : String.join(" ", wanted))
                    + ", and got " + (words.isEmpty() ? "nothing" : String.join(" ", words)));
        }
        return String.join(", ", words.stream().map(LabCommand::java).toList());
    }

    /// What a handle takes values for, such as `<Job>`.
    private static String types(List<String> words, int count) {
        if (!words.isEmpty() && words.size() != count) {
            throw new IllegalArgumentException("types=" + String.join(" ", words) + ": " + (count == 1 ? "one, that of the values"
                    : "two, that of the keys and that of the values") + ", or none");
        }
        words.stream().filter(word -> !TYPE.matcher(word).matches()).forEach(word -> {
            throw new IllegalArgumentException("type=" + word + ": the name of a class, such as Account, or in quotes \"List<Account>\"");
        });
        Stream<String> types = words.isEmpty() ? Stream.generate(() -> "Object").limit(count)
                : words.stream().map(word -> WRAPPERS.getOrDefault(word, word));
        return "<" + String.join(", ", types.toList()) + ">";
    }

    @Command(name = "use", description = "Makes a variable for a structure that has a name in a pool, or for a reference or heap.")
    int use(@Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "TYPE", arity = "0..2", description = "of its values, of a table's keys and values") List<String> types) {
        Target target = Target.inPool(lab, name, pool);
        List<String> words = types == null ? List.of() : types;
        Integer count = TYPES.get(target.kind());
        if (count == null && !words.isEmpty()) {
            throw new IllegalArgumentException("types=" + String.join(" ", words) + ": " + target.kind().one() + " has none");
        }
        return declare(name, target.java(count == null ? "" : types(words, count)), () -> "");
    }

    @Command(name = "destroy", description = "Takes a structure apart, and gives its memory back.")
    int destroy(@Parameters(paramLabel = "NAME") String name) {
        return evaluate(Target.of(lab, name, pool).java() + ".destroy();");
    }
}
