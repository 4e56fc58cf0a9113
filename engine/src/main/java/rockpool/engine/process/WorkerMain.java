package rockpool.engine.process;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import rockpool.engine.pool.Participants;
import rockpool.engine.posix.EngineThread;
import rockpool.engine.posix.OperatingSystem;

/// The main class of every child: a worker that stands by, or a service.
///
/// It asks to die with the master's process and looks whether it is still its parent; later it ends as soon as the control connection
/// does. Both are needed: the signal also reaches a child that is stopped, the connection is there before the request for the signal.
public final class WorkerMain {

    private static final int MASTER_IS_GONE = 0;
    private static final int SERVICE_FAILED = 1;

    private WorkerMain() {}

    /// @param arguments not used: what matters comes through the standard input
    public static void main(String[] arguments) throws IOException {
        ChildSettings settings = ChildSettings.read(System.in);
        bindToMaster(settings);
        SteadyChannel channel = SteadyChannel.connect(settings.socket());
        new Hello(settings.token(), settings.number(), false).send(channel);
        Connection connection = new Connection(new FrameChannel(channel));
        Holder holder = new Holder();
        RemoteHost host = new RemoteHost(connection, settings.number(), settings.master());
        Processes.attach(host, holder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> connection.send(Frame.Kind.EXITING, 0, Frame.EMPTY), "rockpool-exit"));
        if (settings.provider().isEmpty()) {
            new WorkerLoop(connection, host, holder).run();
        } else {
            serveInBackground(connection, holder);
            if (System.getProperty(JavaCommand.RECORD) != null) {
                rehearse(new WorkerLoop(connection, host, holder));
            }
            runService(settings);
        }
    }

    private static void bindToMaster(ChildSettings settings) {
        OperatingSystem system = OperatingSystem.current();
        system.dieWithParent();
        system.leaveProcessGroup();
        if (system.parentPid() != settings.master()) {
            Runtime.getRuntime().halt(MASTER_IS_GONE);
        }
    }

    private static void serveInBackground(Connection connection, Holder holder) {
        EngineThread.start("rockpool-connection", () -> {
            connection.serve(new MasterRequests(holder, null));
            end();
        });
    }

    /// The master is gone, or has said that this process shall end. A JVM that makes an AOT cache writes it on its way out; for all others
    /// this is the end at once, whatever still runs here.
    static void end() {
        if (System.getProperty(JavaCommand.RECORD) != null) {
            System.exit(0);
        }
        Runtime.getRuntime().halt(MASTER_IS_GONE);
    }

    /// The cache that this JVM makes is for workers as well.
    private static void rehearse(WorkerLoop worker) throws IOException {
        try {
            worker.rehearse();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void runService(ChildSettings settings) throws IOException {
        String provider = settings.provider();
        Participants.introduce(ChildSettings.simpleName(provider), "service");
        SteadyChannel stream = SteadyChannel.connect(settings.socket());
        new Hello(settings.token(), settings.number(), true).send(stream);
        ServiceContext context = new ServiceContext(SteadyStreams.of(stream), settings.arguments());
        int status = 0;
        try {
            service(provider).run(context);
        } catch (Throwable e) {
            e.printStackTrace();
            status = SERVICE_FAILED;
        }
        System.exit(status);
    }

    private static WorkerService service(String provider) throws ReflectiveOperationException {
        List<ServiceLoader.Provider<WorkerService>> found = ServiceLoader.load(WorkerService.class).stream()
                .filter(candidate -> candidate.type().getName().equals(provider)).toList();
        return found.isEmpty() ? (WorkerService) Class.forName(provider).getConstructor().newInstance() : found.getFirst().get();
    }
}
