package rockpool.shell.view;

import org.jline.utils.WCWidth;

/// Texts of anybody's as a line of a terminal: no text of a program's breaks a table, rings the bell or moves the cursor.
public final class Printable {

    private Printable() { }

    /// The text with what is no character to see written as in Java: a line end as `\n`, an escape as `\u001b`.
    public static String of(String text) {
        return text.codePoints().allMatch(Printable::isSeen) ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(code -> {
            switch (code) {
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                case '\r' -> escaped.append("\\r");
                default -> {
                    if (isSeen(code)) {
                        escaped.appendCodePoint(code);
                    } else {
                        escaped.append(String.format("\\u%04x", code));
                    }
                }
            }
        });
        return escaped.toString();
    }

    /// Control characters, half surrogate pairs and what ends a line or turns its direction are not seen.
    private static boolean isSeen(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> !isDirection(code);
            default -> true;
        };
    }

    private static boolean isDirection(int code) {
        return switch (Character.getDirectionality(code)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING, Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING, Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT, Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE, Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
            default -> false;
        };
    }

    /// How many columns of a terminal a line takes: two for what is as wide as a Chinese character, none for accents of their own.
    public static int width(String line) {
        return line.codePoints().map(code -> Math.max(0, WCWidth.wcwidth(code))).sum();
    }
}
