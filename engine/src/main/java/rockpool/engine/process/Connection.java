package rockpool.engine.process;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// One end of the control connection between the master and a child: frames both ways, and requests with answers both ways.
///
/// One thread runs [#serve]; what it calls must not wait for anything that this connection brings.
final class Connection implements Closeable {

    /// Whoever is at this end.
    interface Handler {

        /// A request came in. It is answered by [Connection#answer] or [Connection#refuse], at once or later, by any thread.
        void request(Connection from, long number, Input body) throws IOException;

        /// Another frame came in.
        void frame(Connection from, Frame frame) throws IOException;
    }

    private final FrameChannel frames;
    private final Map<Long, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean closed;

    Connection(FrameChannel frames) {
        this.frames = frames;
    }

    /// Receives until the other end is closed or an error ends the connection; then every open question fails.
    void serve(Handler handler) {
        try {
            while (true) {
                dispatch(handler, frames.receive());
            }
        } catch (IOException e) {
            closed = true;
        } finally {
            closed = true;
            failAll();
        }
    }

    private void dispatch(Handler handler, Frame frame) throws IOException {
        switch (frame.kind()) {
            case REQUEST -> request(handler, frame);
            case ANSWER -> complete(frame.number(), frame.body());
            case REFUSED -> fail(frame.number(), Refusal.decoded(frame.body()).exception());
            default -> handler.frame(this, frame);
        }
    }

    private void request(Handler handler, Frame frame) throws IOException {
        try {
            handler.request(this, frame.number(), new Input(frame.body()));
        } catch (RuntimeException e) {
            refuse(frame.number(), e);
        }
    }

    private void complete(long number, byte[] body) {
        CompletableFuture<byte[]> question = asked.remove(number);
        if (question != null) {
            question.complete(body);
        }
    }

    private void fail(long number, RuntimeException problem) {
        CompletableFuture<byte[]> question = asked.remove(number);
        if (question != null) {
            question.completeExceptionally(problem);
        }
    }

    private void failAll() {
        for (Long number : asked.keySet()) {
            fail(number, new IllegalStateException("the process that was asked has ended"));
        }
    }

    /// A question that was sent: its number, and the answer to come.
    record Question(long number, CompletableFuture<byte[]> answer) {}

    Question ask(byte[] body) {
        Question question = new Question(numbers.incrementAndGet(), new CompletableFuture<>());
        asked.put(question.number, question.answer);
        try {
            frames.send(Frame.Kind.REQUEST, question.number, body);
        } catch (IOException e) {
            fail(question.number, new IllegalStateException("the other process has ended", e));
        }
        if (closed) {
            failAll();
        }
        return question;
    }

    /// Nobody waits for the answer any more; if it comes, it is dropped.
    void forget(Question question) {
        asked.remove(question.number);
    }

    void answer(long number, byte[] body) {
        send(Frame.Kind.ANSWER, number, body);
    }

    void refuse(long number, Throwable problem) {
        send(Frame.Kind.REFUSED, number, Refusal.of(problem).encoded());
    }

    /// Sends a frame.
    ///
    /// @return false if the other end is gone
    boolean send(Frame.Kind kind, long number, byte[] body) {
        return send(kind, number, body, body.length);
    }

    boolean send(Frame.Kind kind, long number, byte[] body, int length) {
        try {
            frames.send(kind, number, body, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        frames.close();
    }
}
