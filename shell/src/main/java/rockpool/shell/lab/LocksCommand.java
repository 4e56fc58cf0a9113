package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rockpool.engine.box.BoxImage;
import rockpool.engine.box.BoxInfo;
import rockpool.engine.pool.PoolView;
import rockpool.engine.sync.LockInspector;
import rockpool.engine.sync.LockReport;
import rockpool.engine.sync.LockReport.Waiter;
import rockpool.engine.sync.WaitGraph;
import rockpool.shell.view.Json;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/locks", description = "Shows mutexes, semaphores, conditions, read-write locks, barriers and latches, and all other locks,"
    + " boxes and processes that somebody waits for: how they are, who has them, since when, who waits from which line; and deadlocks.")
final class LocksCommand extends LabCommand {

    private static final Table.Shown NOTHING = new Table.Shown("", null);

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "only in this pool or box")
    private String pool;

    @Mixin
    private Form form;

    LocksCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Table table = new Table("pool", "lock", "kind", "state", "owner", "held at least", "taken", "waiters");
        List<List<WaitGraph.Wait>> cycles = new ArrayList<>();
        try (Views views = new Views(lab)) {
            if (Stream.concat(views.pools().stream(), views.boxes().stream()).noneMatch(this::isWanted) && pool != null) {
                return fail("/locks: there is no pool or box " + pool + "; /pool list and /box list show them");
            }
            views.pools().stream().filter(this::isWanted).forEach(view -> lab.guarded("pool " + view.name(),
                    () -> new LockInspector(view).locks().forEach(lock -> add(view.name(), lock, table))));
            views.boxes().stream().filter(this::isWanted).forEach(view -> lab.guarded("box " + view.name(), () -> addBox(view, table)));
            views.joins().stream().filter(_ -> pool == null).forEach(view -> lab.guarded("joins " + view.name(), () -> addJoins(view, table)));
            views.cycles().stream().filter(cycle -> pool == null || cycle.stream().anyMatch(wait -> wait.pool().equals(pool)))
                    .forEach(cycles::add);
        }
        if (form.json()) {
            say("{\"locks\": " + table.json() + ",\n\"deadlocks\": " + Json.of(cycles.stream().map(Parties::json).toList()) + "}");
            return OK;
        }
        show(table, form, "There is no lock, and nobody waits for one.");
        cycles.forEach(cycle -> say("\nDeadlock:\n" + cycle.stream().map(wait -> "  " + wait).collect(Collectors.joining("\n"))));
        return OK;
    }

    private boolean isWanted(PoolView view) {
        return pool == null || pool.equals(view.name()) || pool.equals(view.objectName());
    }

    private static void add(String pool, LockReport lock, Table table) {
        Table.Shown holders = Parties.holders(lock.owner().map(List::of).orElse(lock.holders()));
        table.row(pool, new Sightings.Seen(pool, lock).name(), kind(lock), state(lock), holders,
                lock.owner().isPresent() ? heldAtLeast(lock.heldAtLeast().toNanos()) : NOTHING, lock.acquisitions(),
                Parties.waiters(lock.waiters()));
    }

    /// Nothing to see where nobody has waited for it yet, and so nobody has noticed since when it is held.
    private static Table.Shown heldAtLeast(long nanos) {
        return nanos == 0 ? new Table.Shown("", nanos) : Units.timeCell(nanos);
    }

    private static String kind(LockReport lock) {
        return switch (lock.what()) {
            case null -> "";
            case MUTEX -> "mutex, " + word(lock.kind());
            case READ_WRITE_LOCK -> "read-write lock";
            default -> word(lock.what());
        };
    }

    /// How it is: with its numbers if it has some.
    private static String state(LockReport lock) {
        if (lock.what() == null || lock.condition() == LockReport.Condition.DAMAGED) {
            return word(lock.condition());
        }
        long value = lock.value().orElse(0);
        return switch (lock.what()) {
            case MUTEX -> word(lock.condition());
            case SEMAPHORE -> value + " to be had";
            case PROTECTED_SEMAPHORE -> value + " of " + lock.limit().orElse(0) + " to be had";
            case CONDITION -> "";
            case READ_WRITE_LOCK -> value == 0 ? word(lock.condition()) : "read by " + value;
            case BARRIER -> value + " of " + lock.limit().orElse(0) + " are there";
            case LATCH -> value == 0 ? "open" : value + " to go";
        };
    }

    private static List<Waiter> waiters(List<WaitGraph.Wait> waits) {
        return waits.stream().map(wait -> new Waiter(wait.waiter(), wait.since(), wait.hasDeadline(), wait.line())).toList();
    }

    private static void addJoins(PoolView view, Table table) {
        WaitGraph.of(view).waits().stream().collect(Collectors.groupingBy(WaitGraph.Wait::lock, TreeMap::new, Collectors.toList()))
                .forEach((process, waits) -> table.row("", "process " + process, "join", "runs", Parties.holders(waits.getFirst().owners()),
                        NOTHING, NOTHING, Parties.waiters(waiters(waits))));
    }

    private static void addBox(PoolView view, Table table) {
        List<Waiter> waiters = waiters(WaitGraph.of(view).waits());
        if (!waiters.isEmpty()) {
            BoxInfo box = BoxImage.info(view.objectName());
            table.row("", box.address(), "box", box.messages() + " of " + box.capacity() + " messages", "process " + box.receiver(), NOTHING,
                    NOTHING, Parties.waiters(waiters));
        }
    }

    private static String word(Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
