package rockpool.shell.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/// The class that jshell has put around a snippet, or around several: methods of one name that call each other.
///
/// JShell says from which position of *some* snippet a position of the class comes. With several, one begins where that position goes back,
/// and its text tells which it is.
final class WrappedSnippets {

    private final List<Snippet> snippets;
    private final SnippetWrapper wrapper;
    private final String text;

    WrappedSnippets(List<Snippet> snippets, SnippetWrapper wrapper) {
        this.snippets = snippets;
        this.wrapper = wrapper;
        this.text = wrapper.wrapped();
    }

    /// What the lines of the class are called. Snippets that come from one file have its lines; otherwise the file is called by the
    /// snippets, `#3` or `#3+4`, and the lines of several are counted from the first line of the first one to the last of the last one.
    ///
    /// @return empty if it cannot be told which snippet a line belongs to
    Optional<ClassLines> lines(Function<Snippet, Origin> origins) {
        List<Integer> starts = starts();
        List<Snippet> inOrder = inOrder(starts);
        if (inOrder.stream().distinct().count() != snippets.size() || starts.size() != snippets.size()) {
            return Optional.empty();
        }
        List<Origin> from = inOrder.stream().map(origins).toList();
        String file = from.getFirst().file();
        boolean inOneFile = file != null && from.stream().allMatch(origin -> file.equals(origin.file()));
        List<Integer> first = inOneFile ? from.stream().map(Origin::line).toList() : counted(inOrder);
        String name = inOneFile ? file : inOrder.stream().map(Snippet::id).collect(Collectors.joining("+", "#", ""));
        return Optional.of(new ClassLines(name, lines(inOrder, starts, first)));
    }

    /// The numbers of the snippets' first lines if they stood below each other.
    private static List<Integer> counted(List<Snippet> snippets) {
        List<Integer> first = new ArrayList<>();
        int next = 1;
        for (Snippet snippet : snippets) {
            first.add(next);
            next += (int) snippet.source().lines().count();
        }
        return first;
    }

    /// The positions at which the part of each snippet begins.
    private List<Integer> starts() {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int at = 1; snippets.size() > 1 && at < text.length(); at++) {
            if (wrapper.wrappedToSourcePosition(at) < wrapper.wrappedToSourcePosition(at - 1)) {
                starts.add(at);
            }
        }
        return starts;
    }

    private List<Snippet> inOrder(List<Integer> starts) {
        if (snippets.size() == 1) {
            return snippets;
        }
        List<Snippet> inOrder = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int from = starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            inOrder.add(snippets.stream().max(Comparator.comparingInt(snippet -> likeness(snippet.source(), from, to))).orElseThrow());
        }
        return inOrder;
    }

    /// How many characters of a part are where they would be if it were that source; the others count against it. JShell blanks some out.
    private int likeness(String source, int from, int to) {
        int likeness = 0;
        for (int at = from; at < to; at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                int position = wrapper.wrappedToSourcePosition(at);
                likeness += position < source.length() && source.charAt(position) == text.charAt(at) ? 1 : -1;
            }
        }
        return likeness;
    }

    private int[] lines(List<Snippet> inOrder, List<Integer> starts, List<Integer> first) {
        List<String> rows = text.lines().toList();
        int[] lines = new int[rows.size()];
        int at = 0;
        int part = 0;
        for (int row = 0; row < lines.length; row++) {
            String content = rows.get(row);
            int begin = at + content.length() - content.stripLeading().length();
            while (part + 1 < starts.size() && starts.get(part + 1) <= begin) {
                part++;
            }
            lines[row] = first.get(part) + lineBreaks(inOrder.get(part).source(), wrapper.wrappedToSourcePosition(begin));
            at += content.length() + 1;
        }
        return lines;
    }

    private static int lineBreaks(String source, int end) {
        return (int) source.substring(0, Math.clamp(end, 0, source.length())).chars().filter(c -> c == '\n').count();
    }
}
