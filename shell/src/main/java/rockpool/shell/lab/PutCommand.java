package rockpool.shell.lab;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rockpool.shell.command.Assigned;

@Command(name = "/put", description = {"Puts a key with a value into a hash table; key and value are expressions, with a = between spaces.",
    "The value takes the place of the key's newest one; with --add it shadows it."})
final class PutCommand extends LabCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "a hash table: a variable, or a name in a pool")
    private String name;

    @Parameters(index = "1", paramLabel = "KEY = VALUE", description = "such as \"key\" = new Account(\"ann\", 5)")
    private String binding;

    @Option(names = {"-a", "--add"}, description = "keeps the key's older values")
    private boolean add;

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "in which pool, if there are several")
    private String pool;

    PutCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Assigned assigned = Assigned.of(binding);
        if (assigned == null || assigned.place().isEmpty() || assigned.value().isEmpty()) {
            throw new IllegalArgumentException(binding.strip() + ": not a key and a value; /put " + name
                    + " \"key\" = 7 is how they are written, with a space at each side of the =");
        }
        Target target = Target.of(lab, name, pool);
        if (target.kind() != Kind.SHARED_HASH_TABLE) {
            throw new IllegalArgumentException(target.kind().title() + " " + name + ": has no keys; a hash table has, /data new table accounts makes one");
        }
        return evaluate(target.java() + (add ? ".add(" : ".replace(") + target.takes().asKey(assigned.place()) + ", "
                + target.takes().asValue(assigned.value()) + ");");
    }
}
