package rockpool.shell.feedback;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Something that a mode's formats put into words: what happened to a snippet.
///
/// @param traits one of each kind
/// @param name of a variable, method or type; empty if it has none
/// @param type of a variable or expression; the parameter types of a method
/// @param value null if there is none
/// @param unresolved the names that are missing, as a list in words
/// @param errors the lines of messages about what has to be corrected
record Told(Set<Trait> traits, String name, String type, String value, String unresolved, List<String> errors) {

    /// A field of the mode's, for this.
    ///
    /// @throws IllegalArgumentException if a format is none that [String#format(String, Object...)] takes
    String field(Formats formats, String field, String shownValue) {
        String errorLine = formats.of("errorline", traits);
        String lines = errors.stream().map(line -> String.format(errorLine, name, type, shownValue, unresolved, "", line))
                .collect(Collectors.joining());
        return String.format(formats.of(field, traits), name, type, shownValue, unresolved, lines, "");
    }
}
