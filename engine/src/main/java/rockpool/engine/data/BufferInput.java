package rockpool.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Reads a buffer from a position on.
final class BufferInput extends InputStream {

    private final SharedBuffer buffer;
    private long position;

    BufferInput(SharedBuffer buffer, long position) {
        this.buffer = buffer;
        this.position = position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int at, int count) throws IOException {
        Objects.checkFromIndexSize(at, count, to.length);
        int there = (int) Math.min(count, buffer.end() - position);
        if (there <= 0) {
            return count == 0 ? 0 : -1;
        }
        try {
            buffer.copy(position, to, at, there);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        position += there;
        return there;
    }

    @Override
    public int available() {
        return Math.clamp(buffer.end() - position, 0, Integer.MAX_VALUE);
    }
}
