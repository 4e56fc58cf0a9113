package rockpool.shell.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

/// Knows for each class that jshell has put around snippets what its lines are called.
///
/// The session runs classes in which lines have these names already ([LineWeaver]). JShell translates the stacks of exceptions itself,
/// and expects the compiler's lines there: [#asCompiled(Throwable)] puts them back. One thread at a time uses this, as JShell.
final class SnippetLines {

    private static final Pattern WRAPPER = Pattern.compile("^REPL\\.\\$JShell\\$\\w+");

    private final Map<String, Optional<ClassLines>> known = new HashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private JShell shell;
    private Origin origin = Origin.TYPED;

    void shell(JShell theShell) {
        shell = theShell;
    }

    /// Says where the snippets that are evaluated next come from.
    void begin(Origin next) {
        origin = next;
    }

    /// Remembers where the snippets that were just evaluated come from.
    void end(List<SnippetEvent> events) {
        events.stream().filter(event -> event.causeSnippet() == null).forEach(event -> origins.putIfAbsent(event.snippet().id(), origin));
        origin = Origin.TYPED;
    }

    /// What the lines of a class are called, null if they keep the compiler's numbers. The class's snippets are known to JShell.
    ClassLines of(String className) {
        return wrapper(className).flatMap(name -> known.computeIfAbsent(name, this::find)).orElse(null);
    }

    private static Optional<String> wrapper(String className) {
        Matcher matcher = WRAPPER.matcher(className);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private Optional<ClassLines> find(String wrapper) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        List<Snippet> snippets = shell.snippets().filter(snippet -> shell.status(snippet).isActive())
                .filter(snippet -> analysis.wrapper(snippet).fullClassName().equals(wrapper)).toList();
        if (snippets.isEmpty()) {
            return Optional.empty();
        }
        return new WrappedSnippets(snippets, analysis.wrapper(snippets.getFirst())).lines(this::origin);
    }

    private Origin origin(Snippet snippet) {
        return origins.getOrDefault(snippet.id(), origin);
    }

    /// Gives an exception and its causes the stacks that they would have with the classes as the compiler made them.
    <T extends Throwable> T asCompiled(T exception) {
        for (Throwable e = exception; e != null; e = e.getCause()) {
            StackTraceElement[] stack = e.getStackTrace();
            for (int i = 0; i < stack.length; i++) {
                stack[i] = asCompiled(stack[i]);
            }
            e.setStackTrace(stack);
        }
        return exception;
    }

    private StackTraceElement asCompiled(StackTraceElement place) {
        Optional<String> wrapper = wrapper(place.getClassName());
        int line = wrapper.flatMap(name -> known.getOrDefault(name, Optional.empty()))
                .map(lines -> lines.inClass(place.getLineNumber())).orElse(0);
        return line == 0 ? place : new StackTraceElement(place.getClassLoaderName(), place.getModuleName(), place.getModuleVersion(),
                place.getClassName(), place.getMethodName(), place.getFileName(), line);
    }
}
