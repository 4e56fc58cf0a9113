package rockpool.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import rockpool.engine.process.EndReason;
import rockpool.engine.process.Master;
import rockpool.engine.process.ServiceConnection;

/// A session process that the engine's master has started.
public record ServiceProcess(ServiceConnection connection) implements SessionProcess {

    public static SessionProcess start(Master master) {
        return new ServiceProcess(master.startService(SessionService.class.getName(), List.of()));
    }

    @Override
    public int pid() {
        return connection.pid();
    }

    @Override
    public InputStream input() {
        try {
            return connection.input();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OutputStream output() {
        try {
            return connection.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<String> ended() {
        return connection.ended().thenApply(EndReason::toString);
    }

    @Override
    public void kill() {
        connection.close();
    }
}
