package rockpool.shell.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import rockpool.engine.data.Excerpt;
import rockpool.engine.data.StructureImage;
import rockpool.engine.data.StructurePage;
import rockpool.engine.pool.PoolView;
import rockpool.shell.view.Table;

@Command(name = "/ref", description = "Creates, sets, reads and lists shared references.")
final class RefCommand extends LabCommand {

    private static final Excerpt VALUE = new Excerpt(0, 1, 0, 60, Excerpt.Bytes.EITHER);

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", scope = ScopeType.INHERIT,
            description = "in which pool, if there are several")
    private String pool;

    @Mixin
    private Form form;

    RefCommand(Lab lab) {
        super(lab);
    }

    /// How many words come before the Java.
    static int wordsBeforeJava(String arguments) {
        return arguments.matches("(-p\\s+\\S+\\s+)?(new|set)\\b[\\s\\S]*") ? 2 : rockpool.shell.command.Entry.NO_JAVA;
    }

    @Override
    public Integer call() {
        return list(form);
    }

    @Command(name = "new", description = "Makes a reference to a value, and a variable of its name.")
    int create(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "EXPRESSION") String expression) {
        VariableName.require(name);
        String inPool = lab.poolExpression(lab.pool(pool));
        return declare(name, "Ref.create(" + inPool + ", \"" + name + "\", " + java(expression) + ")", () -> "");
    }

    @Command(name = "set", description = "Assigns another value.")
    int set(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "EXPRESSION") String expression) {
        String value = lab.variable(name).filter(Kind.REFERENCE::isTypeOf).map(variable -> ValueTypes.of(variable.typeName()))
                .orElse(ValueTypes.of("")).asValue(java(expression));
        return evaluate(lab.thing(Kind.REFERENCE, name, pool) + ".set(" + value + ");");
    }

    @Command(name = "get", description = "Shows the value, as a copy that becomes a variable.")
    int get(@Parameters(paramLabel = "NAME") String name) {
        return ask(lab.thing(Kind.REFERENCE, name, pool) + ".get()");
    }

    @Command(name = "list", description = "Shows the references that have names, with their values as they are now.")
    int list(@Mixin Form form) {
        Table table = new Table("pool", "name", "value");
        lab.forEachView(pool, view -> addReferences(view, table));
        return show(table, form, "No reference has a name. /ref new counter 0 makes one.");
    }

    private void addReferences(PoolView view, Table table) {
        view.names().list().stream().filter(Kind.REFERENCE::is).flatMap(entry -> StructureImage.find(view, entry.name()).stream())
                .forEach(reference -> lab.guarded(reference + " in pool " + view.name(),
                        () -> table.row(view.name(), reference.name(), text(reference.page(VALUE)))));
    }

    private static Object text(StructurePage page) {
        return page.damage().isEmpty() ? page.rows().getFirst().getFirst() : "damaged: " + page.damage().getFirst();
    }
}
