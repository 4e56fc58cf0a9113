package rockpool.shell.lab;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import rockpool.shell.command.Assignments;
import rockpool.shell.command.Entry;
import rockpool.shell.command.Entry.Group;
import rockpool.shell.command.Suggestions;

/// The list of the laboratory's commands.
public final class LabCatalogue {

    private static final Suggestions FORM = Suggestions.words("--pool", "--json");

    private final Lab lab;
    private final PoolKeeper keeper;
    private final LabSuggestions names;

    public LabCatalogue(Lab lab, PoolKeeper keeper) {
        this.lab = lab;
        this.keeper = keeper;
        this.names = new LabSuggestions(lab);
    }

    public List<Entry> entries() {
        return List.of(pool(), ref(), heap(), gc(), data(), show(), push(), put(), spawn(), ps(), join(), kill(), res(), box(), sem(), cond(), locks());
    }

    private Entry pool() {
        return replayed("/pool", Group.POOL, "create NAME SIZE | attach NAME | list | info NAME | verify NAME | destroy NAME",
                "makes, shows, checks and removes pools", "/pool create lab 64m",
                Suggestions.first(List.of("create", "attach", "list", "info", "verify", "destroy"), names.pools()),
                () -> new PoolCommand(lab, keeper));
    }

    private Entry ref() {
        return withJava("/ref", Group.POOL, "new NAME EXPRESSION | set NAME EXPRESSION | get NAME | list",
                "makes, sets and shows shared references", "/ref set counter counter.get() + 1",
                Suggestions.first(List.of("new", "set", "get", "list"), names.named(Kind.REFERENCE)), RefCommand::wordsBeforeJava, true,
                () -> new RefCommand(lab));
    }

    private Entry heap() {
        return entry("/heap", Group.POOL, "[NAME] [--types] [--json]", "shows heaps and the types of values in them", "/heap counter",
                names.named(), () -> new HeapCommand(lab));
    }

    private Entry gc() {
        return entry("/gc", Group.POOL, "run NAME | log | watch [--for SECONDS] [--while-workers]", "runs the collector, shows its runs",
                "/gc watch", Suggestions.first(List.of("run", "log", "watch"), names.named()), () -> new GcCommand(lab));
    }

    private Entry data() {
        return withJava("/data", Group.DATA, "[list] [--all] | new KIND NAME … | use NAME [TYPE…] | destroy NAME",
                "lists, makes and finds arrays, matrices, buffers, queues, tables, variables", "/data new queue jobs",
                names.data(), DataCommand::wordsBeforeJava, true,
                () -> new DataCommand(lab));
    }

    private Entry show() {
        return entry("/show", Group.DATA, "NAME [--from N] [--count COUNT] [--key KEY] [--column N] [--length CHARACTERS] [--hex|--text] [--json]",
                "shows what is in anything named in a pool", "/show jobs --from 20", names.show(), () -> new ShowCommand(lab));
    }

    private Entry push() {
        return withJava("/push", Group.DATA, "NAME EXPRESSION", "adds to the end of a queue or buffer", "/push jobs new Job(\"a\", 1)",
                names.one(Kind.SHARED_QUEUE, Kind.SHARED_BLOCKING_QUEUE, Kind.SHARED_BUFFER), _ -> 1, false, () -> new PushCommand(lab));
    }

    private Entry put() {
        return withJava("/put", Group.DATA, "[--add] NAME KEY = VALUE", "puts a key into a hash table", "/put accounts \"ann\" = 5",
                names.put(), _ -> 1, false, () -> new PutCommand(lab));
    }

    /// What `/set` assigns to in pools.
    public Assignments assignments() {
        return new Assigning(lab);
    }

    private Entry spawn() {
        return withJava("/spawn", Group.PROCESS, "[-n COUNT] [--fresh] NAME [ARGUMENT] | { JAVA }", "starts processes",
                "/spawn -n 4 { System.out.println(worker); }", names.definitions(), SpawnCommand::wordsBeforeJava, false,
                () -> new SpawnCommand(lab));
    }

