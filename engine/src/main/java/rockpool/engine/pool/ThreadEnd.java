package rockpool.engine.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import rockpool.engine.posix.EngineThread;

/// What happens when a thread of this process ends: its actors, of all pools, are released. One virtual thread waits for that end, however
/// many pools the thread comes to use one after the other; none if the thread has said that it leaves all pools before, or is the engine's
/// own and does it itself.
final class ThreadEnd {

    private static final ThreadLocal<ThreadEnd> OF_THREAD = ThreadLocal.withInitial(ThreadEnd::watched);

    private final Map<Actor, Consumer<Actor>> actors = new ConcurrentHashMap<>();

    private ThreadEnd() {}

    /// The calling thread's.
    static ThreadEnd ofCurrentThread() {
        return OF_THREAD.get();
    }

    /// The calling thread, which has used no pool yet, leaves all pools before it ends.
    static void comesAfterLeaving() {
        OF_THREAD.set(new ThreadEnd());
    }

    private static ThreadEnd watched() {
        ThreadEnd end = new ThreadEnd();
        Thread thread = Thread.currentThread();
        if (!EngineThread.atEnd(end::release)) {
            Thread.ofVirtual().name("rockpool-thread-end").start(() -> end.awaitOf(thread));
        }
        return end;
    }

    private void awaitOf(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts it", e);
        }
        release();
    }

    private void release() {
        actors.forEach(ThreadEnd::release);
    }

    /// What goes wrong in one pool keeps no other pool's actor.
    private static void release(Actor actor, Consumer<Actor> release) {
        try {
            release.accept(actor);
        } catch (RuntimeException e) {
            Thread watcher = Thread.currentThread();
            watcher.getUncaughtExceptionHandler().uncaughtException(watcher, e);
        }
    }

    /// Called by the thread whose end this is, which has therefore not come yet.
    void add(Actor actor, Consumer<Actor> release) {
        actors.put(actor, release);
    }

    /// May be called by any thread: the actor is nobody's any more.
    void remove(Actor actor) {
        actors.remove(actor);
    }
}
