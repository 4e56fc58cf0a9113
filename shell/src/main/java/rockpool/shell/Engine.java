package rockpool.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.process.Master;
import rockpool.engine.process.MasterListener;
import rockpool.engine.process.MasterOptions;
import rockpool.engine.process.ProcessInfo;
import rockpool.engine.process.Resources;
import rockpool.shell.session.ServiceProcess;
import rockpool.shell.session.SessionProcess;
import rockpool.shell.session.SessionService;
import rockpool.shell.view.Output;

/// The engine below a console: its master, made on a thread of its own from the start, and the traces it leaves.
///
/// Workers stand by only once somebody may need them: when a definition was made, or when the prompt has been there for a while, so that
/// their start does not take the processors from the first snippet.
final class Engine {

    private static final int STANDING_BY = 2;
    private static final int REST_MILLIS = 500;

    private final CompletableFuture<Master> starting = new CompletableFuture<>();
    private final CompletableFuture<?> shown;
    private volatile boolean standby;

    /// @param jvmOptions for the session and the workers
    /// @param shown before that no session starts, which would take the processors from what is shown first
    Engine(Output output, List<String> jvmOptions, CompletableFuture<?> shown) {
        this.shown = shown;
        Thread.ofPlatform().daemon().name("rockpool-master").start(() -> start(output, jvmOptions));
    }

    private void start(Output output, List<String> jvmOptions) {
        try {
            Participants.introduce("console", "console");
            Master master = Master.start(MasterOptions.defaults().withStandby(0).withJvmOptions(jvmOptions));
            master.addListener(new Listener(output));
            starting.complete(master);
            Pool.clean();
        } catch (RuntimeException | Error e) {
            starting.completeExceptionally(e);
        }
    }

    Master master() {
        return starting.join();
    }

    SessionProcess session() {
        shown.join();
        return ServiceProcess.start(master());
    }

    /// Has workers stand by from now on.
    void standBy() {
        if (!standby) {
            standby = true;
            starting.thenAccept(master -> master.standby(STANDING_BY));
        }
    }

    /// Has workers stand by in a while.
    void standByAtRest() {
        CompletableFuture.delayedExecutor(REST_MILLIS, TimeUnit.MILLISECONDS).execute(this::standBy);
    }

    /// Has workers stand by if something was defined that they could run.
    void standByIfDefined() {
        if (!standby && starting.isDone() && !master().definitions().isEmpty()) {
            standBy();
        }
    }

    /// Removes what dead processes have left: resources and folders of masters, and pools that nobody uses.
    static List<String> clean() {
        List<String> removed = new ArrayList<>(Resources.removeLeftovers());
        Pool.clean().forEach(pool -> removed.add("pool " + pool));
        return removed;
    }

    private record Listener(Output target) implements MasterListener {

        @Override
        public void output(long id, String name, boolean error, String line) {
            target.worker(SessionService.shownName(name), error, line);
        }

        @Override
        public void dropped(long lines) {
            target.error("(" + lines + " lines of workers came too fast to be shown)");
        }

        @Override
        public void ended(ProcessInfo process) {
            if (process.role() == ProcessInfo.Role.TASK && Ends.isUnexpected(process.reason())) {
                target.worker(process.name(), true, "process " + process.id() + " " + process.reason());
            }
        }
    }
}
