package rockpool.shell.lab;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import rockpool.engine.sync.SyncKind;
import rockpool.shell.view.Table;

@Command(name = "/cond", description = "Makes conditions, shows who waits at them, signals them, and waits at them.")
final class CondCommand extends LabCommand {

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", scope = ScopeType.INHERIT, description = "in which pool, if there are several")
    private String pool;

    @Mixin
    private Form form;

    CondCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        return list(form);
    }

    @Command(name = "new", description = "Makes a condition, and a variable of its name.")
    int create(@Parameters(paramLabel = "NAME") String name) {
        VariableName.require(name);
        return declare(name, "Condition.create(" + lab.poolExpression(lab.pool(pool)) + ", \"" + name + "\")", () -> "");
    }

    @Command(name = "list", description = "Shows the conditions and who waits at them.")
    int list(@Mixin Form form) {
        Table table = new Table("pool", "condition", "waiting", "waiters");
        Sightings.of(lab, pool, report -> report.what() == SyncKind.CONDITION).forEach(seen -> table.row(seen.pool(), seen.name(),
                seen.report().waiters().size(), Parties.waiters(seen.report().waiters())));
        return show(table, form, "There is no condition. /cond new changed makes one.");
    }

    @Command(name = "signal", description = "Wakes one who waits.")
    int signal(@Parameters(paramLabel = "NAME") String name) {
        Optional<String> woken = valueOf(lab.thing(Kind.CONDITION, name, pool) + ".signal()");
        woken.ifPresent(value -> mention(value.equals("true") ? "signalled one" : "nobody waits"));
        return woken.isPresent() ? OK : FAILED;
    }

    @Command(name = "broadcast", description = "Wakes all who wait.")
    int broadcast(@Parameters(paramLabel = "NAME") String name) {
        Optional<String> woken = valueOf(lab.thing(Kind.CONDITION, name, pool) + ".broadcast()");
        woken.ifPresent(value -> mention(value.equals("0") ? "nobody waits" : "signalled " + value));
        return woken.isPresent() ? OK : FAILED;
    }

    @Command(name = "wait", description = {"Waits for a signal with a mutex. Ctrl-C ends the wait.",
        "It takes the mutex before and gives it back afterwards, unless the session has it already."})
    int await(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "MUTEX") String mutex,
            @Option(names = {"-t", "--timeout"}, paramLabel = "SECONDS", description = "waits no longer than this") Double seconds) {
        String condition = lab.thing(Kind.CONDITION, name, pool);
        String waiting = seconds == null ? ".await(mutex$)" : ".tryAwait(mutex$, " + durationOf(seconds) + ")";
        Optional<String> end = valueOf("((java.util.concurrent.Callable<Awakening>) () -> { var mutex$ = " + lab.thing(Kind.MUTEX, mutex, pool)
                + "; boolean mine$ = mutex$.isMine(); if (!mine$) { mutex$.lock(); } try { return " + condition + waiting
                + "; } finally { if (!mine$) { mutex$.unlock(); } } }).call()");
        end.filter(value -> value.endsWith("OWNER_DIED"))
                .ifPresent(_ -> tell("A process died that had the mutex: what that protects may be half changed."));
        return end.map(value -> value.startsWith("SIGNALLED") ? OK
                : fail("/cond wait: no signal at condition " + name + " within " + seconds + " s")).orElse(FAILED);
    }

    @Command(name = "destroy", description = "Removes a condition. Who waits at it is told.")
    int destroy(@Parameters(paramLabel = "NAME") String name) {
        return evaluate(lab.thing(Kind.CONDITION, name, pool) + ".destroy();");
    }
}
