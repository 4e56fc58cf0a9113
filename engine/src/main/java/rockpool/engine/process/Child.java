package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rockpool.engine.posix.OperatingSystem;

/// The master's side of one child JVM.
///
/// The fields that scheduling changes (`task`, `used`, `stopped`, `warm`) are guarded by the lock of [Children].
final class Child {

    static final int SIGSTOP = 19;
    static final int SIGCONT = 18;
    private static final int SIGTERM_STATUS = 143;
    private static final int SIGNAL_STATUS = 128;
    private static final int GREATEST_SIGNAL = 64;
    private static final Set<Integer> HANDLED_SIGNALS = Set.of(129, 130, SIGTERM_STATUS);
    private static final long DRAIN_MILLIS = 300;

    private final long number;
    private final String title;
    private final boolean service;
    private final Instant started = Instant.now();
    private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
    private final ServiceConnection serviceConnection;
    private volatile Process process;
    private volatile Connection connection;
    private volatile Thread reader;
    private volatile boolean exiting;
    private volatile EndReason over;
    private volatile String lastWords = "";
    private final OutputPump.LineSplitter[] printing = new OutputPump.LineSplitter[2];
    private Thread[] pumps = {};

    volatile Task task;
    /// Whose output is in the pipes: what a task has printed there may be read when the task has already ended.
    private volatile Task printer;
    volatile boolean stopped;
    volatile boolean warm;
    boolean used;

    Child(long number, String title, boolean service) {
        this.number = number;
        this.title = title;
        this.service = service;
        this.serviceConnection = service ? new ServiceConnection(this) : null;
    }

    /// It is to run a task.
    void assign(Task next) {
        used = true;
        task = next;
        printer = next;
    }

    /// Starts the JVM. Runs in the starter's thread.
    void launch(MasterOptions options, ChildSettings settings, OutputQueue output) throws IOException {
        Process begun = new ProcessBuilder(JavaCommand.of(options, title, recording())).start();
        process = begun;
        ProcessPoints.CHILD_STARTED.reach();
        pumps = new Thread[] {
                OutputPump.start("rockpool-out-" + number, begun.getInputStream(), line -> output(output, false, line)),
                OutputPump.start("rockpool-err-" + number, begun.getErrorStream(), line -> output(output, true, line))};
        try (var stdin = begun.getOutputStream()) {
            stdin.write(settings.encoded());
        } catch (IOException e) {
            // It has ended already; how is seen at its end.
            exiting = false;
        }
    }

    /// A piece of its task's output has come over the connection.
    void printed(byte[] body, OutputQueue output) {
        int stream = body[0] == 1 ? 1 : 0;
        if (printing[stream] == null) {
            printing[stream] = new OutputPump.LineSplitter(line -> output(output, stream == 1, line));
        }
        printing[stream].add(body, 1, body.length - 1);
    }

    /// Its task prints no more.
    void printedLast() {
        for (OutputPump.LineSplitter splitter : printing) {
            if (splitter != null) {
                splitter.end();
            }
        }
    }

    private void output(OutputQueue output, boolean error, String line) {
        if (error) {
            lastWords = line;
        }
        Task from = printer;
        if (from != null) {
            output.line(from.id, from.name, error, line);
        } else {
            output.line(service ? number : 0, title, error, line);
        }
    }

    /// Whether it makes an AOT cache, which it writes when it exits.
    boolean recording() {
        return service && System.getProperty(JavaCommand.RECORD) != null;
    }

    void connected(Connection to, Thread readerThread) {
        reader = readerThread;
        connection = to;
    }

    long number() {
        return number;
    }

    String title() {
        return title;
    }

    boolean isService() {
        return service;
    }

    ServiceConnection serviceConnection() {
        return serviceConnection;
    }

    Connection connection() {
        return connection;
    }

    CompletableFuture<EndReason> ended() {
        return ended;
    }

    String lastWords() {
        return lastWords;
    }

    void exiting() {
        exiting = true;
    }

    int pid() {
        Process now = process;
        return now == null ? 0 : (int) now.pid();
    }

    boolean kill(int signal) {
        Process now = process;
        if (now == null || !now.isAlive() || !OperatingSystem.current().kill((int) now.pid(), signal)) {
            return false;
        }
        if (signal == SIGSTOP || signal == SIGCONT) {
            stopped = signal == SIGSTOP;
        }
        return true;
    }

    void destroy() {
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
        }
    }

    /// Ends it at once, or, if it makes an AOT cache, lets it do so.
    void end() {
        Connection open = connection;
        if (!recording() || open == null || !open.send(Frame.Kind.QUIT, 0, Frame.EMPTY)) {
            destroy();
        }
    }

    void onExit(Runnable handler) {
        process.onExit().thenRun(handler);
    }

    /// After the process has ended: waits until everything that it had written is read.
    void drain() {
        join(reader, TimeUnit.SECONDS.toMillis(5));
        for (Thread pump : pumps) {
            join(pump, DRAIN_MILLIS);
        }
    }

    private static void join(Thread thread, long millis) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How the process ended. Java gives one number for both ways: 128 and the signal's number look like an exit status. A JVM that ends
    /// by itself says so before.
    EndReason reason() {
        int status = process.exitValue();
        int signal = status - SIGNAL_STATUS;
        boolean signalled = signal > 0 && signal <= GREATEST_SIGNAL && (!exiting || HANDLED_SIGNALS.contains(status));
        return signalled ? new EndReason.Signalled(signal) : new EndReason.Exited(status);
    }

    void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// It is shown as ended from now on; whoever waits for [#ended()] is told when all that follows from it has been done.
    void over(EndReason reason) {
        over = reason;
    }

    /// Who uses what is asked for here now: the task, or the child itself.
    ResourceEntry.User user() {
        Task now = task;
        return now == null ? new ResourceEntry.User(number, title, pid()) : new ResourceEntry.User(now.id, now.name, pid());
    }

    /// As users see it; for a worker without a task it is the worker itself.
    ProcessInfo info() {
        Task now = task;
        if (now != null) {
            return now.info();
        }
        ProcessInfo.State state = over != null ? ProcessInfo.State.ENDED : stopped ? ProcessInfo.State.STOPPED
                : (service ? connection != null : warm) ? ProcessInfo.State.RUNNING : ProcessInfo.State.STARTING;
        ProcessInfo.Role role = service ? ProcessInfo.Role.SERVICE : ProcessInfo.Role.STANDBY;
        return new ProcessInfo(service ? number : 0, title, role, pid(), state, started, over, 0);
    }
}
