package rockpool.shell.prompt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;
import rockpool.shell.console.Console;
import rockpool.shell.console.StateFolder;

/// The prompt: reads a line, or several until a snippet is finished, has the console enter it, and again.
public final class Prompt {

    private final Terminal terminal;
    private final TerminalOutput output;
    private final Console console;
    private final LineReader reader;
    private final int typedBefore;

    public Prompt(Terminal terminal, TerminalOutput output, Console console, StateFolder folder) {
        this.terminal = terminal;
        this.output = output;
        this.console = console;
        this.reader = reader(folder);
        output.reader(reader);
        bindTab();
        ShortcutKeys.bind(console, reader);
        ClosingBrackets.bind(reader, indentation());
        reader.getHistory().attach(reader);
        this.typedBefore = reader.getHistory().last() + 1;
        console.typed(this::typed);
        terminal.handle(Terminal.Signal.INT, _ -> console.interrupt());
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            // Such a terminal reads whole lines and leaves signals to whoever wants them.
            Signals.register("INT", () -> terminal.raise(Terminal.Signal.INT));
        }
    }

    private LineReader reader(StateFolder folder) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("rockpool")
                .parser(new SnippetParser(console))
                .completer(new SnippetCompleter(console))
                .highlighter(new SnippetHighlighter(console))
                .variable(LineReader.INDENTATION, indentation())
                .variable(LineReader.LIST_MAX, 200)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .option(LineReader.Option.AUTO_MENU, false);
        if (folder.make()) {
            builder.variable(LineReader.HISTORY_FILE, folder.file("history"));
        }
        return builder.build();
    }

    private int indentation() {
        return Integer.parseInt(console.settings().get("indent").orElse("4"));
    }

    private void bindTab() {
        TabKey tab = new TabKey(console, reader);
        reader.getWidgets().put("rockpool-tab", tab::press);
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference("rockpool-tab"), KeyMap.ctrl('I'));
    }

    private List<String> typed(boolean all) {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : reader.getHistory()) {
            if (all || entry.index() >= typedBefore) {
                lines.add(entry.line());
            }
        }
        return lines;
    }

    /// Reads and enters until the console is to end.
    public void run() {
        while (console.running()) {
            String text = read();
            if (text != null && !text.isBlank()) {
                enter(text);
            }
        }
    }

    /// Whatever fails, the prompt comes back.
    private void enter(String text) {
        try {
            console.enter(text);
        } catch (RuntimeException e) {
            output.error("|  " + e);
        }
    }

    private String read() {
        output.typing(true);
        try {
            reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, shown(console.feedback().mode().continuation()));
            return reader.readLine(shown(console.feedback().mode().prompt()));
        } catch (UserInterruptException e) {
            return null;
        } catch (EndOfFileException e) {
            console.exit(0);
            return null;
        } catch (IllegalStateException e) {
            output.error("|  " + e.getMessage());
            return null;
        } finally {
            output.typing(false);
        }
    }

    /// A prompt with the id of the next snippet, and with the percent signs as the line reader wants them.
    private String shown(String prompt) {
        return String.format(prompt, prompt.contains("%") ? console.session().nextId() : "").replace("%", "%%");
    }

    /// Reads a line for a snippet that reads its standard input.
    public static byte[] lineFor(Terminal terminal, Console console) {
        LineReader plain = LineReaderBuilder.builder().terminal(terminal).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
        plain.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return (plain.readLine("") + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (UserInterruptException e) {
            console.interrupt();
            return new byte[0];
        } catch (EndOfFileException e) {
            return new byte[0];
        }
    }
}
