package rockpool.shell.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Attribute;
import jdk.jshell.SourceCodeAnalysis.Highlight;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import rockpool.shell.console.Commands;
import rockpool.shell.console.Console;

/// Colours what is typed: keywords, names that are declared, names of commands. As long as the compiler is not ready, nothing.
final class SnippetHighlighter implements Highlighter {

    private static final AttributedStyle KEYWORD = AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
    private static final AttributedStyle DECLARED = AttributedStyle.DEFAULT.bold();
    private static final AttributedStyle DEPRECATED = AttributedStyle.DEFAULT.crossedOut();
    private static final AttributedStyle COMMAND = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final int REMEMBERED = 64;

    private final Console console;
    private final Map<String, AttributedString> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AttributedString> eldest) {
            return size() > REMEMBERED;
        }
    };

    SnippetHighlighter(Console console) {
        this.console = console;
    }

    @Override
    public AttributedString highlight(LineReader reader, String text) {
        if (text.isBlank() || !TerminalOutput.colours()) {
            return new AttributedString(text);
        }
        if (Commands.isCommand(text)) {
            return command(text);
        }
        return console.session().ready() ? remembered.computeIfAbsent(text, this::java) : new AttributedString(text);
    }

    private static AttributedString command(String text) {
        int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
        return new AttributedStringBuilder().styled(COMMAND, text.substring(0, end)).append(text.substring(end)).toAttributedString();
    }

    private AttributedString java(String text) {
        AttributedStringBuilder styled = new AttributedStringBuilder();
        int done = 0;
        for (Highlight highlight : highlights(text)) {
            if (highlight.start() >= done) {
                styled.append(text.substring(done, highlight.start()));
                styled.styled(style(highlight.attributes()), text.substring(highlight.start(), highlight.end()));
                done = highlight.end();
            }
        }
        return styled.append(text.substring(done)).toAttributedString();
    }

    /// The highlights, none where JShell cannot tell them: it throws at some unfinished input, such as a string that is not closed.
    private List<Highlight> highlights(String text) {
        try {
            return console.session().analysis().highlights(text);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static AttributedStyle style(Set<Attribute> attributes) {
        if (attributes.contains(Attribute.KEYWORD)) {
            return KEYWORD;
        }
        return attributes.contains(Attribute.DECLARATION) ? DECLARED : DEPRECATED;
    }

    @Override
    public void setErrorPattern(Pattern pattern) {
        // Errors are told when the snippet is entered.
    }

    @Override
    public void setErrorIndex(int index) {
        // As above.
    }
}
