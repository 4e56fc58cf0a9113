package rockpool.engine.process;

/// Something other than tasks that runs in a child of the master, such as the console's session.
///
/// It is found through `ServiceLoader`, or by its class name and public constructor without parameters.
public interface WorkerService {

    /// Runs the service in the child's main thread. When this returns, the child ends with status 0; when it throws, with status 1.
    void run(ServiceContext context) throws Exception;
}
