package rockpool.shell.lab;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import rockpool.shell.command.ConsoleCommand;
import rockpool.shell.console.Evaluation;
import rockpool.shell.view.Table;

/// What the commands of the laboratory have in common.
abstract class LabCommand extends ConsoleCommand {

    private static final int LINES_AT_ONCE = 200;

    protected final Lab lab;

    LabCommand(Lab lab) {
        super(lab.console());
        this.lab = lab;
    }

    /// The option of all commands that show a table.
    static final class Form {

        @Option(names = "--json", description = "as JSON, for programs")
        private boolean json;

        boolean json() {
            return json;
        }
    }

    /// Shows a table, or says that it would be empty.
    protected final int show(Table table, Form form, String ifEmpty) {
        if (form.json()) {
            sayLines(table.json());
        } else {
            sayLines(table.isEmpty() ? ifEmpty : text(table));
        }
        return OK;
    }

    /// Says something that may be long: Ctrl-C ends it.
    ///
    /// @throws CancellationException if the thread is interrupted meanwhile
    protected final void sayLines(String text) {
        List<String> lines = text.lines().toList();
        for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            say(String.join("\n", lines.subList(from, Math.min(lines.size(), from + LINES_AT_ONCE))));
        }
    }

    /// The table as it fits the terminal; for a pipe as wide as it is.
    protected final String text(Table table) {
        return console.output().interactive() ? table.text(console.output().width()) : table.text();
    }

    /// Evaluates Java in the session, and shows a person what it gave.
    ///
    /// @return the exit code
    protected final int evaluate(String java) {
        return console.evaluateFor(java, false, this::refused) ? OK : FAILED;
    }

    private String refused(String reason) {
        return name() + ": " + reason;
    }

    /// Makes a variable. If that fails there is none of the name, rather than one without a value.
    ///
    /// @param hint what to do instead if the engine refuses to make what it is to have; empty for nothing
    /// @return the exit code
    protected final int declare(String name, String value, Supplier<String> hint) {
        boolean done = console.evaluateFor("var " + name + " = " + value + ";", false, reason -> {
            String instead = hint.get();
            return refused(reason) + (instead.isEmpty() ? "" : "; " + instead);
        });
        if (!done) {
            lab.forgetNull(name);
        }
        return done ? OK : FAILED;
    }

    /// Evaluates Java in the session whose value is what was asked for.
    ///
    /// @return the exit code
    protected final int ask(String java) {
        return console.evaluateFor(java, true, this::refused) ? OK : FAILED;
    }

    /// Evaluates Java in the session whose value the command needs itself, and shows the errors.
    ///
    /// @return the value as text, nothing if it failed
    protected final Optional<String> valueOf(String java) {
        Evaluation evaluation = console.evaluateQuietly(java);
        evaluation.errors(this::refused).forEach(console.output()::error);
        return evaluation.report().failed() ? Optional.empty() : Optional.ofNullable(evaluation.value()).or(() -> Optional.of(""));
    }

    /// An expression as it was typed, without the semicolon at its end.
    protected static String java(String expression) {
        return expression.strip().replaceFirst(";\\s*$", "");
    }

    /// A time that was given in seconds, as Java.
    protected static String durationOf(double seconds) {
        return "java.time.Duration.ofNanos(" + (long) Math.clamp(seconds * 1e9, 0, Long.MAX_VALUE) + "L)";
    }
}
