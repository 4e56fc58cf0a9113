package rockpool.shell.lab;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "/push", description = {"Adds the value of an expression at the end of a queue, or of a buffer.",
    "A buffer takes a String, a byte[] or a MemorySegment."})
final class PushCommand extends LabCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "a queue or a buffer: a variable, or a name in a pool")
    private String name;

    @Parameters(index = "1", paramLabel = "EXPRESSION", description = "what to add")
    private String expression;

    @Option(names = {"-p", "--pool"}, paramLabel = "POOL", description = "in which pool, if there are several")
    private String pool;

    PushCommand(Lab lab) {
        super(lab);
    }

    @Override
    public Integer call() {
        Target target = Target.of(lab, name, pool);
        return switch (target.kind()) {
            case SHARED_QUEUE -> evaluate(target.java() + ".push(" + java(expression) + ");");
            case SHARED_BUFFER -> append(target);
            case SHARED_HASH_TABLE -> throw refused(target, "; /put " + name + " \"key\" = " + java(expression) + " puts a key into it");
            case SHARED_ARRAY, SHARED_MATRIX, ARRAY -> throw refused(target, "; /set " + name + " 3 = " + java(expression) + " sets an element");
            case REFERENCE -> throw refused(target, "; /set " + name + " = " + java(expression) + " assigns to it");
            default -> throw refused(target, "");
        };
    }

    private int append(Target buffer) {
        Optional<String> position = valueOf(buffer.java() + ".add(" + java(expression) + ")");
        position.ifPresent(at -> mention("at position " + at));
        return position.isPresent() ? OK : FAILED;
    }

    private IllegalArgumentException refused(Target target, String instead) {
        return new IllegalArgumentException(target.kind().title() + " " + name + ": has no end to push to; a queue or a buffer has" + instead);
    }
}
