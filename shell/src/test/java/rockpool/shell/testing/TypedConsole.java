package rockpool.shell.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A console on a pseudo-terminal, typed into as by a person. The terminal is made by `script`, which is part of every Linux's basic tools.
///
/// Waiting for a text looks only at what appeared since the last text that was waited for.
public final class TypedConsole implements AutoCloseable {

    public static final String CTRL_C = "\u0003";
    public static final String CTRL_D = "\u0004";
    public static final String ENTER = "\r";
    public static final String TAB = "\t";
    public static final String PROMPT = "rockpool> ";

    private static final Pattern ESCAPES = Pattern.compile("\u001b(\\[[0-9;?]*[ -/]*[@-~]|[()][AB012]|[=>78]|][^\u0007]*\u0007)|\r");

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*[1-9][0-9;]*m");

    private final Process script;
    private final OutputStream keyboard;
    private final StringBuilder screen = new StringBuilder();
    private int seen;

    private TypedConsole(Process script) {
        this.script = script;
        this.keyboard = script.getOutputStream();
        Thread.ofPlatform().daemon().start(this::read);
    }

    /// Starts a console and waits for its prompt.
    public static TypedConsole start(Path folder, String... arguments) {
        return start(folder, Map.of("TERM", "xterm"), arguments);
    }

    /// The same in another environment, which has to name the kind of terminal.
    public static TypedConsole start(Path folder, Map<String, String> environment, String... arguments) {
        String command = ConsoleProcess.command(arguments).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        // Tests in the background of a shell inherit that SIGINT is ignored, which a JVM and its terminal would respect.
        ProcessBuilder builder = new ProcessBuilder(List.of("env", "--default-signal=INT,QUIT", "script", "-qefc",
                "stty cols 100 rows 40; exec " + command, "/dev/null"))
                .directory(folder.toFile()).redirectErrorStream(true);
        ConsoleProcess.keepApart(builder.environment(), folder);
        builder.environment().putAll(environment);
        try {
            TypedConsole console = new TypedConsole(builder.start());
            console.await(PROMPT);
            return console;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (InputStream in = script.getInputStream()) {
            byte[] piece = new byte[4096];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                synchronized (screen) {
                    screen.append(new String(piece, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The terminal was closed.
        }
    }

    /// Everything that appeared so far, without what moves the cursor or colours.
    public String screen() {
        synchronized (screen) {
            return ESCAPES.matcher(screen).replaceAll("");
        }
    }

    /// Whether anything that appeared was coloured.
    public boolean coloured() {
        synchronized (screen) {
            return COLOUR.matcher(screen).find();
        }
    }

    public TypedConsole type(String keys) {
        try {
            keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the console is gone; it showed\n" + screen(), e);
        }
        return this;
    }

    /// Types a line and waits for an answer, and then for the prompt.
    public TypedConsole enter(String line, String answer) {
        return type(line + ENTER).await(answer).await(PROMPT);
    }

    /// Waits for a text that was not there when something was last waited for.
    public TypedConsole await(String text) {
        int[] found = new int[1];
        Deadline.await(() -> (found[0] = screen().indexOf(text, seen)) >= 0,
                () -> "waited for «" + text + "» after\n" + screen().substring(0, seen) + "\n«here»\n" + screen().substring(seen));
        seen = found[0] + text.length();
        return this;
    }

    /// The processes of the console: itself first.
    public List<ProcessHandle> processes() {
        return script.descendants().filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("java")).toList();
    }

    /// Waits for the end.
    ///
    /// @return the exit status
    public int ended() {
        try {
            if (!script.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; it showed\n" + screen());
            }
            return script.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }
}
