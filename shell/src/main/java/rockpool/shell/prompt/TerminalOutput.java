package rockpool.shell.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import rockpool.shell.view.Output;

/// Output on the terminal. While a line is typed, everything else appears above it, in whole lines.
public final class TerminalOutput implements Output {

    private static final AttributedStyle ERROR = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle NAME = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);

    private final CompletableFuture<Terminal> opening;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private LineReader reader;
    private boolean typing;

    /// @param opening completed with the terminal; who writes before that waits for it
    public TerminalOutput(CompletableFuture<Terminal> opening) {
        this.opening = opening;
    }

    /// The terminal, once it is open.
    ///
    /// @throws UncheckedIOException if it cannot be opened
    public Terminal terminal() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw new UncheckedIOException("the terminal cannot be opened", new IOException(e.getCause()));
        }
    }

    synchronized void reader(LineReader lineReader) {
        reader = lineReader;
    }

    /// From now on a line is typed, or no longer.
    synchronized void typing(boolean on) {
        endLine();
        typing = on;
    }

    @Override
    public synchronized void say(String text) {
        line(text);
    }

    @Override
    public synchronized void error(String text) {
        line(styled(ERROR, text));
    }

    @Override
    public synchronized void worker(String name, boolean error, String line) {
        line(styled(NAME, "[" + name + "] ") + (error ? styled(ERROR, line) : line));
    }

    @Override
    public synchronized void user(byte[] piece) {
        if (!typing) {
            write(piece);
            begun.reset();
            int last = lastLineEnd(piece);
            begun.write(piece, last, piece.length - last);
            return;
        }
        int end = lastLineEnd(piece);
        begun.write(piece, 0, end);
        if (end > 0) {
            reader.printAbove(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }
        begun.write(piece, end, piece.length - end);
    }

    @Override
    public void userError(byte[] piece) {
        user(piece);
    }

    private static int lastLineEnd(byte[] piece) {
        for (int i = piece.length; i > 0; i--) {
            if (piece[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private void line(String text) {
        endLine();
        if (typing && reader != null) {
            reader.printAbove(text);
        } else {
            write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Ends a line that a snippet began and did not end.
    private void endLine() {
        if (begun.size() == 0) {
            return;
        }
        if (typing) {
            reader.printAbove(begun.toString(StandardCharsets.UTF_8));
        } else {
            write(new byte[] {'\n'});
        }
        begun.reset();
    }

    private void write(byte[] bytes) {
        try {
            terminal().output().write(bytes);
            terminal().output().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether nobody asked for text without colours, which the variable `NO_COLOR` does.
    static boolean colours() {
        String refused = System.getenv("NO_COLOR");
        return refused == null || refused.isEmpty();
    }

    private String styled(AttributedStyle style, String text) {
        return !colours() ? text : new AttributedStringBuilder().style(style).append(text).style(AttributedStyle.DEFAULT).toAnsi(terminal());
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public int width() {
        return terminal().getWidth() > 0 ? terminal().getWidth() : 80;
    }
}
