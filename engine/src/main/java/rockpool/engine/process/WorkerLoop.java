package rockpool.engine.process;

import java.io.IOException;
import rockpool.engine.pool.Participants;

/// A worker's life: it warms up, says that it is ready, and runs one task after another, each in a thread of its own, until it is told to
/// end or something of a task is left.
///
/// The main thread is the connection's; while nothing comes it waits in the system and costs no CPU.
final class WorkerLoop {

    private final Connection master;
    private final Host host;
    private final Holder holder;
    private volatile TaskOutput output;
    private volatile Cleanliness clean;

    WorkerLoop(Connection master, Host host, Holder holder) {
        this.master = master;
        this.host = host;
        this.holder = holder;
    }

    void run() {
        Thread.ofPlatform().name("rockpool-warm-up").start(this::warmUp);
        master.serve(new MasterRequests(holder, task -> new TaskRun(master::send, holder, output, clean, task).start()));
        WorkerMain.end();
    }

    private void warmUp() {
        try {
            Warmup.run(host);
            Participants.introduce("worker", "worker");
            output = TaskOutput.install(master::send);
            clean = Cleanliness.now();
            master.send(Frame.Kind.READY, 0, Frame.EMPTY);
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }
}
