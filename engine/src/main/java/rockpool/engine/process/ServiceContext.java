package rockpool.engine.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// What a [WorkerService] is given: its arguments and the streams to and from the master.
public final class ServiceContext {

    private final SteadyStreams streams;
    private final List<String> arguments;

    ServiceContext(SteadyStreams streams, List<String> arguments) {
        this.streams = streams;
        this.arguments = arguments;
    }

    /// What the master's side writes to [ServiceConnection#output()].
    public InputStream input() {
        return streams.input();
    }

    /// What the master's side reads from [ServiceConnection#input()].
    public OutputStream output() {
        return streams.output();
    }

    public List<String> arguments() {
        return arguments;
    }
}
