package rockpool.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rockpool.shell.session.SessionProcess;
import rockpool.shell.session.Setup;
import rockpool.shell.testing.RecordedOutput;

@Timeout(60)
class InterruptsTest {

    @TempDir
    private Path folder;

    /// A process that never answers.
    private static final class Silent implements SessionProcess {

        private final AtomicBoolean killed = new AtomicBoolean();
        private final PipedOutputStream neverWritten = new PipedOutputStream();

        @Override
        public int pid() {
            return 1;
        }

        @Override
        public InputStream input() {
            try {
                return new PipedInputStream(neverWritten);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public CompletableFuture<String> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void kill() {
            killed.set(true);
        }
    }

    /// A command that looks up only when it is interrupted twice.
    private record Busy(CountDownLatch begun, CountDownLatch asked) implements Commands {

        @Override
        public int run(String line) {
            begun.countDown();
            boolean interrupted = false;
            while (asked.getCount() > 0) {
                interrupted |= Thread.interrupted();
                Thread.onSpinWait();
            }
            return interrupted || Thread.interrupted() ? 1 : 0;
        }

        @Override
        public boolean isComplete(String line) {
            return true;
        }
    }

    @Test
    void aCommandThatTheConsoleIsBusyWithCostsNoSession() throws InterruptedException {
        Silent process = new Silent();
        Busy busy = new Busy(new CountDownLatch(1), new CountDownLatch(1));
        RecordedOutput output = new RecordedOutput();
        try (Console console = new Console(output, () -> new byte[0], new Settings(new StateFolder(folder)), false,
                new Setup("", List.of(), List.of()), () -> process, _ -> busy)) {
            Thread typing = Thread.ofPlatform().start(() -> {
                try {
                    busy.begun.await();
                    assertTrue(console.interrupt() && console.interrupt());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                } finally {
                    busy.asked.countDown();
                }
            });
            assertFalse(console.command("/busy"), "it was interrupted");
            typing.join();
            assertFalse(process.killed.get());
            assertFalse(console.interrupt(), "nothing runs");
        }
        assertEquals("", output.take());
    }
}
