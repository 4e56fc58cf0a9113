package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import rockpool.engine.pool.Pool;

/// Something that a thread of its own does and that waits in a pool, and its result.
final class Waiting<T> {

    private static final int SECONDS = 20;

    private final Pool pool;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    Waiting(Pool pool, Callable<T> body) {
        this.pool = pool;
        this.thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(body.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
    }

    Waiting<T> untilItWaits() {
        eventually("it waits", () -> pool.actors().list().stream()
            .anyMatch(actor -> actor.threadId() == thread.threadId() && actor.waitingFor() != 0));
        assertFalse(result.isDone());
        return this;
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return result.isDone();
    }

    T get() throws Exception {
        try {
            return result.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
