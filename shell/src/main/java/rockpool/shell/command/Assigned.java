package rockpool.shell.command;

/// A line that assigns, such as `grid 3 4 = x + 1`: what stands before its `=`, and the Java behind.
///
/// The `=` is one that stands outside of quotes and brackets, with white space around it.
///
/// @param place what stands before
/// @param value what stands behind, perhaps nothing yet
public record Assigned(String place, String value) {

    /// @return null if there is no such `=`
    public static Assigned of(String line) {
        int depth = 0;
        for (int at = 0; at < line.length(); at++) {
            switch (line.charAt(at)) {
                case '"', '\'' -> at = closing(line, at);
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case '=' -> {
                    if (depth == 0 && isAlone(line, at)) {
                        return new Assigned(line.substring(0, at).strip(), line.substring(at + 1).strip().replaceFirst(";\\s*$", ""));
                    }
                }
                default -> { }
            }
        }
        return null;
    }

    /// Where a quote closes, or the end of the line if nowhere.
    private static int closing(String line, int open) {
        for (int at = open + 1; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                at++;
            } else if (line.charAt(at) == line.charAt(open)) {
                return at;
            }
        }
        return line.length();
    }

    private static boolean isAlone(String line, int at) {
        return (at == 0 || Character.isWhitespace(line.charAt(at - 1)))
                && (at + 1 == line.length() || Character.isWhitespace(line.charAt(at + 1)));
    }
}
