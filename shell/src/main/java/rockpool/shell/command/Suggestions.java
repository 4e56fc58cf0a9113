package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;
import rockpool.shell.console.Console;

/// What can stand at a place of a command's line.
@FunctionalInterface
public interface Suggestions {

    Suggestions NONE = (_, _, _) -> List.of();

    /// @param before the words before the one that is being typed
    /// @param word what was typed of that one
    List<String> of(Console console, List<String> before, String word);

    /// These and those.
    default Suggestions or(Suggestions others) {
        return (console, before, word) -> {
            List<String> all = new ArrayList<>(of(console, before, word));
            all.addAll(others.of(console, before, word));
            return all;
        };
    }

    /// Always the same words.
    static Suggestions words(String... words) {
        return (_, _, _) -> List.of(words);
    }

    /// These words as the first, then what the other says.
    static Suggestions first(List<String> words, Suggestions then) {
        return (console, before, word) -> before.isEmpty() ? words : then.of(console, before, word);
    }
}
