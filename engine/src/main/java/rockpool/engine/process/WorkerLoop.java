package rockpool.engine.process;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Participants;
import rockpool.engine.posix.EngineThread;

/// A worker's life: it says that it is ready, and runs one task after another, each in a thread of its own, until it is told to end or
/// something of a task is left. If nothing comes for a while, it warms up once.
///
/// The main thread is the connection's; while nothing comes it waits in the system and costs no CPU.
final class WorkerLoop {

    /// While programs start many processes, the processor's time is theirs.
    private static final long REST_MILLIS = 500;

    private final Connection master;
    private final Reports reports;
    private final RemoteHost host;
    private final Holder holder;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final Thread warmUp = EngineThread.unstarted("rockpool-warm-up", this::warmUp);
    private TaskOutput output;
    private volatile Cleanliness clean;

    WorkerLoop(Connection master, RemoteHost host, Holder holder) {
        this.master = master;
        this.reports = master::send;
        this.host = host;
        this.holder = holder;
    }

    void run() {
        MasterRequests requests = prepare();
        warmUp.start();
        master.send(Frame.Kind.READY, 0, Frame.EMPTY);
        master.serve(requests);
        WorkerMain.end();
    }

    private MasterRequests prepare() {
        Participants.introduce("worker", "worker");
        output = TaskOutput.install(reports);
        clean = Cleanliness.now();
        return new MasterRequests(holder, this::begin);
    }

    /// Does in a service what a worker does, so that the AOT cache which the service makes is good for workers as well.
    void rehearse() throws IOException, InterruptedException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        prepare();
        sample();
        System.setOut(out);
        System.setErr(err);
    }

    private void sample() throws IOException, InterruptedException {
        Warmup.run(host, () -> wanted.getCount() == 0);
    }

    /// The task's own thread waits for the end of a sample task that runs just then, since this one must not.
    private void begin(Frame task) {
        wanted.countDown();
        host.running(task.number());
        new TaskRun(reports, holder, output, () -> clean, task).startAfter(warmUp);
    }

    private void warmUp() {
        try {
            if (!wanted.await(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                sample();
                Participants.introduce("worker", "worker");
                clean = Cleanliness.now();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
