package rockpool.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Empties a pipe of a child, always, and gives on whole lines.
final class OutputPump implements Runnable {

    private static final int STACK_BYTES = 128 << 10;

    private final InputStream pipe;
    private final LineSplitter lines;

    private OutputPump(InputStream pipe, Consumer<String> line) {
        this.pipe = pipe;
        this.lines = new LineSplitter(line);
    }

    static Thread start(String name, InputStream pipe, Consumer<String> line) {
        Thread thread = new Thread(null, new OutputPump(pipe, line), name, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int count = pipe.read(buffer); count >= 0; count = pipe.read(buffer)) {
                lines.add(buffer, 0, count);
            }
        } catch (IOException e) {
            // The child has ended and its pipe was closed: what came is all there is.
            lines.end();
            return;
        }
        lines.end();
    }

    /// Cuts bytes into lines. A line that is longer than [#LONGEST] comes in pieces.
    static final class LineSplitter {

        static final int LONGEST = 64 << 10;

        private final Consumer<String> line;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        LineSplitter(Consumer<String> line) {
            this.line = line;
        }

        void add(byte[] bytes, int from, int count) {
            int end = from + count;
            int start = from;
            for (int i = from; i < end; i++) {
                if (bytes[i] == '\n') {
                    begun.write(bytes, start, i - start);
                    finish();
                    start = i + 1;
                }
            }
            begun.write(bytes, start, end - start);
            if (begun.size() >= LONGEST) {
                finish();
            }
        }

        void end() {
            if (begun.size() > 0) {
                finish();
            }
        }

        private void finish() {
            String text = begun.toString(StandardCharsets.UTF_8);
            begun.reset();
            line.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
