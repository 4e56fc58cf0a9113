package rockpool.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The master's end of a service: a stream of bytes in each direction, and the process behind it.
///
/// The streams do not end when a thread that uses them is interrupted. They may be used at once: bytes written before the service has
/// connected wait for it.
public final class ServiceConnection implements AutoCloseable {

    private static final long STARTING_SECONDS = 30;

    private final Child child;
    private final CompletableFuture<SteadyStreams> streams = new CompletableFuture<>();

    ServiceConnection(Child child) {
        this.child = child;
    }

    void connected(SteadyStreams connected) {
        streams.complete(connected);
    }

    void failed(EndReason reason) {
        streams.completeExceptionally(new IOException("the service has ended: " + reason));
    }

    /// The process number, as in [Master#processes()].
    public long id() {
        return child.number();
    }

    /// The operating system's process id.
    public int pid() {
        return child.pid();
    }

    /// What the service writes. It ends when the service does.
    public InputStream input() throws IOException {
        return connected().input();
    }

    /// What the service reads.
    public OutputStream output() throws IOException {
        return connected().output();
    }

    private SteadyStreams connected() throws IOException {
        try {
            return streams.get(STARTING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the service has not connected within " + STARTING_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the service was starting", e);
        }
    }

    /// Completes when the process has ended, with how.
    public CompletableFuture<EndReason> ended() {
        return child.ended();
    }

    /// Sends a signal to the process.
    ///
    /// @return false if it has ended
    public boolean kill(int signal) {
        return child.kill(signal);
    }

    /// Ends the process, whatever it is doing.
    @Override
    public void close() {
        child.end();
    }
}
