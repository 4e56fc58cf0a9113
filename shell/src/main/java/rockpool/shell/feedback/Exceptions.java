package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/// The text of an exception that a snippet ended with.
public final class Exceptions {

    private static final String ENGINE = "rockpool.engine.";

    private Exceptions() { }

    /// The lines of the exception, its stack and its causes. What a cause's stack shares with that of its consequence is left out.
    static List<String> lines(JShell shell, Throwable exception) {
        List<String> lines = new ArrayList<>();
        StackTraceElement[] above = {};
        for (Throwable e = exception; e != null; e = e.getCause()) {
            lines.add((e == exception ? "Exception " : "Caused by: ") + headline(shell, e));
            int shared = shared(e.getStackTrace(), above);
            stack(e).stream().limit(e.getStackTrace().length - shared).forEach(lines::add);
            if (shared > 0) {
                lines.add("      ...");
            }
            above = e.getStackTrace();
        }
        return lines;
    }

    private static int shared(StackTraceElement[] stack, StackTraceElement[] above) {
        int count = 0;
        while (count < Math.min(stack.length, above.length) && stack[stack.length - 1 - count].equals(above[above.length - 1 - count])) {
            count++;
        }
        return count;
    }

    /// The places of the stack, a line each.
    private static List<String> stack(Throwable exception) {
        return Stream.of(exception.getStackTrace()).map(element -> "      at " + place(element)).toList();
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
            if (isSnippet(element)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /// Why the engine refused what a snippet asked of it, if nothing but the engine lies between the two, so that the stack tells nothing
    /// more.
    public static Optional<String> refusal(Throwable exception) {
        if (!(exception instanceof EvalException refused) || refused.getMessage() == null || refused.getCause() != null) {
            return Optional.empty();
        }
        List<StackTraceElement> stack = Stream.of(refused.getStackTrace()).dropWhile(element -> element.getClassName().startsWith("java.")).toList();
        boolean ofEngine = !stack.isEmpty() && stack.getFirst().getClassName().startsWith(ENGINE);
        return ofEngine && stack.stream().allMatch(Exceptions::isEngineOrSnippet) && snippets(stack) == 1
                ? Optional.of(refused.getMessage()) : Optional.empty();
    }

    private static boolean isEngineOrSnippet(StackTraceElement element) {
        return element.getClassName().startsWith(ENGINE) || element.getClassName().startsWith("java.") || isSnippet(element);
    }

    private static boolean isSnippet(StackTraceElement element) {
        return element.getFileName() != null && element.getFileName().startsWith("#");
    }

    private static long snippets(List<StackTraceElement> stack) {
        return stack.stream().filter(Exceptions::isSnippet).map(StackTraceElement::getFileName).distinct().count();
    }

    private static String unresolved(JShell shell, DeclarationSnippet snippet) {
        Mode normal = Predefined.NORMAL;
        return normal.field("display", new Telling(shell).used(snippet, "")).strip().substring(normal.margin().length());
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
