package rockpool.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What follows the subject of a `/set`: options, which may stand anywhere, and words.
record SetArguments(Set<String> options, List<Words.Word> words) {

    /// @throws IllegalArgumentException if there is an option that the subject does not have
    static SetArguments of(SetSubject subject, List<Words.Word> words) {
        Set<String> options = new LinkedHashSet<>();
        List<Words.Word> others = new ArrayList<>();
        for (Words.Word word : words) {
            // What follows the command of an editor are the command's own options.
            if (word.quoted() || !word.text().startsWith("-") || subject == SetSubject.EDITOR && !others.isEmpty()) {
                others.add(word);
            } else {
                options.add(option(subject, word.text()));
            }
        }
        return new SetArguments(options, others);
    }

    private static String option(SetSubject subject, String word) {
        String single = word.startsWith("--") ? word.substring(1) : word;
        List<String> matching = subject.options().stream().filter(option -> option.startsWith(single)).toList();
        if (matching.size() != 1) {
            throw new IllegalArgumentException("/set " + subject.title() + " has no option " + word
                    + (subject.options().isEmpty() ? "" : "; it has " + String.join(", ", subject.options())));
        }
        return matching.getFirst();
    }

    boolean has(String option) {
        return options.contains(option);
    }

    List<String> texts() {
        return words.stream().map(Words.Word::text).toList();
    }

    /// @throws IllegalArgumentException with the reason, if something is not so
    void require(boolean so, String reason) {
        if (!so) {
            throw new IllegalArgumentException(reason);
        }
    }
}
