package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Splits the arguments of a command that ends with Java: options and words first, then everything else as one argument.
final class Tail {

    private Tail() { }

    /// @param words how many words come before the Java
    static List<String> split(CommandSpec command, String text, int words) {
        Words source = new Words(text);
        List<String> arguments = new ArrayList<>();
        CommandSpec spec = command;
        int taken = 0;
        while (source.more()) {
            OptionSpec option = option(spec, source.peek());
            if (option != null) {
                arguments.add(source.next());
                if (option.arity().min() > 0 && source.more()) {
                    arguments.add(source.next());
                }
            } else if (taken < words) {
                String word = source.next();
                arguments.add(word);
                spec = taken++ == 0 && spec.subcommands().containsKey(word) ? spec.subcommands().get(word).getCommandSpec() : spec;
            } else {
                arguments.add(Registry.END_OF_OPTIONS);
                arguments.add(source.rest());
            }
        }
        return arguments;
    }

    private static OptionSpec option(CommandSpec spec, String word) {
        return word.startsWith("-") ? spec.findOption(word) : null;
    }
}
