package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import rockpool.engine.sync.JoinWait;

/// The master, asked by a child over its control connection.
final class RemoteHost implements Host {

    private final Connection master;
    private final long self;
    private final String joins;
    private final ResourceHost resources = new RemoteResources(this);
    private volatile long task;

    /// @param masterPid the master's process id
    RemoteHost(Connection master, long self, long masterPid) {
        this.master = master;
        this.self = self;
        this.joins = JoinWait.objectOf(masterPid);
    }

    @Override
    public long self() {
        return self;
    }

    @Override
    public long process() {
        long now = task;
        return now == 0 ? self : now;
    }

    /// Which task runs here, 0 for none.
    void running(long number) {
        task = number;
    }

    @Override
    public ResourceHost resources() {
        return resources;
    }

    @Override
    public DefinitionKey define(long local, String name) {
        Input in = ask(Operation.DEFINE.begin().number(local).text(name));
        return read(() -> DefinitionKey.read(in));
    }

    @Override
    public Optional<DefinitionKey> find(String name) {
        Input in = ask(Operation.FIND.begin().text(name));
        return read(() -> in.octet() == 0 ? Optional.empty() : Optional.of(DefinitionKey.read(in)));
    }

    @Override
    public List<DefinitionKey> definitions() {
        Input in = ask(Operation.DEFINITIONS.begin());
        return read(() -> Messages.keys(in));
    }

    @Override
    public long start(DefinitionKey key, boolean fresh, Inheritance inheritance, boolean complete, byte[] payload) {
        Output out = Operation.START.begin();
        key.write(out);
        inheritance.write(out.octet(fresh ? 1 : 0));
        Input in = ask(out.octet(complete ? 1 : 0).block(payload));
        return read(in::number);
    }

    @Override
    public Task.Outcome join(long id, long joinPoint, long deadline) throws InterruptedException {
        Connection.Question question = master.ask(Operation.JOIN.begin().number(id).number(joinPoint).bytes());
        if (deadline != Long.MAX_VALUE && deadline - System.nanoTime() <= 0) {
            // The master answers a child's questions in their order: with this one it has answered the join, if the process has ended.
            ask(Operation.DEFINITIONS.begin());
        }
        try {
            byte[] answer = Joining.await(this, id, question.answer(), deadline);
            return read(() -> Messages.outcome(new Input(answer)));
        } catch (TimeoutException e) {
            return new Task.Outcome(new EndReason.StillRunning(), null);
        } catch (ExecutionException e) {
            throw asRuntime(e.getCause());
        } finally {
            master.forget(question);
        }
    }

    @Override
    public CompletableFuture<Runner> runner(long id) {
        return master.ask(Operation.RUNNER.begin().number(id).bytes()).answer().thenApply(answer -> read(() -> Runner.read(answer)));
    }

    @Override
    public String joins() {
        return joins;
    }

    @Override
    public void taken(long id) {
        master.send(Frame.Kind.TAKEN, id, Frame.EMPTY);
    }

    @Override
    public void release(long id) {
        ask(Operation.RELEASE.begin().number(id));
    }

    @Override
    public List<ProcessInfo> processes() {
        Input in = ask(Operation.PROCESSES.begin());
        return read(() -> Messages.processes(in));
    }

    @Override
    public boolean kill(long id, int signal) {
        Input in = ask(Operation.KILL.begin().number(id).number(signal));
        return read(() -> in.octet() == 1);
    }

    Input ask(Output question) {
        try {
            return new Input(master.ask(question.bytes()).answer().join());
        } catch (CompletionException e) {
            throw asRuntime(e.getCause());
        }
    }

    private static RuntimeException asRuntime(Throwable cause) {
        if (cause instanceof RuntimeException problem) {
            // The exception was made by the connection's thread: the caller's own stack is of more use.
            problem.setStackTrace(new Throwable().getStackTrace());
            return problem;
        }
        return new IllegalStateException(cause);
    }

    interface Reading<T> {
        T read() throws IOException;
    }

    static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the master's answer cannot be read", e);
        }
    }
}
