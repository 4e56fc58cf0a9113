package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;

/// What is to be said about the evaluation of one snippet.
///
/// @param said values and definitions, each one or more lines
/// @param errors messages and exceptions, likewise
/// @param failed whether the snippet was rejected or ended with an exception
public record Report(List<String> said, List<String> errors, boolean failed) {

    /// Puts the events of one evaluation into words.
    public static Report of(JShell shell, Mode mode, List<SnippetEvent> events) {
        return new Teller(shell, mode).tell(events);
    }

    /// That an evaluation failed, for a reason that lies not in the snippet.
    public static Report failed(Mode mode, String reason) {
        return new Report(List.of(), List.of(mode.errorMargin() + reason), true);
    }

    /// What is missing before a definition can be used, as it stands below it in a list; empty if nothing is.
    public static String missing(JShell shell, Mode mode, DeclarationSnippet definition) {
        String text = mode.field("resolve", new Telling(shell).used(definition, "    ")).stripTrailing();
        String margin = mode.margin();
        return text.lines().map(line -> line.startsWith(margin) ? line.substring(margin.length()) : line).collect(Collectors.joining("\n"));
    }

    private static final class Teller {

        private final JShell shell;
        private final Mode mode;
        private final Telling telling;
        private final List<String> said = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private boolean failed;

        Teller(JShell shell, Mode mode) {
            this.shell = shell;
            this.mode = mode;
            this.telling = new Telling(shell);
        }

        Report tell(List<SnippetEvent> events) {
            events.forEach(this::tell);
            return new Report(said, errors, failed);
        }

        private void tell(SnippetEvent event) {
            List<Diag> diagnostics = shell.diagnostics(event.snippet()).toList();
            if (event.causeSnippet() != null) {
                add(said, telling.of(event));
            } else if (event.status() == Status.REJECTED) {
                failed = true;
                diagnostics.forEach(diagnostic -> explain(event.snippet().source(), diagnostic));
                if (diagnostics.isEmpty()) {
                    error("Error:");
                    error("the snippet was rejected");
                }
            } else if (event.exception() != null) {
                failed = true;
                exception(event.exception());
            } else {
                // What a definition lacks is part of what is told of it.
                diagnostics.stream().filter(diagnostic -> !diagnostic.isError() || event.status() == Status.VALID)
                        .forEach(diagnostic -> explain(event.snippet().source(), diagnostic));
                add(said, telling.of(event));
            }
        }

        private void exception(JShellException exception) {
            if (exception instanceof UnresolvedReferenceException unresolved) {
                add(errors, telling.used(unresolved.getSnippet(), ""));
            } else {
                Exceptions.lines(shell, exception).forEach(this::error);
            }
        }

        private void explain(String source, Diag diagnostic) {
            error(diagnostic.isError() ? "Error:" : "Warning:");
            Diagnostics.lines(source, diagnostic).forEach(this::error);
        }

        private void error(String line) {
            errors.add(mode.errorMargin() + line);
        }

        private void add(List<String> lines, Told told) {
            String text = mode.field("display", told);
            if (!text.isEmpty()) {
                lines.add(text.replaceFirst("\\R\\z", ""));
            }
        }
    }
}
