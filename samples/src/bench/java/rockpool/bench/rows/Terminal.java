package rockpool.bench.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program on a terminal of its own, which `script` from util-linux makes.
final class Terminal implements AutoCloseable {

    private final Process process;
    private final long began;
    private final InputStream screen;
    private final OutputStream keyboard;
    private final StringBuilder shown = new StringBuilder();

    private Terminal(Process process, long began) {
        this.process = process;
        this.began = began;
        this.screen = process.getInputStream();
        this.keyboard = process.getOutputStream();
    }

    /// Starts a program on a terminal of a usual size: without one, a prompt that does not fit is shortened.
    static Terminal start(String command) throws IOException {
        long began = System.nanoTime();
        String sized = "stty columns 100 rows 30; exec " + command;
        ProcessBuilder builder = new ProcessBuilder(List.of("script", "--quiet", "--flush", "--command", sized, "/dev/null"));
        builder.environment().put("TERM", "xterm");
        return new Terminal(builder.redirectErrorStream(true).start(), began);
    }

    /// Reads until the program has shown the text, and gives the milliseconds since its start.
    double millisecondsUntil(String text) throws IOException {
        byte[] buffer = new byte[4096];
        while (shown.indexOf(text) < 0) {
            int count = screen.read(buffer);
            if (count < 0) {
                throw new IOException("the program ended and had not shown " + text + ", but: " + shown);
            }
            shown.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        double milliseconds = (System.nanoTime() - began) / 1e6;
        shown.delete(0, shown.indexOf(text) + text.length());
        return milliseconds;
    }

    void type(String line) throws IOException {
        keyboard.write((line + "\r").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// Types a line that ends the program, and waits for its end.
    void quit(String line) throws IOException, InterruptedException {
        type(line);
        screen.transferTo(OutputStream.nullOutputStream());
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IOException("the program did not end");
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
