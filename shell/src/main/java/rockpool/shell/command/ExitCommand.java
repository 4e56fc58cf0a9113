package rockpool.shell.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import rockpool.shell.console.Console;
import rockpool.shell.console.Evaluation;

@Command(name = "/exit", description = "Ends the console, its session and its workers.")
final class ExitCommand extends ConsoleCommand {

    @Parameters(arity = "0..1", paramLabel = "EXPRESSION", description = "the exit status, 0 if not given")
    private String expression;

    ExitCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (expression == null) {
            return exit(0);
        }
        Evaluation evaluation = console.evaluate(expression);
        if (evaluation.report().failed()) {
            evaluation.report().errors().forEach(console.output()::error);
            return FAILED;
        }
        return status(evaluation.value()).map(this::exit)
                .orElseGet(() -> fail("/exit: the value of " + expression + " is " + evaluation.value() + ", not a status from 0 to 255"));
    }

    private int exit(int status) {
        console.exit(status);
        return OK;
    }

    private static Optional<Integer> status(String value) {
        try {
            return Optional.of(Integer.valueOf(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
