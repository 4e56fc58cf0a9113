package rockpool.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The first bytes on each connection: who connects, and what for.
///
/// | offset | size | field |
/// |---|---|---|
/// | 0 | 16 | the master's token |
/// | 16 | 8 | the child's number |
/// | 24 | 1 | 0 control, 1 stream |
///
/// What follows belongs to the connection's use: no byte of it is read here.
record Hello(Token token, long number, boolean stream) {

    static final int BYTES = 25;

    /// What only the master and its children know.
    record Token(long high, long low) {

        /// In the same time wherever they differ.
        boolean is(Token other) {
            return ((high ^ other.high) | (low ^ other.low)) == 0;
        }
    }

    void send(SteadyChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(token.high).putLong(token.low).putLong(number).put((byte) (stream ? 1 : 0));
        channel.write(bytes.flip());
    }

    static Hello receive(SteadyChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
            channel.read(bytes);
        }
        bytes.flip();
        return new Hello(new Token(bytes.getLong(), bytes.getLong()), bytes.getLong(), bytes.get() == 1);
    }
}
