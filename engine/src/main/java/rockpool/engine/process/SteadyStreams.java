package rockpool.engine.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// The two directions of a [SteadyChannel] as streams.
record SteadyStreams(InputStream input, OutputStream output) {

    static SteadyStreams of(SteadyChannel channel) {
        return new SteadyStreams(new Reading(channel), new Writing(channel));
    }

    private static final class Reading extends InputStream {
        private final SteadyChannel channel;

        Reading(SteadyChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            Objects.checkFromIndexSize(from, count, bytes.length);
            if (count == 0) {
                return 0;
            }
            try {
                return channel.read(ByteBuffer.wrap(bytes, from, count));
            } catch (EOFException e) {
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Writing extends OutputStream {
        private final SteadyChannel channel;

        Writing(SteadyChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            channel.write(ByteBuffer.wrap(bytes, from, count));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
