package rockpool.shell.console;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import jdk.jshell.SnippetEvent;
import rockpool.shell.feedback.Exceptions;
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

    /// What there is to say of what failed.
    ///
    /// @param refused makes the text of why the engine refused what was asked of it, in the place of a stack
    public List<String> errors(UnaryOperator<String> refused) {
        return events.stream().map(SnippetEvent::exception).filter(Objects::nonNull).findFirst().flatMap(Exceptions::refusal)
                .map(reason -> List.of(refused.apply(reason))).orElse(report.errors());
    }

    /// The text of the value, null if there is none.
    public String value() {
        return events.isEmpty() ? null : events.getFirst().value();
    }
}
