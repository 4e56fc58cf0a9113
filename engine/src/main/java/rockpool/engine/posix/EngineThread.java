package rockpool.engine.posix;

import java.util.concurrent.ThreadFactory;

/// A thread of the engine's own, whoever's call made it necessary: a daemon that keeps nothing of the thread that starts it, neither its class
/// loader nor its thread locals nor its group.
///
/// Whoever looks for the threads that a program has started knows these by their class.
public final class EngineThread extends Thread {

    private EngineThread(String name, Runnable work) {
        super(root(), work, name, 0, false);
        setDaemon(true);
        setContextClassLoader(EngineThread.class.getClassLoader());
        setPriority(NORM_PRIORITY);
    }

    private static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /// Starts one.
    ///
    /// @param name what thread dumps and the console call it: `rockpool-` and its job
    public static Thread start(String name, Runnable work) {
        Thread thread = unstarted(name, work);
        thread.start();
        return thread;
    }

    /// Makes one that begins when it is started.
    public static Thread unstarted(String name, Runnable work) {
        return new EngineThread(name, work);
    }

    /// Makes those of an executor.
    public static ThreadFactory factory(String name) {
        return work -> unstarted(name, work);
    }
}
