package rockpool.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The snippets' standard input: asks the console for a line when it is read and nothing is left.
final class TypedInput extends InputStream {

    private final Wire wire;
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private byte[] current = new byte[0];
    private int next;

    TypedInput(Wire wire) {
        this.wire = wire;
    }

    /// @param piece empty for the end of the input
    void offer(byte[] piece) {
        arrived.add(piece);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == current.length && !refill()) {
            return -1;
        }
        int count = Math.min(length, current.length - next);
        System.arraycopy(current, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return current.length - next;
    }

    private boolean refill() throws IOException {
        wire.send(Wire.Kind.INPUT_WANTED);
        try {
            current = arrived.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
        next = 0;
        return current.length > 0;
    }
}
