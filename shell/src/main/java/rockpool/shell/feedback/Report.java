package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import rockpool.shell.feedback.Mode.Level;

/// What is to be said about the evaluation of one snippet.
///
/// @param said values and definitions
/// @param errors messages and exceptions, each line as it is to be shown
/// @param failed whether the snippet was rejected or ended with an exception
public record Report(List<String> said, List<String> errors, boolean failed) {

    private static final String MARGIN = "|  ";

    /// Puts the events of one evaluation into words.
    public static Report of(JShell shell, Mode mode, List<SnippetEvent> events) {
        Report report = new Report(new ArrayList<>(), new ArrayList<>(), false);
        for (SnippetEvent event : events) {
            report = report.with(shell, mode, event);
        }
        return report;
    }

    /// Puts a line into the margin in which the console speaks.
    public static String inMargin(String line) {
        return MARGIN + line;
    }

    private Report with(JShell shell, Mode mode, SnippetEvent event) {
        if (event.causeSnippet() != null) {
            if (mode.level().atLeast(Level.VERBOSE)) {
                said.add(MARGIN + "  update " + action(event) + " " + Definitions.describe(event.snippet()));
            }
            return this;
        }
        if (event.status() == Status.REJECTED) {
            List<Diag> diagnostics = shell.diagnostics(event.snippet()).toList();
            diagnostics.forEach(diagnostic -> explain(event.snippet().source(), diagnostic));
            return diagnostics.isEmpty() ? failure("Error:", "the snippet was rejected") : new Report(said, errors, true);
        }
        if (event.exception() != null) {
            Exceptions.lines(shell, event.exception()).forEach(line -> errors.add(MARGIN + line));
            return new Report(said, errors, true);
        }
        shell.diagnostics(event.snippet()).filter(diagnostic -> !diagnostic.isError())
                .forEach(diagnostic -> explain(event.snippet().source(), diagnostic));
        describe(shell, mode, event);
        return this;
    }

    private Report failure(String... lines) {
        for (String line : lines) {
            errors.add(MARGIN + line);
        }
        return new Report(said, errors, true);
    }

    private void explain(String source, Diag diagnostic) {
        errors.add(MARGIN + (diagnostic.isError() ? "Error:" : "Warning:"));
        Diagnostics.lines(source, diagnostic).forEach(line -> errors.add(MARGIN + line));
    }

    private void describe(JShell shell, Mode mode, SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (snippet instanceof VarSnippet variable && event.status() == Status.VALID) {
            value(mode, variable.name(), event.value(), truncation(mode, variable));
            detail(mode, variableDetail(event, variable));
        } else if (snippet instanceof ExpressionSnippet expression) {
            value(mode, expression.name(), event.value(), mode.expressionTruncation());
            detail(mode, (snippet.subKind() == Snippet.SubKind.ASSIGNMENT_SUBKIND ? "assigned to " : "value of ")
                    + expression.name() + " : " + expression.typeName());
        } else if (snippet instanceof DeclarationSnippet definition) {
            definition(shell, mode, event, definition);
        }
    }

    private static int truncation(Mode mode, VarSnippet variable) {
        return variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND ? mode.expressionTruncation() : mode.truncation();
    }

    private static String variableDetail(SnippetEvent event, VarSnippet variable) {
        boolean scratch = variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        return action(event) + (scratch ? " scratch" : "") + " variable " + variable.name() + " : " + variable.typeName();
    }

    private void value(Mode mode, String name, String value, int truncation) {
        if (mode.level().atLeast(Level.CONCISE)) {
            said.add(name + " ==> " + (value == null ? "null" : truncate(value, truncation)));
        }
    }

    private void detail(Mode mode, String text) {
        if (mode.level().atLeast(Level.VERBOSE)) {
            said.add(MARGIN + text);
        }
    }

    private void definition(JShell shell, Mode mode, SnippetEvent event, DeclarationSnippet definition) {
        boolean quiet = definition.kind() == Snippet.Kind.IMPORT && !mode.level().atLeast(Level.VERBOSE);
        if (quiet || !mode.level().atLeast(Level.NORMAL)) {
            return;
        }
        String text = action(event) + " " + Definitions.describe(definition);
        boolean incomplete = event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED;
        said.add(MARGIN + text + (incomplete
                ? ", however, " + Definitions.use(definition) + " until " + Exceptions.missing(shell, definition) : ""));
    }

    private static String action(SnippetEvent event) {
        if (!event.status().isDefined() && event.status() != Status.RECOVERABLE_NOT_DEFINED) {
            return event.status() == Status.OVERWRITTEN ? "overwrote" : "dropped";
        }
        if (!event.previousStatus().isDefined()) {
            return "created";
        }
        return event.isSignatureChange() ? "replaced" : "modified";
    }

    /// Shortens the text of a value in the middle.
    static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        if (length < 20) {
            return text.substring(0, length);
        }
        int tail = length / 3;
        return text.substring(0, length - tail - 5) + " ... " + text.substring(text.length() - tail);
    }
}
