package rockpool.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A documentation comment as lines for a terminal: without markup, wrapped to its width.
final class JavadocText {

    private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");
    private static final Pattern PARAGRAPH = Pattern.compile("(?i)</?(p|div|ul|ol|dl|blockquote|h\\d|table|tr)\\b[^>]*>");
    private static final Pattern ITEM = Pattern.compile("(?i)<(li|dt|dd)\\b[^>]*>");
    private static final Pattern MARKUP = Pattern.compile("<[^>]{1,80}>");
    private static final String MARGIN = "  ";

    private JavadocText() { }

    /// @param comment null if there is none
    static String of(String comment, int width) {
        if (comment == null || comment.isBlank()) {
            return MARGIN + "<no documentation found>";
        }
        List<String> lines = new ArrayList<>();
        for (String paragraph : plain(comment).split("\\n\\s*\\n|\\n(?=\\s*(@|- ))")) {
            wrap(paragraph.strip().replaceAll("\\s+", " "), Math.max(40, width) - MARGIN.length(), lines);
        }
        return String.join("\n", lines);
    }

    private static String plain(String comment) {
        String text = INLINE.matcher(INLINE.matcher(comment).replaceAll("$1")).replaceAll("$1");
        text = ITEM.matcher(PARAGRAPH.matcher(text).replaceAll("\n\n")).replaceAll("\n- ");
        return MARKUP.matcher(text).replaceAll("")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    }

    private static void wrap(String paragraph, int width, List<String> lines) {
        StringBuilder line = new StringBuilder(MARGIN);
        for (String word : paragraph.split(" ")) {
            if (line.length() + word.length() + 1 > width && line.length() > MARGIN.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(MARGIN);
            }
            line.append(word).append(' ');
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString().stripTrailing());
        }
    }
}
