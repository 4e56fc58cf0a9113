package rockpool.shell.session;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/// The snippets of a start-up: one after the other, whatever comes of those before.
final class StartupSnippets {

    private StartupSnippets() { }

    static void forEach(JShell shell, String source, Consumer<String> action) {
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            action.accept((info.source() == null ? rest : info.source()).strip());
            rest = info.remaining() == null ? "" : info.remaining();
        }
    }

    /// What is wrong with a snippet, empty if nothing is.
    static String problem(JShell shell, SnippetEvent event) {
        return event.exception() instanceof EvalException thrown ? thrown.getExceptionClassName() + ": " + thrown.getMessage()
                : event.exception() != null ? event.exception().toString()
                : shell.diagnostics(event.snippet()).filter(Diag::isError).map(error -> error.getMessage(null))
                        .collect(Collectors.joining("; "));
    }
}
