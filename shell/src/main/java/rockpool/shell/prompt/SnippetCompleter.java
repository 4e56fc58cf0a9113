package rockpool.shell.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import rockpool.shell.command.Registry;
import rockpool.shell.console.Commands;
import rockpool.shell.console.Console;

/// Completes Java by the compiler's knowledge, and commands by the registry's.
final class SnippetCompleter implements Completer {

    private final Console console;

    SnippetCompleter(Console console) {
        this.console = console;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (Commands.isCommand(line.line())) {
            command(line, candidates);
        } else {
            java(line.line(), line.cursor(), line.cursor() - line.wordCursor(), candidates);
        }
    }

    private void command(ParsedLine line, List<Candidate> candidates) {
        Registry registry = (Registry) console.commands();
        Registry.Suggested suggested = registry.suggest(line.words().subList(0, line.wordIndex()), line.word());
        for (String word : suggested.words()) {
            boolean whole = !word.endsWith("/");
            candidates.add(new Candidate(word, word, null, null, null, null, whole));
        }
        if (suggested.java()) {
            int start = line.cursor();
            while (start > 0 && Character.isJavaIdentifierPart(line.line().charAt(start - 1))) {
                start--;
            }
            String before = line.word().substring(0, line.wordCursor() - (line.cursor() - start));
            java(line.line().substring(javaStart(line)), line.cursor() - javaStart(line), start - javaStart(line), candidates, before);
        }
    }

    /// Where the Java of a command's line begins: what stands before does not disturb the compiler if it is left out.
    private static int javaStart(ParsedLine line) {
        int brace = line.line().indexOf('{');
        if (brace >= 0 && brace < line.cursor()) {
            return brace;
        }
        return line.cursor() - line.wordCursor();
    }

    private void java(String source, int cursor, int wordStart, List<Candidate> candidates) {
        java(source, cursor, wordStart, candidates, "");
    }

    private void java(String source, int cursor, int wordStart, List<Candidate> candidates, String before) {
        int[] anchor = new int[1];
        Set<String> seen = new HashSet<>();
        for (Suggestion suggestion : console.session().analysis().completionSuggestions(source, cursor, anchor)) {
            if (anchor[0] >= wordStart) {
                String value = before + source.substring(wordStart, anchor[0]) + suggestion.continuation();
                if (seen.add(value)) {
                    candidates.add(new Candidate(value, value, null, null, null, null, false, suggestion.matchesType() ? 0 : 1));
                }
            }
        }
    }
}
