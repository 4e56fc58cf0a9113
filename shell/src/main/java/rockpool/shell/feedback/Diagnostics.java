package rockpool.shell.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.Diag;

/// The compiler's messages about a snippet: the message, the line it is about, and a mark under the place.
public final class Diagnostics {

    private Diagnostics() { }

    /// The lines of one message, first the message itself.
    public static List<String> lines(String source, Diag diagnostic) {
        List<String> lines = new ArrayList<>();
        for (String line : diagnostic.getMessage(Locale.getDefault()).split("\\R")) {
            if (!line.strip().startsWith("location:")) {
                lines.add(line);
            }
        }
        int start = (int) diagnostic.getStartPosition();
        int end = (int) diagnostic.getEndPosition();
        if (start >= 0 && start <= source.length()) {
            mark(source, start, Math.clamp(end, start, source.length()), lines);
        }
        return lines;
    }

    /// The line of the source, counted from 0, that a message is about.
    public static int line(String source, Diag diagnostic) {
        int position = Math.clamp(diagnostic.getPosition(), 0, source.length());
        return (int) source.substring(0, position).chars().filter(c -> c == '\n').count();
    }

    private static void mark(String source, int start, int end, List<String> lines) {
        int from = source.lastIndexOf('\n', start - 1) + 1;
        int to = source.indexOf('\n', start);
        String line = source.substring(from, to < 0 ? source.length() : to);
        lines.add(line);
        int last = Math.min(end, from + line.length()) - from - 1;
        int first = start - from;
        lines.add(" ".repeat(first) + underline(last - first));
    }

    private static String underline(int beyondFirst) {
        return beyondFirst <= 0 ? "^" : "^" + "-".repeat(beyondFirst - 1) + "^";
    }
}
