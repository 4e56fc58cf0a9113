package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;

/// Splits what follows a command's name into words: at white space, but not within quotes. In double quotes a backslash has the meaning
/// that it has in Java.
final class Words {

    /// A word without the quotes around it.
    record Word(String text, boolean quoted) { }

    private final String text;
    private int position;

    Words(String text) {
        this.text = text;
    }

    static List<String> of(String text) {
        return withQuotes(text).stream().map(Word::text).toList();
    }

    static List<Word> withQuotes(String text) {
        Words words = new Words(text);
        List<Word> all = new ArrayList<>();
        while (words.more()) {
            all.add(words.word());
        }
        return all;
    }

    /// What stands behind so many words, as it was typed.
    static String after(String text, int words) {
        Words source = new Words(text);
        for (int i = 0; i < words && source.more(); i++) {
            source.next();
        }
        return source.rest();
    }

    boolean more() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    /// The next word, without the quotes around it.
    String next() {
        return word().text();
    }

    private Word word() {
        char first = text.charAt(position);
        int end = first == '"' ? closing() : first == '\'' ? text.indexOf(first, position + 1) : -1;
        if (end > 0) {
            String inside = text.substring(position + 1, end);
            position = end + 1;
            return new Word(first == '"' ? unescaped(inside) : inside, true);
        }
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return new Word(text.substring(start, position), false);
    }

    /// Where the double quote closes that opens at the position, -1 if nowhere.
    private int closing() {
        for (int i = position + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static String unescaped(String inside) {
        try {
            return inside.translateEscapes();
        } catch (IllegalArgumentException e) {
            return inside;
        }
    }

    /// Everything that was not taken as a word yet, as it was typed.
    String rest() {
        more();
        String rest = text.substring(position);
        position = text.length();
        return rest;
    }

    String peek() {
        int before = position;
        String word = next();
        position = before;
        return word;
    }
}
