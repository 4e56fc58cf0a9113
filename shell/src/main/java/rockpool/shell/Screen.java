package rockpool.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What a terminal was sent since something was last waited for. One thread writes, another waits.
final class Screen extends OutputStream {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        text.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
        notifyAll();
    }

    /// Waits until a text has appeared, and forgets everything up to it.
    ///
    /// @throws IOException if it has not by the deadline
    synchronized void await(String expected, int deadlineSeconds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(deadlineSeconds);
        while (text.indexOf(expected) < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IOException("expected=" + expected + " did not appear after " + text);
            }
            wait(left);
        }
        text.delete(0, text.indexOf(expected) + expected.length());
    }
}
