package rockpool.shell.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockReport;
import rockpool.engine.sync.WaitGraph;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/locks", description = "Shows mutexes and all locks that are waited for: who has them, since when, who waits; and cycles.")
final class LocksCommand extends LabCommand {

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "only in this pool")
    private String pool;

    @Mixin
    private Form form;

    LocksCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Table table = new Table("pool", "lock", "kind", "state", "owner", "held at least", "taken", "waiters");
        StringBuilder cycles = new StringBuilder();
        lab.forEachView(pool, view -> {
            new LockInspector(view).locks().forEach(lock -> add(view.name(), lock, table));
            WaitGraph.of(view).cycles().forEach(cycle -> cycles.append("\nDeadlock: ").append(text(cycle)));
        });
        show(table, form, "There is no mutex, and nobody waits for a lock.");
        if (!cycles.isEmpty() && !form.json()) {
            say(cycles.substring(1));
        }
        return OK;
    }

    private static void add(String pool, LockReport lock, Table table) {
        table.row(pool, lock.name().orElse("@" + Long.toHexString(lock.offset())), word(lock.kind()), word(lock.condition()),
                lock.owner().map(Object::toString).orElse(""), Units.timeCell(lock.heldAtLeast().toNanos()), lock.acquisitions(),
                lock.waiters().stream().map(waiter -> waiter.who() + " for " + Units.time(waiter.since().toNanos()))
                        .collect(Collectors.joining("; ")));
    }

    private static String text(List<WaitGraph.Wait> cycle) {
        return cycle.stream().map(WaitGraph.Wait::toString).collect(Collectors.joining(", and "));
    }

    private static String word(Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
