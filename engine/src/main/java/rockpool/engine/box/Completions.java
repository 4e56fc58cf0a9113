package rockpool.engine.box;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Waits that somebody else waits for: each is a virtual thread, which is interrupted when its completion is cancelled.
final class Completions {

    private static final class Waiting<R> extends CompletableFuture<R> {
        private volatile Thread thread;

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            Thread waits = thread;
            if (waits != null) {
                waits.interrupt();
            }
            return cancelled;
        }
    }

    private Completions() {}

    /// Runs a wait and completes with its result.
    static <R> CompletableFuture<R> of(Callable<R> wait) {
        return of(wait, delivered -> { });
    }

    /// Runs a wait and completes with its result.
    ///
    /// @param end is told whether it was delivered, or nobody wanted it any more
    static <R> CompletableFuture<R> of(Callable<R> wait, Consumer<Boolean> end) {
        Waiting<R> waiting = new Waiting<>();
        waiting.thread = Thread.ofVirtual().name("rockpool-box-wait").start(() -> {
            try {
                end.accept(waiting.complete(wait.call()));
            } catch (Throwable e) {
                waiting.completeExceptionally(e);
            }
        });
        return waiting;
    }
}
