package rockpool.engine.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import rockpool.engine.sync.DeadlockException;
import rockpool.engine.sync.JoinWait;

/// A thread waits for a task's end. If that takes longer than most do, everybody can see for whom it waits, and it looks now and then
/// whether it ever will end.
final class Joining {

    private static final long UNSEEN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final long deadline;
    private final long begin = System.nanoTime();

    private Joining(long deadline) {
        this.deadline = deadline;
    }

    /// Waits.
    ///
    /// @param end completes with the task's end
    /// @param deadline in [System#nanoTime()], [Long#MAX_VALUE] for none
    /// @throws TimeoutException if the time is up
    /// @throws DeadlockException if the task waits, over one or more others, for the caller
    static <T> T await(Host host, long id, CompletableFuture<T> end, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        Joining joining = new Joining(deadline);
        return joining.isOver(end, UNSEEN) ? end.get() : joining.awaitSeen(host, id, end);
    }

    private <T> T awaitSeen(Host host, long id, CompletableFuture<T> end) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Runner> runner = host.runner(id).exceptionally(_ -> null);
        try (JoinWait wait = JoinWait.publish(host.joins(), id, deadline != Long.MAX_VALUE, begin)) {
            awaitAny(end, runner);
            Runner who = runner.getNow(null);
            if (who != null) {
                wait.runBy(who.process(), who.threadId());
            }
            do {
                wait.requireNoDeadlock();
            } while (!isOver(end, PAUSE));
            return end.get();
        }
    }

    private void awaitAny(CompletableFuture<?> one, CompletableFuture<?> other) throws InterruptedException, TimeoutException {
        boolean over = false;
        while (!over) {
            over = isOver(CompletableFuture.anyOf(one, other), PAUSE);
        }
    }

    /// Waits for a while.
    ///
    /// @return whether it has come; false if that took too long
    /// @throws TimeoutException if the whole time is up
    private boolean isOver(CompletableFuture<?> event, long nanos) throws InterruptedException, TimeoutException {
        long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, deadline - System.nanoTime());
        try {
            event.get(Math.min(left, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            if (left <= nanos && left != Long.MAX_VALUE) {
                throw e;
            }
            return false;
        }
    }
}