    private Entry ps() {
        return entry("/ps", Group.PROCESS, "[--all] [--json]", "shows the processes", "/ps", Suggestions.words("--all", "--json"),
                () -> new PsCommand(lab));
    }

    private Entry join() {
        return entry("/join", Group.PROCESS, "ID… | --all [--timeout SECONDS]", "waits for processes and takes their results", "/join 3",
                names.tasks(), () -> new JoinCommand(lab));
    }

    private Entry kill() {
        return entry("/kill", Group.PROCESS, "[-SIGNAL] ID-OR-NAME…", "sends signals to processes", "/kill -STOP 3", names.tasks(),
                () -> new KillCommand(lab));
    }

    private Entry res() {
        return entry("/res", Group.PROCESS, "list [--all] | leaks | manage KIND NAME | get ID | release ID | clean [--all]",
                "shows and releases what outlives processes", "/res list",
                Suggestions.first(List.of("list", "leaks", "manage", "get", "release", "clean"), names.resources()), () -> new ResCommand(lab));
    }

    private Entry box() {
        return withJava("/box", Group.MEETING, "new NAME SLOTS SIZE [TYPE] [--when-full ANSWER] | list | peek NAME | send NAME EXPRESSION"
                + " | take NAME | wake NAME | close NAME | destroy NAME", "makes and shows camlboxes, sends to them",
                "/box send letters \"Hello world\"",
                Suggestions.first(List.of("new", "list", "peek", "send", "take", "wake", "close", "destroy"), names.box()),
                BoxCommand::wordsBeforeJava, true, () -> new BoxCommand(lab));
    }

    private Entry sem() {
        return replayed("/sem", Group.MEETING, "new NAME UNITS [--protected] | list | value NAME | post NAME [UNITS]"
                + " | wait NAME [--timeout SECONDS] | destroy NAME", "makes, shows, takes and posts semaphores", "/sem new slots 3",
                Suggestions.first(List.of("new", "list", "value", "post", "wait", "destroy"), names.named(Kind.SEMAPHORE)),
                () -> new SemCommand(lab));
    }

    private Entry cond() {
        return replayed("/cond", Group.MEETING, "new NAME | list | signal NAME | broadcast NAME | wait NAME MUTEX [--timeout SECONDS]"
                + " | destroy NAME", "makes, shows and signals conditions", "/cond broadcast changed",
                Suggestions.first(List.of("new", "list", "signal", "broadcast", "wait", "destroy"), names.named(Kind.CONDITION, Kind.MUTEX)),
                () -> new CondCommand(lab));
    }

    private Entry locks() {
        return entry("/locks", Group.MEETING, "[--pool POOL] [--json]", "shows who has locks and who waits for them", "/locks",
                names.pools().or(FORM), () -> new LocksCommand(lab));
    }

    private static Entry entry(String name, Group group, String arguments, String summary, String example, Suggestions suggestions,
            Supplier<Callable<Integer>> factory) {
        return withJava(name, group, arguments, summary, example, suggestions, _ -> Entry.NO_JAVA, false, factory);
    }

    private static Entry replayed(String name, Group group, String arguments, String summary, String example, Suggestions suggestions,
            Supplier<Callable<Integer>> factory) {
        return withJava(name, group, arguments, summary, example, suggestions, _ -> Entry.NO_JAVA, true, factory);
    }

    private static Entry withJava(String name, Group group, String arguments, String summary, String example, Suggestions suggestions,
            ToIntFunction<String> java, boolean replayed, Supplier<Callable<Integer>> factory) {
        return new Entry(name, group, arguments, summary, example, java, words -> replayed && creates(words), _ -> factory.get(),
                suggestions);
    }

    /// Only what makes a variable is entered again by a replay.
    private static boolean creates(String arguments) {
        return Stream.of("create", "new", "attach", "use").anyMatch(arguments::startsWith);
    }
}
