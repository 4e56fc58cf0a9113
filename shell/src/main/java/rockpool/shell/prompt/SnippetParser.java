package rockpool.shell.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import rockpool.shell.console.Commands;
import rockpool.shell.console.Console;

/// Says whether what was typed is finished, and which word the cursor is in.
final class SnippetParser implements Parser {

    private final Console console;

    SnippetParser(Console console) {
        this.console = console;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !line.isBlank() && !console.isComplete(line)) {
            throw new EOFError(-1, cursor, "incomplete", "", depth(line), "}");
        }
        return Commands.isCommand(line) ? command(line, cursor) : java(line, cursor);
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    private static int depth(String line) {
        int depth = 0;
        for (char c : line.toCharArray()) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        }
        return Math.max(0, depth);
    }

    private static ParsedLine java(String line, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(line.charAt(start - 1))) {
            start--;
        }
        return new Words(line, cursor, List.of(line.substring(start, cursor)), 0, cursor - start);
    }

    private static ParsedLine command(String line, int cursor) {
        List<String> words = new ArrayList<>();
        int position = 0;
        while (true) {
            while (position < cursor && Character.isWhitespace(line.charAt(position))) {
                position++;
            }
            int start = position;
            while (position < cursor && !Character.isWhitespace(line.charAt(position))) {
                position++;
            }
            words.add(line.substring(start, position));
            if (position >= cursor) {
                return new Words(line, cursor, words, words.size() - 1, position - start);
            }
        }
    }

    /// @param words up to the cursor
    private record Words(String line, int cursor, List<String> words, int wordIndex, int wordCursor) implements CompletingParsedLine {

        @Override
        public String word() {
            return words.get(wordIndex);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor;
        }

        @Override
        public int rawWordLength() {
            return wordCursor;
        }
    }
}
