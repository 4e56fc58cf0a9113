package rockpool.shell.session;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import rockpool.engine.pool.Participants;
import rockpool.engine.process.ServiceContext;
import rockpool.engine.process.WorkerService;
import rockpool.shell.replay.Replays;
import rockpool.shell.session.Wire.Frame;
import rockpool.shell.session.Wire.Kind;

/// The session process's side: loads and runs snippets as the console asks, and carries their standard streams.
///
/// One thread receives, so that a stop or input gets through while a snippet runs; the thread that serves runs everything else in turn.
/// When the console is gone, so is the session.
public final class SessionService implements WorkerService {

    /// What the session is called where processes are listed.
    public static final String NAME = "session";

    private static final Frame GONE = new Frame(Kind.STOP, new byte[0]);

    private Wire wire;
    private SnippetLoader loader;
    private SnippetControl control;
    private TypedInput input;
    private final BlockingQueue<Frame> requests = new LinkedBlockingQueue<>();

    /// What a process is called where it is shown, given the name that the master has for it.
    public static String shownName(String name) {
        return name.equals(SessionService.class.getSimpleName()) ? NAME : name;
    }

    @Override
    public void run(ServiceContext context) {
        Participants.introduce(NAME, NAME);
        wire = new Wire(context.input(), context.output());
        loader = new SnippetLoader(SessionService.class.getClassLoader());
        control = new SnippetControl(loader);
        input = new TypedInput(wire);
        serve();
    }

    private void serve() {
        Thread.currentThread().setContextClassLoader(loader);
        Thread.currentThread().setName("snippets");
        System.setIn(input);
        System.setOut(printer(Kind.OUT));
        System.setErr(printer(Kind.ERR));
        Thread.ofPlatform().daemon().name("rockpool-session").start(this::receive);
        try {
            while (true) {
                Frame request = requests.take();
                if (request == GONE) {
                    return;
                }
                wire.sendSurely(Kind.DONE, answer(request).pack());
            }
        } catch (InterruptedException | IOException e) {
            // The console is gone, and nobody is left to tell.
        }
    }

    private void receive() {
        try {
            while (true) {
                Frame frame = wire.receive();
                switch (frame.kind()) {
                    case STOP -> control.stop();
                    case INPUT -> input.offer(frame.body());
                    default -> requests.add(frame);
                }
            }
        } catch (IOException e) {
            control.stop();
            requests.add(GONE);
        }
    }

    private Answer answer(Frame request) {
        try {
            return Answer.of(perform(request));
        } catch (ExecutionControlException e) {
            return Answer.of(e);
        } catch (IOException | RuntimeException e) {
            return Answer.of(new ExecutionControl.InternalException(e.toString()));
        }
    }

    private String perform(Frame request) throws IOException, ExecutionControlException {
        return switch (request.kind()) {
            case LOAD -> {
                control.load(Packing.classes(request.body()));
                yield "";
            }
            case INVOKE -> {
                String[] names = Packing.texts(request.body());
                String value = control.invoke(names[0], names[1]);
                System.err.flush();
                yield value;
            }
            case VALUE -> {
                String[] names = Packing.texts(request.body());
                yield control.varValue(names[0], names[1]);
            }
            case CLASS_PATH -> {
                control.addToClasspath(Packing.texts(request.body())[0]);
                yield "";
            }
            case REPLAY -> {
                loader.replaying(request.body()[0] != 0);
                Replays.active(request.body()[0] != 0);
                yield "";
            }
            default -> throw new IOException("not a request: " + request.kind());
        };
    }

    private PrintStream printer(Kind kind) {
        return new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                wire.send(kind, (byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                wire.send(kind, Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }, true, StandardCharsets.UTF_8);
    }
}
