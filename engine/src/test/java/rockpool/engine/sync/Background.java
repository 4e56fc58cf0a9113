package rockpool.engine.sync;

import static rockpool.engine.testing.Eventually.eventually;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.ActorInfo;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;

/// Something that a thread of its own does in a pool, and its result.
final class Background<T> {

    private static final int SECONDS = 20;

    private final Pool pool;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final CompletableFuture<Actor> actor = new CompletableFuture<>();
    private final Thread thread;

    private Background(Pool pool, String kind, Callable<T> body) {
        this.pool = pool;
        this.thread = threads(kind).newThread(() -> {
            try {
                actor.complete(pool.actor());
                result.complete(body.call());
            } catch (Throwable e) {
                actor.completeExceptionally(e);
                result.completeExceptionally(e);
            }
        });
        thread.start();
    }

    /// Starts it.
    ///
    /// @param kind `platform` or `virtual`
    static <T> Background<T> start(Pool pool, String kind, Callable<T> body) {
        return new Background<>(pool, kind, body);
    }

    static <T> Background<T> start(Pool pool, Callable<T> body) {
        return new Background<>(pool, "platform", body);
    }

    static ThreadFactory threads(String kind) {
        return kind.equals("virtual") ? Thread.ofVirtual().factory() : Thread.ofPlatform().daemon().factory();
    }

    Thread thread() {
        return thread;
    }

    Actor actor() {
        return actor.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /// Waits until the thread waits for a lock.
    Background<T> waiting() {
        eventually(thread + " waits", () -> isWaiting(pool));
        return this;
    }

    boolean isWaiting(MappedPool view) {
        ActorInfo info = view.actors().get(actor().index());
        return info != null && info.waitingFor() != 0;
    }

    /// Whether the thread waits for what lies at an offset.
    boolean isWaitingFor(long offset) {
        ActorInfo info = pool.actors().get(actor().index());
        return info != null && info.waitingFor() == offset;
    }

    boolean isDone() {
        return result.isDone();
    }

    /// The result.
    ///
    /// @throws Throwable what the body threw
    T result() throws Throwable {
        try {
            return result.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(thread + " has not ended within " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /// Waits until the thread has ended, and its actor with it.
    T ended() throws Throwable {
        T value = result();
        Actor gone = actor();
        eventually("the actor's slot is given back", () -> !pool.actors().holdsSlot(gone.index(), gone.incarnation()));
        return value;
    }
}
