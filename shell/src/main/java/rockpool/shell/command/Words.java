package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;

/// Splits what follows a command's name into words: at white space, but not within quotes.
final class Words {

    private final String text;
    private int position;

    Words(String text) {
        this.text = text;
    }

    static List<String> of(String text) {
        Words words = new Words(text);
        List<String> all = new ArrayList<>();
        while (words.more()) {
            all.add(words.next());
        }
        return all;
    }

    boolean more() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    /// The next word, without the quotes around it.
    String next() {
        char first = text.charAt(position);
        if (first == '"' || first == '\'') {
            int end = text.indexOf(first, position + 1);
            if (end > 0) {
                String word = text.substring(position + 1, end);
                position = end + 1;
                return word;
            }
        }
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
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
