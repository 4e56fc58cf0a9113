package rockpool.shell.lab;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import rockpool.engine.process.ProcessInfo;
import rockpool.shell.view.Table;

@Command(name = "/gc", description = "Runs the collector, shows its past runs, or watches them as they happen.")
final class GcCommand extends LabCommand {

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", scope = ScopeType.INHERIT, description = "only in this pool")
    private String pool;

    GcCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        return fail("/gc: say what: run NAME, log or watch. Example: /gc run counter");
    }

    @Command(name = "run", description = "Collects a heap, or the heap of a reference, now.")
    int run(@Parameters(paramLabel = "NAME", description = "a heap or a reference") String name) {
        String type = lab.variable(VariableName.require(name)).map(variable -> variable.typeName()).orElse("");
        if (type.startsWith("Ref<")) {
            return evaluate(name + ".heap().gc(\"asked\");");
        }
        if (type.equals("Heap")) {
            return evaluate(name + ".gc(\"asked\");");
        }
        String in = lab.pool(pool);
        lab.require("heap or reference", name, in, "/heap shows them");
        String inPool = lab.poolExpression(in) + ", \"" + name + "\")";
        return evaluate("Heap.find(" + inPool + ".or(() -> Ref.find(" + inPool + ".map(Ref::heap)).orElseThrow().gc(\"asked\");");
    }

    @Command(name = "log", description = "Shows the runs that the pools remember.")
    int log(@Mixin Form form) {
        Table table = Collection.table();
        List<ProcessInfo> processes = lab.master().processes();
        lab.forEachView(pool, view -> view.events().read(0).events().forEach(event ->
                Collection.of(view, event, processes).ifPresent(run -> run.addTo(table))));
        return show(table, form, "The collector has not run yet.");
    }

    @Command(name = "watch", description = {"Shows runs as they happen, until Ctrl-C, or as long as an option says.",
        "They are those in the pools that this console's processes use, or in the pool that is named."})
    int watch(@Option(names = "--for", paramLabel = "SECONDS", description = "so long", defaultValue = "Infinity") double seconds,
            @Option(names = {"-w", "--while-workers"}, description = "as long as tasks run") boolean whileWorkers) {
        try (GcWatch watch = new GcWatch(lab, pool)) {
            watch.run(seconds, whileWorkers);
            return OK;
        } catch (InterruptedException e) {
            return OK;
        }
    }
}
