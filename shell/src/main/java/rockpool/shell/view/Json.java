package rockpool.shell.view;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// Values as JSON text.
public final class Json {

    private Json() { }

    /// Numbers, truth values and null as they are (JSON has no infinite ones), maps and collections in depth, everything else as text.
    public static String of(Object value) {
        return switch (value) {
            case null -> "null";
            case Double number when number.isNaN() || number.isInfinite() -> "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> all -> all.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
            default -> quote(value.toString());
        };
    }

    /// A text in quotes, with everything escaped that has to be.
    public static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return json.append('"').toString();
    }
}
