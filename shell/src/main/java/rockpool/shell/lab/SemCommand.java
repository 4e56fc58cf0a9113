package rockpool.shell.lab;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import rockpool.engine.sync.LockReport;
import rockpool.engine.sync.SyncKind;
import rockpool.shell.view.Table;

@Command(name = "/sem", description = {"Makes semaphores, shows them, and takes and adds units.",
    "A protected one gets its units back from those who die."})
final class SemCommand extends LabCommand {

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", scope = ScopeType.INHERIT, description = "in which pool, if there are several")
    private String pool;

    @Mixin
    private Form form;

    SemCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        return list(form);
    }

    @Command(name = "new", description = "Makes a semaphore, and a variable of its name.")
    int create(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "UNITS", description = "that it begins with") int units,
            @Option(names = "--protected", description = "gets its units back from the dead; only who has one can post it") boolean isProtected) {
        VariableName.require(name);
        return declare(name, "Semaphore." + (isProtected ? "createProtected(" : "create(")
                + lab.poolExpression(lab.pool(pool)) + ", \"" + name + "\", " + units + ")", () -> "");
    }

    @Command(name = "list", description = "Shows the semaphores with their values, who has their units, and who waits.")
    int list(@Mixin Form form) {
        return show(table(Sightings.of(lab, pool, SemCommand::isSemaphore)), form, "There is no semaphore. /sem new slots 3 makes one.");
    }

    @Command(name = "value", description = "Shows how many units can be had now.")
    int value(@Parameters(paramLabel = "NAME") String name, @Mixin Form form) {
        List<Sightings.Seen> found = Sightings.of(lab, pool, report -> isSemaphore(report) && report.name().filter(name::equals).isPresent());
        if (found.isEmpty()) {
            return ask(lab.thing(Kind.SEMAPHORE, name, pool) + ".value()");
        }
        if (form.json()) {
            return show(table(found), form, "");
        }
        found.forEach(seen -> say((found.size() > 1 ? seen.pool() + ": " : "") + seen.report().value().orElse(0)));
        return OK;
    }

    @Command(name = "post", description = "Adds units, or gives them back.")
    int post(@Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "UNITS", arity = "0..1", defaultValue = "1", description = "how many") int units) {
        if (units < 1) {
            throw new IllegalArgumentException("units=" + units + ": at least 1");
        }
        String semaphore = lab.thing(Kind.SEMAPHORE, name, pool);
        return evaluate(units == 1 ? semaphore + ".post();"
                : "{ var semaphore$ = " + semaphore + "; for (int i = 0; i < " + units + "; i++) { semaphore$.post(); } }");
    }

    @Command(name = "wait", description = "Takes a unit. If there is none it waits; Ctrl-C ends the wait.")
    int await(@Parameters(paramLabel = "NAME") String name, @Option(names = {"-t", "--timeout"}, paramLabel = "SECONDS",
            description = "waits no longer than this; 0 for not at all") Double seconds) {
        String semaphore = lab.thing(Kind.SEMAPHORE, name, pool);
        if (seconds == null) {
            return evaluate(semaphore + ".acquire();");
        }
        Optional<String> taken = valueOf(semaphore + (seconds > 0 ? ".tryAcquire(" + durationOf(seconds) + ")" : ".tryAcquire()"));
        return taken.map(value -> value.equals("true") ? OK : fail("/sem wait: semaphore " + name + " had no unit within " + seconds + " s"))
                .orElse(FAILED);
    }

    @Command(name = "destroy", description = "Removes a semaphore. Who waits for it is told.")
    int destroy(@Parameters(paramLabel = "NAME") String name) {
        return evaluate(lab.thing(Kind.SEMAPHORE, name, pool) + ".destroy();");
    }

    private static boolean isSemaphore(LockReport report) {
        return report.what() == SyncKind.SEMAPHORE || report.what() == SyncKind.PROTECTED_SEMAPHORE;
    }

    private static Table table(List<Sightings.Seen> all) {
        Table table = new Table("pool", "semaphore", "value", "units", "who has units", "waiters");
        all.forEach(seen -> table.row(seen.pool(), seen.name(), seen.report().value().orElse(0),
                seen.report().limit().isPresent() ? seen.report().limit().getAsLong() : new Table.Shown("", null),
                Parties.holders(seen.report().holders()), Parties.waiters(seen.report().waiters())));
        return table;
    }
}
