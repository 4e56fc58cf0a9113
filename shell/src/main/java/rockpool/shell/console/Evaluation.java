package rockpool.shell.console;

import java.util.List;
import jdk.jshell.SnippetEvent;
import rockpool.shell.feedback.Mode;
import rockpool.shell.feedback.Report;

/// What came of evaluating one snippet.
public record Evaluation(List<SnippetEvent> events, Report report) {

    static Evaluation ended(List<SnippetEvent> events) {
        return new Evaluation(events, new Report(List.of(), List.of(), true));
    }

    static Evaluation interrupted(List<SnippetEvent> events, Mode mode) {
        return new Evaluation(events, Report.failed(mode, "Interrupted."));
    }

    /// The text of the value, null if there is none.
    public String value() {
        return events.isEmpty() ? null : events.getFirst().value();
    }
}
