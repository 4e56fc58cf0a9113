package rockpool.shell.lab;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.heap.HeapStats;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolView;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/heap", description = "Shows heaps with what they use, and with a name the types of values in them.")
final class HeapCommand extends LabCommand {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "a heap, or a reference, which has a heap of its own")
    private String name;

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "only in this pool")
    private String pool;

    @Option(names = {"-t", "--types"}, description = "also the types in each heap")
    private boolean types;

    @Mixin
    private Form form;

    HeapCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Table heaps = new Table("pool", "heap", "used", "capacity", "live", "overhead", "next run at", "runs", "collector", "blocks");
        Table inside = new Table("pool", "heap", "type", "values", "bytes");
        lab.forEachView(pool, view -> addHeaps(view, heaps, inside));
        if (name != null && heaps.isEmpty()) {
            return fail("/heap: there is no heap or reference name=" + name + "; /heap without a name shows all");
        }
        if (form.json() && withTypes()) {
            say("{\"heaps\": " + heaps.json() + ",\n\"types\": " + inside.json() + "}");
            return OK;
        }
        show(heaps, form, "There is no heap. /ref new counter 0 makes a reference with one.");
        return withTypes() && !inside.isEmpty() ? show(inside, form, "") : OK;
    }

    private void addHeaps(PoolView view, Table heaps, Table inside) {
        for (HeapImage heap : HeapImage.all(view)) {
            String shown = HeapNames.of(view, heap);
            if (heap.isLive() && (name == null || name.equals(shown))) {
                lab.guarded("heap " + shown + " in pool " + view.name(), () -> addHeap(view.name(), shown, heap, heaps, inside));
            }
        }
    }

    private void addHeap(String pool, String shown, HeapImage heap, Table heaps, Table inside) {
        long incarnation = heap.incarnation();
        try {
            HeapStats stats = heap.stats();
            List<HeapImage.TypeUse> uses = withTypes() ? heap.types() : List.of();
            addHeap(pool, shown, stats, heaps);
            addTypes(pool, shown, uses, inside);
        } catch (PoolDamagedException e) {
            // What looks damaged may belong to another heap by now.
            if (heap.isLive() && heap.incarnation() == incarnation) {
                throw e;
            }
        }
    }

    private boolean withTypes() {
        return types || name != null;
    }

    private static void addHeap(String pool, String shown, HeapStats heap, Table heaps) {
        heaps.row(pool, shown, Units.cell(heap.usedBytes()), Units.cell(heap.capacityBytes()), Units.cell(heap.liveBytes()),
                heap.overhead(), Units.cell(heap.thresholdBytes()), heap.runs(), heap.phase().name().toLowerCase(Locale.ROOT),
                heap.blocks());
    }

    private static void addTypes(String pool, String shown, List<HeapImage.TypeUse> uses, Table inside) {
        uses.forEach(use -> inside.row(pool, shown, use.type(), use.blocks(), Units.cell(use.bytes())));
    }
}
