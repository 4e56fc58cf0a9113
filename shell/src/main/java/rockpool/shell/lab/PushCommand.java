package rockpool.shell.lab;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "/push", description = {"Adds the value of an expression at the end of a queue, a blocking queue or a buffer.",
    "A buffer takes a String, a byte[] or a MemorySegment. A blocking queue that is full is not waited for."})
final class PushCommand extends LabCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "a queue, a blocking queue or a buffer: a variable, or a name in a pool")
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
            case SHARED_QUEUE -> evaluate(target.java() + ".push(" + target.takes().asValue(java(expression)) + ");");
            case SHARED_BLOCKING_QUEUE -> offer(target);
            case SHARED_BUFFER -> append(target);
            case SHARED_HASH_TABLE -> throw refused(target, "; /put " + name + " \"key\" = " + java(expression) + " puts a key into it");
            case SHARED_MATRIX -> throw refused(target, "; /set " + name + " 3 4 = " + java(expression) + " sets an element");
            case SHARED_ARRAY, ARRAY -> throw refused(target, "; /set " + name + " 3 = " + java(expression) + " sets an element");
            case REFERENCE, SHARED_VARIABLE -> throw refused(target, "; /set " + name + " = " + java(expression) + " assigns to it");
            default -> throw refused(target, "");
        };
    }

    private int append(Target buffer) {
        Optional<String> position = valueOf(buffer.java() + ".add(" + java(expression) + ")");
        position.ifPresent(at -> mention("at position " + at));
        return position.isPresent() ? OK : FAILED;
    }

    private int offer(Target queue) {
        Optional<String> added = valueOf(queue.java() + ".offer(" + queue.takes().asValue(java(expression)) + ")");
        return added.isEmpty() ? FAILED : added.get().equals("true") ? OK
                : fail("/push: blocking queue " + name + ": is full; /show " + name + " shows what is in it, " + name + ".poll() takes one out");
    }

    private IllegalArgumentException refused(Target target, String instead) {
        return new IllegalArgumentException(target.kind().title() + " " + name + ": has no end to push to; queues and buffers have" + instead);
    }
}
