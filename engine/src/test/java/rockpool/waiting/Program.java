package rockpool.waiting;

import rockpool.engine.process.Processes;
import rockpool.engine.process.Result;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Mutex;

/// A program of a user's, outside the engine, so that its lines can be told from the engine's.
public final class Program {

    private Program() {}

    /// Takes a mutex, in a line of its own.
    public static Acquisition take(Mutex mutex) throws InterruptedException {
        return mutex.lock();
    }

    /// Joins a process, in a line of its own.
    public static <R> Result<R> join(long id) throws InterruptedException {
        return Processes.join(id);
    }
}
