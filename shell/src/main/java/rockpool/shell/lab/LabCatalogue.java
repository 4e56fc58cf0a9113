package rockpool.shell.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolSummary;
import rockpool.engine.process.Definition;
import rockpool.engine.process.ProcessInfo;
import rockpool.shell.command.Entry;
import rockpool.shell.command.Entry.Group;
import rockpool.shell.command.Suggestions;

/// The list of the laboratory's commands.
public final class LabCatalogue {

    private static final Suggestions POOLS = (_, _, _) -> Pool.list().stream().map(PoolSummary::name).toList();
    private final Lab lab;
    private final PoolKeeper keeper;

    public LabCatalogue(Lab lab, PoolKeeper keeper) {
        this.lab = lab;
        this.keeper = keeper;
    }

    public List<Entry> entries() {
        return List.of(
                replayed("/pool", "create NAME SIZE | attach NAME | list | info NAME | destroy NAME",
                        "makes, shows and removes pools", "/pool create lab 64m",
                        Suggestions.first(List.of("create", "attach", "list", "info", "destroy"), POOLS),
                        () -> new PoolCommand(lab, keeper)),
                withJava("/ref", Group.POOL, "new NAME EXPRESSION | set NAME EXPRESSION | get NAME | list",
                        "makes, sets and shows shared references", "/ref set counter counter.get() + 1",
                        Suggestions.first(List.of("new", "set", "get", "list"), (_, _, _) -> named()), RefCommand::wordsBeforeJava, true,
                        () -> new RefCommand(lab)),
                entry("/heap", Group.POOL, "[NAME] [--types] [--json]", "shows heaps and the types of values in them", "/heap counter",
                        (_, _, _) -> named(), () -> new HeapCommand(lab)),
                entry("/gc", Group.POOL, "run NAME | log | watch [--for SECONDS] [--while-workers]", "runs the collector, shows its runs",
                        "/gc watch", Suggestions.first(List.of("run", "log", "watch"), (_, _, _) -> named()),
                        () -> new GcCommand(lab)),
                withJava("/spawn", Group.PROCESS, "[-n COUNT] [--fresh] NAME [ARGUMENT] | { JAVA }", "starts processes",
                        "/spawn -n 4 { System.out.println(worker); }", (_, _, _) -> definitions(),
                        SpawnCommand::wordsBeforeJava, false, () -> new SpawnCommand(lab)),
                entry("/ps", Group.PROCESS, "[--all] [--json]", "shows the processes", "/ps", Suggestions.words("--all", "--json"),
                        () -> new PsCommand(lab)),
                entry("/join", Group.PROCESS, "ID… | --all [--timeout SECONDS]", "waits for processes and takes their results", "/join 3",
                        (_, _, _) -> tasks(), () -> new JoinCommand(lab)),
                entry("/kill", Group.PROCESS, "[-SIGNAL] ID-OR-NAME…", "sends signals to processes", "/kill -STOP 3",
                        (_, _, _) -> tasks(), () -> new KillCommand(lab)),
                entry("/locks", Group.PROCESS, "[--pool POOL] [--json]", "shows who has locks and who waits for them", "/locks",
                        Suggestions.words("--pool", "--json"), () -> new LocksCommand(lab)));
    }

    private List<String> definitions() {
        return lab.master().definitions().stream().map(Definition::name).toList();
    }

    private List<String> tasks() {
        return lab.master().processes().stream().filter(process -> process.role() == ProcessInfo.Role.TASK)
                .map(process -> Long.toString(process.id())).toList();
    }

    private List<String> named() {
        List<String> names = new ArrayList<>();
        lab.forEachView(null, view -> view.names().list().forEach(entry -> names.add(entry.name())));
        return names;
    }

    private static Entry entry(String name, Group group, String arguments, String summary, String example, Suggestions suggestions,
            Supplier<Callable<Integer>> factory) {
        return new Entry(name, group, arguments, summary, example, _ -> Entry.NO_JAVA, _ -> false, _ -> factory.get(), suggestions);
    }

    private static Entry replayed(String name, String arguments, String summary, String example, Suggestions suggestions,
            Supplier<Callable<Integer>> factory) {
        return new Entry(name, Group.POOL, arguments, summary, example, _ -> Entry.NO_JAVA, LabCatalogue::creates, _ -> factory.get(),
                suggestions);
    }

    private static Entry withJava(String name, Group group, String arguments, String summary, String example, Suggestions suggestions,
            ToIntFunction<String> java, boolean replayed, Supplier<Callable<Integer>> factory) {
        return new Entry(name, group, arguments, summary, example, java, words -> replayed && creates(words), _ -> factory.get(),
                suggestions);
    }

    /// Only what makes a variable is entered again by a replay.
    private static boolean creates(String arguments) {
        return arguments.startsWith("create") || arguments.startsWith("new") || arguments.startsWith("attach");
    }
}
