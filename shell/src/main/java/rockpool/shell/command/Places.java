package rockpool.shell.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Mode;
import rockpool.shell.session.Session;

/// What can stand in the lines of commands: names of snippets, files, options, subjects.
final class Places {

    static final Suggestions NAMES = (console, _, _) -> names(console);
    static final Suggestions SNIPPETS = NAMES.or(Suggestions.words("-all", "-start"));
    static final Suggestions FILES = (_, _, word) -> files(word);
    static final Suggestions CONTEXT = Suggestions.words("-class-path", "-module-path", "-add-modules", "-add-exports");
    static final Suggestions HELP = (console, _, word) -> help(console, word);
    static final Suggestions SETTINGS = Suggestions.first(
            List.of("editor", "start", "feedback", "mode", "prompt", "truncation", "format", "indent"), Places::settings);

    private Places() { }

    /// The pool that the first two words name, null if they do not.
    static String poolOf(List<Words.Word> words) {
        boolean named = words.size() > 1 && !words.getFirst().quoted() && List.of("-p", "--pool").contains(words.getFirst().text());
        return named ? words.get(1).text() : null;
    }

    private static List<String> names(Console console) {
        return console.snippets().stream()
                .filter(snippet -> !Session.isStartup(snippet) && snippet instanceof DeclarationSnippet
                        && Selection.isActive(console, snippet))
                .map(snippet -> ((DeclarationSnippet) snippet).name())
                .distinct().toList();
    }

    private static List<String> files(String word) {
        int slash = word.lastIndexOf(File.separatorChar);
        String before = word.substring(0, slash + 1);
        Path folder = before.isEmpty() ? Path.of("") : Paths.file(before);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                found.add(before + file.getFileName() + (Files.isDirectory(file) ? File.separator : ""));
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    private static List<String> help(Console console, String word) {
        Stream<String> commands = ((Registry) console.commands()).entries().stream().map(Entry::name)
                .map(name -> word.startsWith("/") ? name : name.substring(1));
        return Stream.concat(commands, Stream.of(Subject.values()).map(Subject::title)).toList();
    }

    private static List<String> settings(Console console, List<String> before, String word) {
        List<SetSubject> subjects = SetSubject.beginningWith(before.getFirst());
        if (subjects.size() == 1 && word.startsWith("-")) {
            return subjects.getFirst().options();
        }
        return switch (before.getFirst()) {
            case "feedback", "mode", "prompt", "truncation", "format" -> console.feedback().modes().stream().map(Mode::name).toList();
            case "start" -> Stream.concat(files(word).stream(), Stream.of("-default", "-none", "-retain")).toList();
            case "editor" -> Stream.concat(files(word).stream(), Stream.of("-default", "-delete", "-retain", "-wait")).toList();
            default -> List.of();
        };
    }
}
