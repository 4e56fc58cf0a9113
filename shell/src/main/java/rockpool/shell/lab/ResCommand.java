package rockpool.shell.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.engine.process.MasterResources;
import rockpool.engine.process.ResourceInfo;
import rockpool.engine.process.ResourceLeak;
import rockpool.engine.process.ResourceUse;
import rockpool.engine.process.Resources;
import rockpool.shell.session.SessionService;
import rockpool.shell.view.Table;
import rockpool.shell.view.Units;

@Command(name = "/res", description = {"Shows resources, hands them over, uses and releases them: files, shared memory, semaphores, and",
    "the fork and join points of definitions. A resource is removed at its last release, or when its last user ends."})
final class ResCommand extends LabCommand {

    @Option(names = {"-a", "--all"}, description = "of all consoles and programs of this user")
    private boolean all;

    @Mixin
    private Form form;

    ResCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        return list(all, form);
    }

    @Command(name = "list", description = "Shows the resources with those who use them, and how many uses ended without a release.")
    int list(@Option(names = {"-a", "--all"}, description = "of all consoles and programs of this user, also what dead ones left")
            boolean everywhere, @Mixin Form form) {
        if (everywhere) {
            return everywhere(form);
        }
        lab.master();
        Table table = new Table("id", "kind", "name", "size", "users", "uses", "leaks", "age");
        Resources.list().forEach(one -> table.row(one.id(), one.kind().title(), one.name(), size(one), users(one), uses(one), one.leaks(), age(one)));
        return show(table, form, "There is no resource. /res manage file FILE makes one.");
    }

    private int everywhere(Form form) {
        Table table = new Table("program", "alive", "id", "kind", "name", "size", "users", "uses", "leaks", "age");
        for (MasterResources master : Resources.everywhere()) {
            master.resources().forEach(one -> table.row(master.pid(), new Table.Shown(master.alive() ? "yes" : "no", master.alive()), one.id(),
                    one.kind().title(), one.name(), size(one), users(one), uses(one), one.leaks(), age(one)));
        }
        return show(table, form, "There is no resource.");
    }

    @Command(name = "leaks", description = "Shows the uses that processes ended with, instead of releasing them, the oldest first.")
    int leaks(@Mixin Form form) {
        lab.master();
        Table table = new Table("id", "kind", "resource", "process", "of", "pid", "uses", "ago", "end");
        for (ResourceLeak leak : Resources.leaks()) {
            table.row(leak.id(), leak.kind().title(), leak.resource(), leak.process(), SessionService.shownName(leak.name()), leak.pid(), leak.count(),
                    age(leak.at()), leak.reason());
        }
        return show(table, form, "Nothing has leaked.");
    }

    @Command(name = "manage", description = "Hands something over. The session uses it then; the resource becomes a variable.")
    int manage(@Parameters(paramLabel = "KIND", description = "file, memory (a shared memory object) or semaphore") String kind,
            @Parameters(paramLabel = "NAME") String name) {
        return switch (kind) {
            case "file" -> evaluate("Resources.manageFile(Path.of(" + literal(Path.of(name).toAbsolutePath().normalize().toString()) + "))");
            case "memory" -> evaluate("Resources.manageSharedMemory(" + literal(name) + ")");
            case "semaphore" -> evaluate("Resources.manageSemaphore(" + lab.thing(Kind.SEMAPHORE, name, null) + ")");
            default -> throw new IllegalArgumentException("kind=" + kind + ": allowed are file, memory and semaphore");
        };
    }

    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Command(name = "get", description = "Has the session use a resource, which becomes a variable.")
    int get(@Parameters(paramLabel = "ID") long id) {
        return evaluate("Resources.get(" + id + "L)");
    }

    @Command(name = "release", description = "Ends one use of the session's.")
    int release(@Parameters(paramLabel = "ID") long id) {
        return evaluate("Resources.release(" + id + "L);");
    }

    @Command(name = "clean", description = "Removes what dead programs have left.")
    int clean(@Option(names = {"-a", "--all"}, description = "also this console's files, memory and semaphores, whoever uses them") boolean all) {
        if (all) {
            lab.master();
        }
        List<String> removed = all ? Resources.removeAll() : Resources.removeLeftovers();
        say(removed.isEmpty() ? "Nothing was left." : String.join("\n", removed));
        return OK;
    }

    private static Object size(ResourceInfo one) {
        return one.bytes() < 0 ? new Table.Shown("", null) : Units.cell(one.bytes());
    }

    private static Table.Shown users(ResourceInfo one) {
        List<Object> json = new ArrayList<>();
        one.users().forEach(use -> json.add(Map.of("process", use.process(), "name", SessionService.shownName(use.name()), "pid", use.pid(), "uses", use.count())));
        String text = one.users().stream().map(ResCommand::text).collect(Collectors.joining(", "));
        return new Table.Shown(text, json);
    }

    private static String text(ResourceUse use) {
        return SessionService.shownName(use.name()) + (use.process() == 0 ? "" : " " + use.process()) + (use.count() > 1 ? " (" + use.count() + " times)" : "");
    }

    private static int uses(ResourceInfo one) {
        return one.users().stream().mapToInt(ResourceUse::count).sum();
    }

    private static Table.Shown age(ResourceInfo one) {
        return age(one.since());
    }

    private static Table.Shown age(Instant since) {
        return Units.timeCell(Math.max(0, Duration.between(since, Instant.now()).toNanos()));
    }
}
