package rockpool.engine.process;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// A Unix domain socket that an interrupted thread may use.
///
/// A blocking channel of the JDK closes itself when a thread that uses it is interrupted; here the interrupt is left pending and the
/// bytes go their way. One thread reads; any thread writes.
final class SteadyChannel implements Closeable {

    private final SocketChannel channel;
    private final Selector readable;
    private final ReentrantLock writing = new ReentrantLock();
    private Selector writable;

    SteadyChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
    }

    static SteadyChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new SteadyChannel(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    /// Waits for bytes and reads them.
    ///
    /// @return how many, at least 1
    /// @throws EOFException if the other end is closed
    int read(ByteBuffer into) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                int count = channel.read(into);
                if (count > 0) {
                    return count;
                }
                if (count < 0) {
                    throw new EOFException("the other end is closed");
                }
                interrupted |= Thread.interrupted();
                await(readable);
            }
        } finally {
            restore(interrupted);
        }
    }

    /// Writes all bytes, as one piece between those of other threads.
    void write(ByteBuffer... pieces) throws IOException {
        writing.lock();
        try {
            for (ByteBuffer piece : pieces) {
                while (piece.hasRemaining()) {
                    if (channel.write(piece) == 0) {
                        awaitRoom();
                    }
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        if (writable == null) {
            writable = Selector.open();
            channel.register(writable, SelectionKey.OP_WRITE);
        }
        boolean interrupted = Thread.interrupted();
        try {
            await(writable);
        } finally {
            restore(interrupted);
        }
    }

    private void await(Selector selector) throws IOException {
        try {
            selector.select();
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new EOFException("closed");
        }
        if (!channel.isOpen()) {
            throw new EOFException("closed");
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Closes both directions; a thread that waits in one ends with an exception.
    @Override
    public void close() throws IOException {
        channel.close();
        readable.wakeup();
        readable.close();
        Selector room = writable;
        if (room != null) {
            room.close();
        }
    }
}
