package rockpool.shell.session;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/// The process behind a session, as the console sees it.
public interface SessionProcess {

    /// The operating system's process id, 0 while there is none.
    int pid();

    InputStream input();

    OutputStream output();

    /// Why the process ended, in words; completed when it has.
    CompletableFuture<String> ended();

    /// Ends the process at once.
    void kill();

    /// A process that may still be starting: what is asked of it waits for that.
    record Starting(CompletableFuture<SessionProcess> starting) implements SessionProcess {

        @Override
        public int pid() {
            return starting.isDone() && !starting.isCompletedExceptionally() ? starting.join().pid() : 0;
        }

        @Override
        public InputStream input() {
            return starting.join().input();
        }

        @Override
        public OutputStream output() {
            return starting.join().output();
        }

        @Override
        public CompletableFuture<String> ended() {
            return starting.thenCompose(SessionProcess::ended);
        }

        @Override
        public void kill() {
            starting.thenAccept(SessionProcess::kill);
        }
    }
}
