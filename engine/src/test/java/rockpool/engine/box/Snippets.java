package rockpool.engine.box;

import java.util.concurrent.atomic.AtomicReference;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;

/// Classes of one name and different structure, each from a session of its own in this JVM.
public final class Snippets {

    /// Where a session leaves a class.
    public static final AtomicReference<Class<?>> FOUND = new AtomicReference<>();

    private Snippets() {}

    /// A class `Letter[int number, List<Part> parts]` whose `Part` has the given components.
    static Class<?> letter(String components) {
        try (JShell shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), null).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            eval(shell, "record Part(" + components + ") {}");
            eval(shell, "record Letter(int number, java.util.List<Part> parts) {}");
            eval(shell, Snippets.class.getName() + ".FOUND.set(Letter.class);");
            return FOUND.getAndSet(null);
        }
    }

    private static void eval(JShell shell, String snippet) {
        for (SnippetEvent event : shell.eval(snippet)) {
            if (event.status() != Snippet.Status.VALID || event.exception() != null) {
                throw new AssertionError(snippet + ": " + shell.diagnostics(event.snippet()).toList(), event.exception());
            }
        }
    }
}
