package rockpool.engine.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Frames over a socket. One thread receives, any thread sends.
final class FrameChannel implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GREATEST_BODY = 1 << 30;

    private final SteadyChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

    FrameChannel(SteadyChannel channel) {
        this.channel = channel;
    }

    SteadyChannel channel() {
        return channel;
    }

    void send(Frame.Kind kind, long number, byte[] body) throws IOException {
        send(kind, number, body, body.length);
    }

    void send(Frame.Kind kind, long number, byte[] body, int length) throws IOException {
        if (length + Frame.HEADER_BYTES <= BUFFER_BYTES) {
            ByteBuffer whole = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
            channel.write(header(whole, kind, number, length).put(body, 0, length).flip());
        } else {
            ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
            channel.write(header(header, kind, number, length).flip(), ByteBuffer.wrap(body, 0, length));
        }
    }

    private static ByteBuffer header(ByteBuffer into, Frame.Kind kind, long number, int length) {
        return into.putInt(length).put((byte) kind.ordinal()).putLong(number);
    }

    /// Waits for the next frame.
    ///
    /// @throws java.io.EOFException if the other end is closed
    Frame receive() throws IOException {
        need(Frame.HEADER_BYTES);
        int length = buffer.getInt();
        Frame.Kind kind = Frame.Kind.of(buffer.get());
        long number = buffer.getLong();
        if (length < 0 || length > GREATEST_BODY) {
            throw new IOException("length=" + length + ": a frame has 0 to " + GREATEST_BODY + " bytes");
        }
        return new Frame(kind, number, body(length));
    }

    private byte[] body(int length) throws IOException {
        if (length == 0) {
            return Frame.EMPTY;
        }
        byte[] body = new byte[length];
        int there = Math.min(length, buffer.remaining());
        buffer.get(body, 0, there);
        ByteBuffer rest = ByteBuffer.wrap(body, there, length - there);
        while (rest.hasRemaining()) {
            if (rest.remaining() >= BUFFER_BYTES) {
                channel.read(rest);
            } else {
                need(rest.remaining());
                buffer.get(body, rest.position(), rest.remaining());
                rest.position(rest.limit());
            }
        }
        return body;
    }

    private void need(int count) throws IOException {
        while (buffer.remaining() < count) {
            buffer.compact();
            try {
                channel.read(buffer);
            } finally {
                buffer.flip();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
