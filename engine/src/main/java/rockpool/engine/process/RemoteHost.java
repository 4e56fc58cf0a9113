package rockpool.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The master, asked by a child over its control connection.
final class RemoteHost implements Host {

    private final Connection master;
    private final long self;

    RemoteHost(Connection master, long self) {
        this.master = master;
        this.self = self;
    }

    @Override
    public long self() {
        return self;
    }

    @Override
    public void define(long local, String name) {
        ask(Operation.DEFINE.begin().number(local).text(name));
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
    public long start(DefinitionKey key, boolean fresh, boolean complete, byte[] payload) {
        Output out = Operation.START.begin();
        key.write(out);
        Input in = ask(out.octet(fresh ? 1 : 0).octet(complete ? 1 : 0).block(payload));
        return read(in::number);
    }

    @Override
    public Task.Outcome join(long id, long deadline) throws InterruptedException {
        Connection.Question question = master.ask(Operation.JOIN.begin().number(id).bytes());
        long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        if (left <= 0) {
            // The master answers a child's questions in their order: with this one it has answered the join, if the process has ended.
            ask(Operation.DEFINITIONS.begin());
        }
        try {
            byte[] answer = left == Long.MAX_VALUE ? question.answer().get()
                    : question.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return read(() -> Messages.outcome(new Input(answer)));
        } catch (TimeoutException e) {
            master.forget(question);
            return new Task.Outcome(new EndReason.StillRunning(), null);
        } catch (InterruptedException e) {
            master.forget(question);
            throw e;
        } catch (ExecutionException e) {
            throw asRuntime(e.getCause());
        }
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
    public void releaseResults(DefinitionKey key) {
        Output out = Operation.RELEASE_ALL.begin();
        key.write(out);
        ask(out);
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

    private Input ask(Output question) {
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

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException("the master's answer cannot be read", e);
        }
    }
}
