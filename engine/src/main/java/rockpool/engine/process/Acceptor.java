package rockpool.engine.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import rockpool.engine.posix.EngineThread;

/// The master's socket: lets its children in, and nobody else.
///
/// Whoever connects must be the same user (the system says who it is) and know the token. Each connection is served by a thread of its
/// own from its first byte on, so that one that says nothing holds up no other.
final class Acceptor implements Closeable {

    /// What happens with a connection of a child, which is then the welcomer's to close; called in the connection's own thread.
    interface Welcome {
        void connected(SteadyChannel channel, Hello hello) throws IOException;
    }

    private static final long RETRY_NANOS = 10_000_000;

    private final ServerSocketChannel server;
    private final UserPrincipal owner;
    private final Hello.Token token;
    private final Welcome welcome;

    Acceptor(Path socket, Hello.Token token, Welcome welcome) throws IOException {
        this.token = token;
        this.welcome = welcome;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        owner = Files.getOwner(socket);
        EngineThread.start("rockpool-acceptor", this::run);
    }

    private void run() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                EngineThread.start("rockpool-connection", () -> serve(channel));
            } catch (IOException e) {
                // Closed, or out of descriptors for now; a child that cannot get in ends by itself.
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void serve(SocketChannel socket) {
        try {
            SteadyChannel channel = new SteadyChannel(socket);
            Hello hello = admitted(channel);
            if (hello == null) {
                channel.close();
            } else {
                welcome.connected(channel, hello);
            }
        } catch (IOException e) {
            // The other end went away; if it is a child, its end is noticed elsewhere.
            return;
        }
    }

    private Hello admitted(SteadyChannel channel) throws IOException {
        if (!channel.channel().getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner)) {
            return null;
        }
        Hello hello = Hello.receive(channel);
        return hello.token().is(token) ? hello : null;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
