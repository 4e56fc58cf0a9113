package rockpool.engine.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A worker's `System.out` and `System.err`: what is printed goes over the control connection, so that it reaches the master before the
/// result that follows it, and under the name of the task that printed it.
///
/// Whole lines are sent as they come. What the JVM itself or native code prints takes the pipes, which the master empties as well.
final class TaskOutput {

    private static final int GREATEST_PIECE = 32 << 10;

    private final Reports master;
    private final PrintStream out = stream(0);
    private final PrintStream err = stream(1);
    private volatile long task;

    private TaskOutput(Reports master) {
        this.master = master;
    }

    static TaskOutput install(Reports master) {
        TaskOutput output = new TaskOutput(master);
        output.use();
        return output;
    }

    private void use() {
        System.setOut(out);
        System.setErr(err);
    }

    private PrintStream stream(int number) {
        return new PrintStream(new Pieces(number), false, StandardCharsets.UTF_8);
    }

    void begin(long newTask) {
        task = newTask;
    }

    /// Sends what has been begun.
    ///
    /// @return false if the task has put other streams in place of these; they are put back
    boolean end() {
        out.flush();
        err.flush();
        boolean same = System.out == out && System.err == err;
        use();
        return same;
    }

    /// Sends what ends with a line's end; keeps the rest until that comes or somebody flushes.
    private final class Pieces extends OutputStream {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private final int number;

        Pieces(int number) {
            this.number = number;
            begun.write(number);
        }

        @Override
        public synchronized void write(int octet) {
            begun.write(octet);
            if (octet == '\n' || begun.size() >= GREATEST_PIECE) {
                send();
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            for (int at = from; at < from + count; at += GREATEST_PIECE) {
                begun.write(bytes, at, Math.min(GREATEST_PIECE, from + count - at));
                if (begun.size() >= GREATEST_PIECE) {
                    send();
                }
            }
            if (count > 0 && bytes[from + count - 1] == '\n') {
                send();
            }
        }

        @Override
        public synchronized void flush() {
            send();
        }

        private void send() {
            if (begun.size() > 1) {
                byte[] piece = begun.toByteArray();
                begun.reset();
                begun.write(number);
                master.send(Frame.Kind.OUTPUT, task, piece);
            }
        }
    }
}
