package rockpool.engine.data;

import java.io.OutputStream;

/// Appends to a buffer.
final class BufferOutput extends OutputStream {

    private final SharedBuffer buffer;

    BufferOutput(SharedBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public void write(int value) {
        buffer.add(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        buffer.add(bytes, from, count);
    }
}
