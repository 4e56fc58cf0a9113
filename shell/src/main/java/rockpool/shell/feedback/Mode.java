package rockpool.shell.feedback;

/// One way of giving feedback.
///
/// @param level how much is said
/// @param prompt what stands before a new line
/// @param continuation what stands before a line that goes on
/// @param truncation how long the text of a value may be in a definition
/// @param expressionTruncation how long it may be when the value was asked for
/// @param retained whether later consoles have the mode too
/// @param predefined whether it is one of the four that cannot be changed
public record Mode(String name, Level level, String prompt, String continuation, int truncation, int expressionTruncation,
        boolean retained, boolean predefined) {

    /// How much is said.
    public enum Level {
        /// Errors only.
        SILENT,
        /// Values and errors.
        CONCISE,
        /// Also what was created, changed or dropped.
        NORMAL,
        /// Also types, imports, and what changed in consequence.
        VERBOSE;

        boolean atLeast(Level other) {
            return compareTo(other) >= 0;
        }
    }

    static Mode predefined(String name, Level level, String prompt, String continuation, int truncation, int expressionTruncation) {
        return new Mode(name, level, prompt, continuation, truncation, expressionTruncation, false, true);
    }

    public Mode named(String other) {
        return new Mode(other, level, prompt, continuation, truncation, expressionTruncation, false, false);
    }

    public Mode withPrompts(String first, String next) {
        return new Mode(name, level, first, next, truncation, expressionTruncation, retained, predefined);
    }

    public Mode withTruncation(int length, int expressionLength) {
        return new Mode(name, level, prompt, continuation, length, expressionLength, retained, predefined);
    }

    public Mode withLevel(Level other) {
        return new Mode(name, other, prompt, continuation, truncation, expressionTruncation, retained, predefined);
    }

    public Mode retained(boolean on) {
        return new Mode(name, level, prompt, continuation, truncation, expressionTruncation, on, predefined);
    }

    /// The mode as a text from which [#decode(String)] makes it again.
    public String encode() {
        return String.join("\u001e", name, level.name(), prompt, continuation, Integer.toString(truncation),
                Integer.toString(expressionTruncation));
    }

    /// @throws IllegalArgumentException if the text is not from [#encode()]
    public static Mode decode(String text) {
        String[] parts = text.split("\u001e", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("retained mode=" + text + " is not a mode");
        }
        return new Mode(parts[0], Level.valueOf(parts[1]), parts[2], parts[3], Integer.parseInt(parts[4]), Integer.parseInt(parts[5]),
                true, false);
    }
}
