package rockpool.engine.process;

import java.util.concurrent.LinkedBlockingQueue;
import rockpool.engine.posix.EngineThread;

/// The one thread of this process that starts children, which lives as long as the process.
///
/// A child asks for a signal at its parent's death, and the system takes the thread that started it for the parent: were that a thread
/// of a pool, its end would kill the child.
final class Starter {

    private static final LinkedBlockingQueue<Runnable> WORK = new LinkedBlockingQueue<>();

    static {
        EngineThread.start("rockpool-starter", Starter::run);
    }

    private Starter() {}

    static void submit(Runnable start) {
        WORK.add(start);
    }

    private static void run() {
        while (true) {
            try {
                WORK.take().run();
            } catch (InterruptedException | RuntimeException | Error e) {
                // Whoever submitted it looks after its failures; this thread must not end.
                continue;
            }
        }
    }
}
