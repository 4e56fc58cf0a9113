package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.engine.data.Excerpt;
import rockpool.engine.data.StructureImage;
import rockpool.engine.data.StructurePage;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.pool.PoolView;
import rockpool.shell.view.Json;
import rockpool.shell.view.Printable;
import rockpool.shell.view.Table;

@Command(name = "/show", description = {"Shows what is in anything that has a name in a pool: an array, matrix, buffer, queue, hash table or variable,"
        + " a reference, a heap, an array of primitives. It only looks, with no lock and none of the program's classes: it works on the pools of other"
        + " programs, and when everything in them is stuck.",
    "/show jobs                  the first 20 elements",
    "/show jobs --from 20        those behind them",
    "/show jobs --from -5        the last five",
    "/show accounts --key ann    what a hash table has for a key",
    "/show log --hex             the bytes of a buffer",
    "/show @1a40                 one without a name, as /data --all shows it"})
final class ShowCommand extends LabCommand {

    /// Also in values: `sharedqueue@1a40`.
    private static final String PLACE = "[a-z]*@[0-9a-f]{1,15}";

    @Parameters(paramLabel = "NAME", description = "a name in a pool, a variable of the session, or @ and a place")
    private String name;

    @Option(names = {"-f", "--from"}, paramLabel = "N", description = "the first index, row or position; -5 is the fifth last")
    private long from;

    @Option(names = {"-n", "--count"}, paramLabel = "COUNT", defaultValue = "20", description = "so many rows, 20 if not given")
    private int count;

    @Option(names = {"-c", "--column"}, paramLabel = "COLUMN", description = "a matrix from this column on")
    private long column;

    @Option(names = {"-l", "--length"}, paramLabel = "CHARACTERS", defaultValue = "60", description = "so much of each value, 60 if not given")
    private int length;

    @Option(names = {"-k", "--key"}, paramLabel = "KEY", description = "only what a hash table has for this key: a text, a number, a date")
    private String key;

    @Option(names = {"-x", "--hex"}, description = "the bytes of a buffer, sixteen in a row")
    private boolean hex;

