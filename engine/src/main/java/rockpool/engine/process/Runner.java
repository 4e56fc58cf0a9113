package rockpool.engine.process;

import java.io.IOException;
import rockpool.engine.posix.ProcessIdentity;

/// The thread that runs a task's body.
record Runner(ProcessIdentity process, long threadId) {

    static Runner current() {
        return new Runner(ProcessIdentity.self(), Thread.currentThread().threadId());
    }

    byte[] encoded() {
        return new Output().number(process.pid()).number(process.startTime()).number(threadId).bytes();
    }

    /// @return null if there is none
    static Runner read(byte[] from) throws IOException {
        Input in = new Input(from);
        return from.length == 0 ? null : new Runner(new ProcessIdentity((int) in.number(), in.number()), in.number());
    }
}
