package rockpool.shell.session;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The line between the console and its session process: frames of a kind, a length and that many bytes, in both directions.
///
/// Any thread may send, one thread receives. A process that dies in the middle of a frame leaves the other side with an
/// [java.io.EOFException], never with half a frame.
///
/// Senders only queue their frame: one thread of the wire's own writes. So the interrupt that ends a snippet while it prints cannot
/// close the channel below, as it would if the snippet's own thread were in the middle of a write.
final class Wire implements Closeable {

    /// What a frame means. The first ones go from the console to the session, those from [#DONE] on the other way.
    enum Kind {
        /// Loads classes; answered by [#DONE].
        LOAD,
        /// Runs the method of a snippet's class; answered by [#DONE].
        INVOKE,
        /// Asks for the text of a variable's value; answered by [#DONE].
        VALUE,
        /// Adds a path on which the session looks for classes; answered by [#DONE].
        CLASS_PATH,
        /// Switches the replay of earlier input on or off; answered by [#DONE].
        REPLAY,
        /// Ends the snippet that runs. Not answered: the snippet's own answer tells.
        STOP,
        /// A piece of standard input; empty means its end.
        INPUT,
        /// How a request ended.
        DONE,
        /// A piece of the snippets' standard output.
        OUT,
        /// A piece of the snippets' standard error.
        ERR,
        /// The snippet reads standard input and there is none left.
        INPUT_WANTED
    }

    record Frame(Kind kind, byte[] body) { }

    private static final Kind[] KINDS = Kind.values();
    private static final int LONGEST = 1 << 28;
    private static final int WAITING_AT_MOST = 256;

    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<Frame> outgoing = new ArrayBlockingQueue<>(WAITING_AT_MOST);
    private volatile IOException broken;

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        Thread.ofPlatform().daemon().name("rockpool-wire").start(this::write);
    }

    /// Queues a frame.
    ///
    /// @throws InterruptedIOException if the thread is interrupted while the queue is full; the frame is then not sent, and the thread
    ///     stays interrupted
    void send(Kind kind, byte... body) throws IOException {
        if (broken != null) {
            throw new IOException("the other side is gone", broken);
        }
        Frame frame = new Frame(kind, body);
        if (outgoing.offer(frame)) {
            return;
        }
        try {
            outgoing.put(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while output waits for the console");
        }
    }

    /// Queues a frame that must not get lost, whether the thread is interrupted or not.
    void sendSurely(Kind kind, byte... body) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            send(kind, body);
        } catch (InterruptedIOException e) {
            sendSurely(kind, body);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write() {
        try {
            while (true) {
                Frame frame = outgoing.take();
                do {
                    out.writeByte(frame.kind().ordinal());
                    out.writeInt(frame.body().length);
                    out.write(frame.body());
                    frame = outgoing.poll();
                } while (frame != null);
                out.flush();
            }
        } catch (IOException e) {
            broken = e;
            outgoing.clear();
        } catch (InterruptedException e) {
            broken = new IOException("the wire was closed", e);
        }
    }

    Frame receive() throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (kind >= KINDS.length || length < 0 || length > LONGEST) {
            throw new IOException("not a frame: kind=" + kind + ", length=" + length);
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Frame(KINDS[kind], body);
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
