package rockpool.shell.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import rockpool.shell.session.Wire.Frame;
import rockpool.shell.session.Wire.Kind;

/// The session process's side: loads and runs snippets as the console asks, and carries their standard streams.
///
/// One thread receives, so that a stop or input gets through while a snippet runs; the thread that serves runs everything else in turn.
/// When the console is gone, so is the session.
final class SessionService {

    private static final Frame GONE = new Frame(Kind.STOP, new byte[0]);

    private final Wire wire;
    private final SnippetLoader loader;
    private final SnippetControl control;
    private final TypedInput input;
    private final BlockingQueue<Frame> requests = new LinkedBlockingQueue<>();

    private SessionService(Wire wire) {
        this.wire = wire;
        loader = new SnippetLoader(SessionService.class.getClassLoader());
        control = new SnippetControl(loader);
        input = new TypedInput(wire);
    }

    /// Serves until the other side closes the streams.
    static void serve(InputStream in, OutputStream out) {
        new SessionService(new Wire(in, out)).run();
    }

    private void run() {
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
                wire.send(kind, java.util.Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }, true, StandardCharsets.UTF_8);
    }
}
