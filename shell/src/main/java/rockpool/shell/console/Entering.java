package rockpool.shell.console;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import rockpool.shell.session.Origin;

/// Takes a text apart into commands and snippets, and has them run one after the other.
final class Entering {

    private final Console console;

    Entering(Console console) {
        this.console = console;
    }

    /// Whether a text is a whole command or a whole number of snippets.
    boolean isComplete(String source) {
        if (Commands.isCommand(source)) {
            return console.commands().isComplete(source);
        }
        Completeness completeness = console.session().analysis().analyzeCompletion(source).completeness();
        return completeness.isComplete() || completeness == Completeness.EMPTY;
    }

    /// Enters snippets that were typed, up to the first that fails. Lines that are rejected together are entered one after the other.
    ///
    /// @return false if one failed
    boolean typed(String source) {
        return snippets(source, Origin.TYPED, this::show, true);
    }

    /// Enters snippets, up to the first that fails, and has each of them told of.
    ///
    /// @return false if one failed
    boolean snippets(String source, Origin origin, Narrator narrator) {
        return snippets(source, origin, narrator, false);
    }

    private boolean snippets(String source, Origin origin, Narrator narrator, boolean splitting) {
        String rest = source;
        while (!rest.isBlank() && console.running()) {
            CompletionInfo info = console.session().analysis().analyzeCompletion(rest);
            String one = (info.source() == null ? rest : info.source()).strip();
            int line = lines(source, source.length() - rest.stripLeading().length());
            rest = info.remaining() == null ? "" : info.remaining();
            Evaluation evaluation = console.evaluate(one, origin.after(line));
            if (splitting && isRejected(evaluation) && couldEndEarlier(one)) {
                return lineByLine(one + "\n" + rest);
            }
            narrator.tell(one, line, evaluation);
            if (evaluation.report().failed()) {
                return false;
            }
        }
        return true;
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static boolean isRejected(Evaluation evaluation) {
        return evaluation.events().stream().anyMatch(event -> event.status() == Snippet.Status.REJECTED);
    }

    /// Whether a text has a line at which it could end.
    private boolean couldEndEarlier(String text) {
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (isComplete(text.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /// Enters lines that are no snippets as a whole, such as several that were pasted: as many at a time as make a command or snippets.
    private boolean lineByLine(String source) {
        StringBuilder pending = new StringBuilder();
        boolean good = true;
        for (String line : source.split("\n")) {
            pending.append(line).append('\n');
            if (good && isComplete(pending.toString())) {
                String text = pending.toString();
                good = Commands.isCommand(text) ? console.command(text.strip()) : snippets(text, Origin.TYPED, this::show);
                pending.setLength(0);
            }
        }
        return good && (pending.toString().isBlank() || snippets(pending.toString(), Origin.TYPED, this::show));
    }

    private void show(String source, int line, Evaluation evaluation) {
        evaluation.report().errors().forEach(console.output()::error);
        evaluation.report().said().forEach(console.output()::say);
    }

    /// Enters something and shows only what fails.
    boolean quietly(String source) {
        return Commands.isCommand(source) ? console.command(source.strip())
                : snippets(source, Origin.TYPED, (_, _, evaluation) -> evaluation.report().errors().forEach(console.output()::error));
    }
}
