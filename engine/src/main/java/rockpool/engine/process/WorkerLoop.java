package rockpool.engine.process;

import java.io.IOException;

/// A worker's life: it warms up, says that it is ready, and runs one task after another, each in a thread of its own, until it is told to
/// end or something of a task is left.
///
/// The main thread is the connection's; while nothing comes it waits in the system and costs no CPU.
final class WorkerLoop {

    private final Connection master;
    private final Holder holder;

    WorkerLoop(Connection master, Holder holder) {
        this.master = master;
        this.holder = holder;
    }

    void run() throws IOException {
        TaskOutput output = TaskOutput.install(master);
        Warmup.run();
        Cleanliness clean = Cleanliness.now();
        master.send(Frame.Kind.READY, 0, Frame.EMPTY);
        master.serve(new MasterRequests(holder, task -> new TaskRun(master, holder, output, clean, task).start()));
        WorkerMain.end();
    }
}
