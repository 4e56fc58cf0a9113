package rockpool.shell.command;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Why a command line is wrong, with the value and what is allowed instead.
final class Misuse {

    private Misuse() { }

    static String reason(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(unmatched, unmatched.getUnmatched().getFirst());
        }
        return String.valueOf(e.getMessage()).replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    private static String unmatched(UnmatchedArgumentException e, String word) {
        List<String> options = e.getCommandLine().getCommandSpec().options().stream().flatMap(option -> Stream.of(option.names())).toList();
        List<String> commands = e.getCommandLine().getSubcommands().keySet().stream().sorted().toList();
        if (word.startsWith("-")) {
            return "there is no option " + word + meant(word, options)
                    + (options.isEmpty() ? "" : "; there are " + String.join(", ", options));
        }
        return commands.isEmpty() ? word + " is one word too many"
                : word + " is not one of " + String.join(", ", commands) + meant(word, commands);
    }

    private static String meant(String word, List<String> known) {
        List<String> near = Spelling.near(word, known);
        return near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
    }
}
