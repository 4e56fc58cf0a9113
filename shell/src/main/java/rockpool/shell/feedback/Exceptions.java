package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/// The text of an exception that a snippet ended with.
public final class Exceptions {

    private Exceptions() { }

    /// The lines of the exception, its stack and its causes.
    public static List<String> lines(JShell shell, Throwable exception) {
        List<String> lines = new ArrayList<>();
        String before = "Exception ";
        for (Throwable e = exception; e != null; e = e.getCause()) {
            lines.add(before + headline(shell, e));
            for (StackTraceElement element : e.getStackTrace()) {
                lines.add("      at " + place(element));
            }
            before = "Caused by: ";
        }
        return lines;
    }

    /// The exception in one line.
    public static String headline(JShell shell, Throwable exception) {
        return switch (exception) {
            case EvalException e -> e.getExceptionClassName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            case UnresolvedReferenceException e -> unresolved(shell, e.getSnippet());
            case JShellException e -> String.valueOf(e.getMessage());
            default -> exception.toString();
        };
    }

    /// The first place of the stack that lies in a snippet of the prompt or of a file.
    public static Optional<StackTraceElement> inSnippet(Throwable exception) {
        for (StackTraceElement element : exception.getStackTrace()) {
            if (element.getFileName() != null && element.getFileName().startsWith("#")) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static String unresolved(JShell shell, DeclarationSnippet snippet) {
        return "attempted to use " + Definitions.describe(snippet) + " which cannot be used until "
                + missing(shell, snippet);
    }

    /// What a definition still lacks, in words.
    static String missing(JShell shell, DeclarationSnippet snippet) {
        List<String> names = shell.unresolvedDependencies(snippet).toList();
        if (!names.isEmpty()) {
            return enumerate(names) + (names.size() == 1 ? " is declared" : " are declared");
        }
        String errors = shell.diagnostics((Snippet) snippet).map(d -> d.getMessage(null)).collect(Collectors.joining("; "));
        return "this error is corrected: " + errors;
    }

    private static String enumerate(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.getLast();
    }

    private static String place(StackTraceElement element) {
        StringBuilder text = new StringBuilder();
        if (!element.getClassName().isEmpty()) {
            text.append(element.getClassName().substring(element.getClassName().lastIndexOf('.') + 1)).append('.');
        }
        if (!element.getMethodName().isEmpty()) {
            text.append(element.getMethodName()).append(' ');
        }
        return text.append('(').append(source(element)).append(')').toString();
    }

    private static String source(StackTraceElement element) {
        if (element.isNativeMethod()) {
            return "Native Method";
        }
        if (element.getFileName() == null) {
            return "Unknown Source";
        }
        return element.getLineNumber() < 0 ? element.getFileName() : element.getFileName() + ":" + element.getLineNumber();
    }
}
