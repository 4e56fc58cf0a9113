package rockpool.shell.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rockpool.engine.pool.Participant;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.UnitClass;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/pool", description = "Creates, lists, describes, checks and destroys pools.")
final class PoolCommand extends LabCommand {

    private final PoolKeeper keeper;

    @Mixin
    private Form form;

    PoolCommand(Lab lab, PoolKeeper keeper) {
        super(lab);
        this.keeper = keeper;
    }

    @Override
    public Integer call() {
        return list(form);
    }

    @Command(name = "create", description = "Makes a pool, and a variable of its name.")
    int create(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "SIZE", description = "such as 64m") String size) {
        VariableName.require(name);
        int status = declare(name, "Pool.create(\"" + name + "\", " + Units.bytes(size) + "L)", () -> isThere(name)
                ? "/pool attach " + name + " makes a variable for it, /pool destroy " + name + " removes it" : "");
        keeper.update();
        return status;
    }

    private static boolean isThere(String name) {
        return Pool.list().stream().anyMatch(pool -> pool.name().equals(name) || pool.objectName().equals(name));
    }

    @Command(name = "attach", description = "Makes a variable for a pool that is there.")
    int attach(@Parameters(paramLabel = "NAME") String name) {
        VariableName.require(name);
        int status = declare(name, "Pool.attach(\"" + name + "\")", () -> isThere(name) ? "" : "/pool list shows all");
        keeper.update();
        return status;
    }

    @Command(name = "destroy", description = "Removes a pool that no other process uses.")
    int destroy(@Parameters(paramLabel = "NAME") String name) {
        boolean found = isThere(name);
        keeper.release(name);
        if (found && !isThere(name)) {
            // The session that used it has ended, and this console was the last that had it.
            return OK;
        }
        int status = evaluate("Pool.destroy(\"" + name + "\");");
        if (status != OK) {
            keeper.update();
        }
        return status;
    }

    @Command(name = "list", description = "Shows all pools on this machine that this user may see.")
    int list(@Mixin Form form) {
        Table table = new Table("name", "maximum", "used", "backed", "users", "age", "trouble");
        for (PoolSummary pool : Pool.list()) {
            table.row(pool.name(), Units.cell(pool.maximumBytes()), Units.cell(pool.usedBytes()), Units.cell(pool.backedBytes()),
                    pool.users().size(), age(pool.madeAt()), pool.trouble());
        }
        return show(table, form, "There is no pool. /pool create lab 64m makes one.");
    }

    @Command(name = "info", description = "Describes a pool: its memory, who uses it, what has a name in it.")
    int info(@Parameters(paramLabel = "NAME") String name, @Mixin Form form) {
        try (PoolView pool = Pool.view(name)) {
            List<Table> tables = List.of(memory(pool), users(pool), named(pool));
            List<String> titles = List.of("memory", "users", "names");
            if (form.json()) {
                say("{\"pool\": \"" + pool.name() + "\", \"object\": \"" + pool.objectName() + "\", \"maximum\": " + pool.maximum() + ",\n"
                        + String.join(",\n", IntStream.range(0, titles.size())
                                .mapToObj(i -> "\"" + titles.get(i) + "\": " + tables.get(i).json()).toList()) + "}");
                return OK;
            }
            say("Pool " + pool.name() + " (" + pool.objectName() + "), at most " + Units.size(pool.maximum()));
            tables.stream().filter(table -> !table.isEmpty()).forEach(table -> say("\n" + text(table)));
        }
        return OK;
    }

    @Command(name = "verify", description = {"Checks a pool and its heaps, and shows what cannot be.",
        "It only looks; what is there for a moment only, since somebody changes the pool, does not count."})
    int verify(@Parameters(paramLabel = "NAME") String name, @Mixin Form form) throws InterruptedException {
        List<Problem> problems = Verification.of(name);
        Table table = new Table("place", "expected", "found");
        problems.forEach(problem -> table.row(problem.place(), problem.expected(), problem.found()));
        show(table, form, "Nothing is wrong with pool " + name + ".");
        return problems.isEmpty() ? OK : FAILED;
    }

    private static Table memory(PoolView pool) {
        Map<String, long[]> classes = new TreeMap<>();
        for (int unit = 0; unit < pool.units().highest(); unit++) {
            long word = pool.units().word(unit);
            String name = UnitClass.name(rockpool.engine.pool.Units.classOf(word));
            long[] sums = classes.computeIfAbsent(name, _ -> new long[2]);
            sums[0]++;
            sums[1] += rockpool.engine.pool.Units.backed(word) ? 1 : 0;
        }
        Table table = new Table("units for", "count", "backed");
        classes.forEach((name, sums) -> table.row(name, sums[0], sums[1]));
        return table;
    }

    private static Table users(PoolView pool) {
        Table table = new Table("user", "pid", "role", "state", "since");
        for (Participant user : pool.participants().list()) {
            String state = pool.participants().state(user.index()).toString().toLowerCase(Locale.ROOT);
            table.row(user.name(), user.pid(), user.role(), state, age(user.joined()));
        }
        return table;
    }

    private static Table named(PoolView pool) {
        Table table = new Table("named", "kind", "offset");
        pool.names().list().forEach(entry -> table.row(entry.name(), Kind.title(entry.kind()), entry.offset()));
        return table;
    }

    private static Object age(Instant since) {
        if (since == null) {
            return "";
        }
        long nanos = Math.max(0, Duration.between(since, Instant.now()).toNanos());
        return Units.timeCell(nanos);
    }
}
