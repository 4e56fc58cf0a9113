package rockpool.shell.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import rockpool.shell.feedback.Diagnostics;
import rockpool.shell.feedback.Exceptions;
import rockpool.shell.session.Origin;

/// A file of snippets and commands, entered line by line.
///
/// A strict one stops at its first error, which it names with file and line, as do its snippets wherever a line of theirs is named. Another
/// one goes on, as jshell does, and its snippets are called by their numbers.
public final class Script {

    private final Console console;
    private final String name;
    private final boolean strict;
    private final Map<String, Integer> firstLines = new HashMap<>();

    public Script(Console console, String name, boolean strict) {
        this.console = console;
        this.name = name;
        this.strict = strict;
    }

    /// Enters everything that the reader gives, until the console is to end or, if strict, something fails.
    ///
    /// @return whether nothing failed
    public boolean run(BufferedReader source) throws IOException {
        StringBuilder pending = new StringBuilder();
        boolean good = true;
        int first = 0;
        int number = 0;
        for (String line = source.readLine(); line != null; line = source.readLine()) {
            number++;
            if (pending.isEmpty() && (line.isBlank() || number == 1 && line.startsWith("#!"))) {
                continue;
            }
            first = pending.isEmpty() ? number : first;
            pending.append(line).append('\n');
            if (console.isComplete(pending.toString())) {
                good &= enter(pending.toString().stripTrailing(), first);
                pending.setLength(0);
                if (!console.running() || strict && !good) {
                    return good;
                }
            }
        }
        return good & (pending.isEmpty() || incomplete(pending.toString(), first));
    }

    /// Enters all lines of a text.
    public boolean run(String text) {
        try (BufferedReader reader = new BufferedReader(new StringReader(text))) {
            return run(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean enter(String text, int first) {
        if (Commands.isCommand(text)) {
            boolean good = console.command(text.strip());
            if (!good && strict) {
                console.output().error(place(first) + text.strip().lines().findFirst().orElse("") + " failed");
            }
            return good;
        }
        Origin origin = strict ? new Origin(file(), first) : Origin.TYPED;
        return console.enterSnippets(text, origin, (source, offset, evaluation) -> tell(source, first + offset, evaluation));
    }

    private String file() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private boolean incomplete(String text, int first) {
        boolean good = enter(text.stripTrailing(), first);
        if (good) {
            console.output().error(place(first) + "error: the input ends in the middle of: " + text.lines().findFirst().orElse(""));
        }
        return false;
    }

    private void tell(String source, int first, Evaluation evaluation) {
        for (SnippetEvent event : evaluation.events()) {
            firstLines.put(event.snippet().id(), first);
        }
        if (evaluation.report().failed()) {
            explain(first, evaluation);
        } else {
            evaluation.report().errors().forEach(console.output()::error);
        }
    }

    private void explain(int first, Evaluation evaluation) {
        List<String> lines = evaluation.report().errors();
        if (strict) {
            console.output().error(evaluation.events().stream()
                    .flatMap(event -> reason(first, event).stream())
                    .findFirst().orElse(place(first) + "error: the snippet was not finished"));
        }
        lines.forEach(console.output()::error);
    }

    private Optional<String> reason(int first, SnippetEvent event) {
        JShell shell = console.session().shell();
        if (event.exception() != null) {
            int line = Exceptions.inSnippet(event.exception()).map(this::line).orElse(first);
            return Optional.of(place(line) + "exception: " + Exceptions.headline(shell, event.exception()));
        }
        if (event.status() != Status.REJECTED) {
            return Optional.empty();
        }
        return shell.diagnostics(event.snippet()).filter(Diag::isError).findFirst()
                .map(error -> place(first + Diagnostics.line(event.snippet().source(), error)) + "error: "
                        + error.getMessage(null).lines().findFirst().orElse(""));
    }

    private int line(StackTraceElement element) {
        return firstLines.getOrDefault(element.getFileName().substring(1), 0) + Math.max(0, element.getLineNumber() - 1);
    }

    private String place(int line) {
        return name + ":" + line + ": ";
    }
}