    @Option(names = {"-t", "--text"}, description = "the bytes of a buffer as text, a line in a row")
    private boolean text;

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "in which pool, if there are several")
    private String pool;

    @Mixin
    private Form form;

    private record Shown(String pool, String kind, String title, StructurePage page) { }

    ShowCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        if (hex && text) {
            throw new IllegalArgumentException("hex, text: only one of the two can be given");
        }
        Excerpt excerpt = new Excerpt(from, count, column, length, hex ? Excerpt.Bytes.HEX : text ? Excerpt.Bytes.TEXT : Excerpt.Bytes.EITHER);
        List<Shown> found = pool != null ? find(lab.placesToLook(pool), name, excerpt) : find(excerpt);
        return switch (found.size()) {
            case 0 -> fail("/show: " + missing());
            case 1 -> show(checked(found.getFirst()));
            default -> fail("/show: there are several of the name " + name + "; -p says which: "
                    + found.stream().map(Shown::pool).collect(Collectors.joining(", ")));
        };
    }

    /// What this console's own processes use comes first, then what a variable has, then the pools of others.
    private List<Shown> find(Excerpt excerpt) {
        List<Shown> found = find(lab.ownPools(), name, excerpt);
        if (found.isEmpty()) {
            found = ofVariable(excerpt);
        }
        return found.isEmpty() ? find(Pool.list(), name, excerpt) : found;
    }

    private List<Shown> find(List<PoolSummary> pools, String called, Excerpt excerpt) {
        List<Shown> found = new ArrayList<>();
        lab.forEachView(pools, view -> image(view, called)
                .ifPresent(image -> found.add(new Shown(view.name(), image.kind().title(), image.title(),
                        key == null || image.kind() != StructureImage.Kind.HASH_TABLE ? image.page(excerpt)
                                : image.bindings(KeyText.readings(key), length)))));
        return found;
    }

    private static Optional<StructureImage> image(PoolView view, String called) {
        return called.matches(PLACE) ? StructureImage.at(view, Long.parseLong(called.substring(called.indexOf('@') + 1), 16))
                : StructureImage.find(view, called);
    }

    /// What a variable of the session has, which may have another name in its pool, or none.
    private List<Shown> ofVariable(Excerpt excerpt) {
        if (lab.variable(name).filter(variable -> Stream.of(Target.KINDS).anyMatch(kind -> kind.isTypeOf(variable))).isEmpty()) {
            return List.of();
        }
        Optional<String> place = valueOf("((java.util.concurrent.Callable<String>) () -> { var at$ = " + name
                + ".descriptor(); return at$.pool() + \"@\" + Long.toHexString(at$.offset()); }).call()");
        return place.map(text -> text.replace("\"", "").split("@")).filter(parts -> parts.length == 2)
                .map(parts -> find(Pool.list().stream().filter(one -> one.objectName().equals(parts[0])).toList(), "@" + parts[1], excerpt))
                .orElse(List.of());
    }

    private String missing() {
        List<PoolSummary> pools = pool == null ? Pool.list() : lab.placesToLook(pool);
        String others = name.matches(PLACE) ? "" : lab.kinds(name, pools);
        return "there is nothing to show of the name " + name + (pool == null ? "" : " in pool " + pool)
                + (others.isEmpty() ? "" : ", which is that of " + others) + "; /data --all shows what there is";
    }

    /// @throws IllegalArgumentException if an option does not suit it, or it has no such key
    private Shown checked(Shown shown) {
        require(!hex && !text, shown, StructureImage.Kind.BUFFER, (hex ? "hex" : "text") + ": for the bytes of a buffer");
        require(key == null, shown, StructureImage.Kind.HASH_TABLE, "key=" + key + ": for a hash table");
        if (key != null && shown.page.rows().isEmpty() && shown.page.damage().isEmpty()) {
            throw new IllegalArgumentException("hash table " + shown.title + " has no key " + key + "; /show " + name + " shows what it has");
        }
        return shown;
    }

    private static void require(boolean suits, Shown shown, StructureImage.Kind kind, String what) {
        if (!suits && !shown.kind.equals(kind.title())) {
            throw new IllegalArgumentException(what + "; " + shown.title + " is " + Kind.withArticle(shown.kind));
        }
    }

    private int show(Shown shown) {
        StructurePage page = shown.page;
        Table table = new Table(page.titles().toArray(String[]::new));
        page.rows().forEach(row -> table.row(row.toArray()));
        if (form.json()) {
            sayLines(json(shown, table));
        } else {
            say(shown.kind + " " + shown.title + " in pool " + shown.pool + (page.size().isEmpty() ? "" : ": " + page.size())
                    + (page.header().isEmpty() ? "" : ", header " + Printable.of(page.header())));
            if (!table.isEmpty()) {
                sayLines(text(table));
            } else if (from > 0 && count > 0) {
                say("There is nothing from " + from + " on.");
            }
            goOn(page);
        }
        page.damage().forEach(damage -> console.output().error("/show " + name + ": damaged: " + damage));
        return page.damage().isEmpty() ? OK : FAILED;
    }

    private void goOn(StructurePage page) {
        if (page.next() >= 0 && count > 0) {
            say("… /show " + name + " --from " + page.next() + " goes on");
        }
        if (page.isChanging()) {
            say("It is being changed: what is shown may be of different moments.");
        }
    }

    private static String json(Shown shown, Table rows) {
        StructurePage page = shown.page;
        return "{\"pool\": " + Json.quote(shown.pool) + ", \"name\": " + Json.quote(shown.title) + ", \"kind\": " + Json.quote(shown.kind)
                + ", \"size\": " + Json.quote(page.size()) + ", \"length\": " + page.length() + ", \"header\": " + Json.quote(page.header())
                + ", \"changing\": " + page.isChanging() + ", \"next\": " + page.next() + ",\n\"rows\": " + rows.json() + "}";
    }
}
