package rockpool.engine.posix;

import java.util.concurrent.ThreadFactory;

/// A thread of the engine's own, whoever's call made it necessary: a daemon that keeps nothing of the thread that starts it, neither its
/// class loader nor its thread locals nor its group.
///
/// Whoever looks for the threads that a program has started knows these by their class.
public final class EngineThread extends Thread {

    /// Used by this thread alone.
    private Runnable end = () -> { };

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

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            end.run();
        }
    }

    /// Has the calling thread do something when its work is over, after what it was told to do then before.
    ///
    /// @return false if it is none of these threads: it will not be done
    public static boolean atEnd(Runnable action) {
        if (Thread.currentThread() instanceof EngineThread thread) {
            Runnable first = thread.end;
            thread.end = () -> {
                first.run();
                action.run();
            };
            return true;
        }
        return false;
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
