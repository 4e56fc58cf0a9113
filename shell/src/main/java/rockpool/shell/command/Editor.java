package rockpool.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rockpool.shell.console.Settings;

/// The editor of `/edit`: chosen by `/set editor`, else by the environment, else one that every Linux has.
///
/// @param command the program and its arguments; the file is added
/// @param waits whether the program returns at once, so that the user says when editing is done
record Editor(List<String> command, boolean waits) {

    static final String SETTING = "editor";
    private static final String WAIT = "-wait";
    private static Editor chosen;

    /// The editor in use.
    static Editor current(Settings settings) {
        return chosen != null ? chosen : retained(settings).orElseGet(Editor::standard);
    }

    static Optional<Editor> retained(Settings settings) {
        return settings.get(SETTING).map(Editor::parse);
    }

    static Editor standard() {
        return Stream.of("JSHELLEDITOR", "VISUAL", "EDITOR")
                .map(System.getenv()::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .map(Editor::parse)
                .orElseGet(() -> new Editor(List.of("vi"), false));
    }

    static Editor parse(String text) {
        List<String> words = new ArrayList<>(Words.of(text));
        boolean waits = words.remove(WAIT);
        return new Editor(List.copyOf(words), waits);
    }

    /// @param editor null for what the environment says
    static void choose(Editor editor) {
        chosen = editor;
    }

    /// Runs the editor in this terminal until it ends, or until the user presses return if it is one that waits.
    ///
    /// @return its exit status
    int edit(Path file, Runnable askForReturn) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add(file.toString());
        Process process = new ProcessBuilder(words).inheritIO().start();
        if (waits) {
            askForReturn.run();
            while (System.in.read() > '\n') {
                // Up to the end of the line.
            }
        }
        return process.waitFor();
    }

    @Override
    public String toString() {
        return (waits ? WAIT + " " : "") + String.join(" ", command);
    }
}
