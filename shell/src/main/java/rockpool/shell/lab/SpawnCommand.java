package rockpool.shell.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "/spawn", description = {"Starts a process: of a definition, with an argument, or of a block of Java.",
    "In a block, worker is the number of the process, from 0. What the block returns is its result."})
final class SpawnCommand extends LabCommand {

    private static int blocks;

    @Option(names = "-n", paramLabel = "COUNT", description = "how many, one if not given")
    private int count = 1;

    @Option(names = "--fresh", description = "in JVMs that ran nothing before, as blocks always are")
    private boolean fresh;

    @Option(names = "--name", paramLabel = "NAME", description = "the name of the definition that a block becomes")
    private String blockName;

    @Parameters(arity = "0..2", paramLabel = "NAME [ARGUMENT] | { JAVA }", description = "what to start")
    private List<String> words = List.of();

    SpawnCommand(Lab lab) {
        super(lab);
    }

    /// How many words come before the Java: none if it begins with a block.
    static int wordsBeforeJava(String arguments) {
        return arguments.replaceFirst("^(\\s*(-n|--name)\\s+\\S+|\\s*--fresh)*\\s*", "").startsWith("{") ? 0 : 1;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            return fail("/spawn: say what to start: a definition (/spawn y 42) or a block (/spawn -n 4 { … })");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count=" + count + ": at least 1");
        }
        String first = words.getFirst().strip();
        return first.startsWith("{") ? block(first) : definition(first, words.size() > 1 ? words.get(1).strip() : "null");
    }

    private int definition(String name, String argument) {
        boolean typed = lab.variable(name).filter(variable -> variable.typeName().startsWith("Definition<")).isPresent();
        if (!typed && lab.master().definitions().stream().noneMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("there is no definition " + name + "; define(\"" + name + "\", …) makes one");
        }
        String target = typed ? name : "Processes.find(\"" + VariableName.require(name) + "\").orElseThrow()";
        return start(target, name, fresh, _ -> java(argument));
    }

    private int block(String block) {
        String name = blockName == null ? "block" + ++blocks : VariableName.require(blockName);
        boolean returns = BlockValue.isReturnedBy(block);
        // A block without a value may return early, or never: it becomes a lambda of its own, one that may throw anything.
        String body = returns ? block : "{ ((AutoCloseable) () -> " + block + ").close(); return null; }";
        String definition = "Processes.define(\"" + name + "\", (Integer worker) -> " + body + ")";
        return valueOf("var " + name + " = " + definition + ";").isEmpty() ? FAILED : start(name, name, true, Integer::toString);
    }

    private int start(String target, String name, boolean inFreshJvm, IntFunction<String> argument) {
        for (int i = 0; i < count; i++) {
            Optional<String> id = valueOf(target + (inFreshJvm ? ".startFresh(" : ".start(") + argument.apply(i) + ")");
            if (id.isEmpty()) {
                return FAILED;
            }
            mention("process " + id.get() + " (" + name + ")");
        }
        return OK;
    }
}
