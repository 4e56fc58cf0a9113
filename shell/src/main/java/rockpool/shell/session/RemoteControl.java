package rockpool.shell.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jshell.spi.ExecutionControl;
import rockpool.shell.session.Wire.Frame;
import rockpool.shell.session.Wire.Kind;

/// The console's side of a session process: what JShell asks goes over the wire, what the snippets print comes back in between.
///
/// Requests come from one thread at a time, as JShell makes them; [#stop()] may come from any. The end of the process ends the request
/// that waits, and all later ones, with an [ExecutionControl.EngineTerminationException].
final class RemoteControl implements ExecutionControl {

    /// What the snippets print and read.
    interface Streams {
        void out(byte[] piece);

        void err(byte[] piece);

        /// Reads a line for the snippets.
        ///
        /// @return empty at the end of the input
        byte[] line();
    }

    private static final String ENDED = "the session process has ended";

    private final Future<Wire> connecting;
    private final Streams streams;
    private final Runnable onEnd;
    private final SnippetLines lines;
    private final List<ClassBytecodes> unsent = new ArrayList<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private volatile boolean stopWanted;
    private volatile boolean served;
    private volatile boolean asked;

    /// @param onEnd runs once when the process is gone, on the thread that receives
    RemoteControl(Future<Wire> connecting, Streams streams, SnippetLines lines, Runnable onEnd) {
        this.connecting = connecting;
        this.streams = streams;
        this.lines = lines;
        this.onEnd = onEnd;
        Thread.ofPlatform().daemon().name("rockpool-session").start(this::receive);
    }

    private void receive() {
        try {
            Wire wire = wire();
            while (true) {
                receive(wire, wire.receive());
            }
        } catch (IOException | EngineTerminationException e) {
            ended = true;
            answers.add(Answer.of(new EngineTerminationException(ENDED)));
            onEnd.run();
        }
    }

    private void receive(Wire wire, Frame frame) throws IOException {
        switch (frame.kind()) {
            case OUT -> streams.out(frame.body());
            case ERR -> streams.err(frame.body());
            case DONE -> {
                served = true;
                answers.add(Answer.unpack(frame.body()));
            }
            case INPUT_WANTED -> Thread.ofPlatform().daemon().name("rockpool-input").start(() -> provideInput(wire));
            default -> throw new IOException("not an answer: " + frame.kind());
        }
    }

    private void provideInput(Wire wire) {
        try {
            wire.send(Kind.INPUT, streams.line());
        } catch (IOException e) {
            // The session has ended while its input was typed; whoever waits for it is told by the thread that receives.
        }
    }

    private Wire wire() throws EngineTerminationException {
        try {
            return connecting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineTerminationException("interrupted while the session process starts");
        } catch (ExecutionException e) {
            throw new EngineTerminationException("the session process cannot be started: " + e.getCause().getMessage());
        }
    }

    /// Asks in turn: what JShell has loaded so far comes first.
    private Answer ask(Kind kind, byte... body) throws EngineTerminationException {
        sendClasses();
        return askNow(kind, body);
    }

    private Answer askNow(Kind kind, byte... body) throws EngineTerminationException {
        if (ended) {
            throw new EngineTerminationException(ENDED);
        }
        asked = true;
        try {
            Wire wire = wire();
            wire.send(kind, body);
            if (stopWanted) {
                wire.send(Kind.STOP);
            }
            return takeAnswer();
        } catch (IOException e) {
            throw new EngineTerminationException(ENDED);
        } finally {
            asked = false;
        }
    }

    /// Whether somebody waits for an answer of the process.
    boolean isAsked() {
        return asked;
    }

    /// Waits for the answer; an interrupt of the console's thread stops the snippet and goes on waiting for what it ends with.
    private Answer takeAnswer() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answers.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Only keeps the classes: what their lines are called is known when JShell has given their snippets names, which it does between this
    /// and the next request. A class that cannot be loaded fails when it is used, which is all that JShell would make of it.
    @Override
    public void load(ClassBytecodes[] classes) throws EngineTerminationException {
        if (ended) {
            throw new EngineTerminationException(ENDED);
        }
        unsent.addAll(List.of(classes));
    }

    /// Sends the classes that JShell has loaded, if there are any.
    void sendClasses() throws EngineTerminationException {
        if (!unsent.isEmpty()) {
            byte[] classes = Packing.classes(unsent, lines::of);
            unsent.clear();
            askNow(Kind.LOAD, classes);
        }
    }

    /// Never in place: JShell then replaces the class and what depends on it.
    @Override
    public void redefine(ClassBytecodes[] classes) throws NotImplementedException {
        throw new NotImplementedException("redefine");
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, EngineTerminationException, InternalException {
        if (stopWanted) {
            throw new StoppedException();
        }
        return evaluate(Kind.INVOKE, className, methodName);
    }

    @Override
    public String varValue(String className, String variable) throws RunException, EngineTerminationException, InternalException {
        return evaluate(Kind.VALUE, className, variable);
    }

    /// Whether the process has answered at least once.
    boolean hasServed() {
        return served;
    }

    boolean hasEnded() {
        return ended;
    }

    /// Forgets an earlier [#stop()]: from now on it is about the next evaluation.
    void begin() {
        stopWanted = false;
    }

    private String evaluate(Kind kind, String... names) throws RunException, EngineTerminationException, InternalException {
        try {
            return ask(kind, Packing.texts(names)).orElseThrow();
        } catch (RunException e) {
            throw lines.asCompiled(e);
        } catch (EngineTerminationException | InternalException e) {
            throw e;
        } catch (ExecutionControlException e) {
            throw new InternalException(e.getMessage());
        }
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        evaluateSimply(Kind.CLASS_PATH, Packing.texts(path));
    }

    /// While a replay runs, the snippets that would create something that exists find it instead.
    void replaying(boolean on) throws EngineTerminationException, InternalException {
        evaluateSimply(Kind.REPLAY, new byte[] {(byte) (on ? 1 : 0)});
    }

    private void evaluateSimply(Kind kind, byte[] body) throws EngineTerminationException, InternalException {
        try {
            ask(kind, body).orElseThrow();
        } catch (EngineTerminationException | InternalException e) {
            throw e;
        } catch (ExecutionControlException e) {
            throw new InternalException(e.getMessage());
        }
    }

    /// Ends what runs now, or, while the compiler is still at work, what would run next of this evaluation.
    @Override
    public void stop() {
        stopWanted = true;
        if (!connecting.isDone() || ended) {
            return;
        }
        try {
            wire().send(Kind.STOP);
        } catch (IOException | EngineTerminationException e) {
            // There is nothing left to stop.
        }
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        if (connecting.isDone() && !ended) {
            try {
                wire().close();
            } catch (IOException | EngineTerminationException e) {
                // It is closed, which is what was wanted.
            }
        }
    }
}
