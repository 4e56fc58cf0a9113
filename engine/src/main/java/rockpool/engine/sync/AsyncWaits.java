package rockpool.engine.sync;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Actors;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.posix.EngineThread;

/// The waits of this process at conditions of a pool that no thread is blocked in. One daemon thread has all their entries, and sleeps on
/// its actor's wake word for them.
final class AsyncWaits {

    /// How long the thread sleeps at most: then it looks for signals that dead processes have.
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(40);
    /// The name of the thread that has the entries.
    static final String THREAD = "rockpool-conditions";
    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

    private final Pool pool;
    private final Set<Wait<?>> waits = ConcurrentHashMap.newKeySet();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile Actor actor;

    private AsyncWaits(Pool pool) {
        this.pool = pool;
    }

    static AsyncWaits of(Pool pool) {
        AsyncWaits waits = pool.attachment(AsyncWaits.class, AsyncWaits::new);
        waits.start();
        return waits;
    }

    private synchronized void start() {
        if (started.getCount() == 0) {
            return;
        }
        EngineThread.start(THREAD, this::run);
        boolean interrupted = false;
        while (started.getCount() != 0) {
            try {
                started.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        pool.onClose(this::closed);
    }

    /// The actor of the thread, which lives as long as this process has the pool.
    Actor actor() {
        if (actor == null) {
            throw new PoolClosedException(pool.name());
        }
        return actor;
    }

    <T> CompletableFuture<T> begin(Condition condition, Mutex mutex, Executor executor, Supplier<? extends T> continuation) {
        mutex.requireMineIn(pool);
        condition.requireThere();
        Wait<T> wait = new Wait<>(condition, mutex, executor, continuation);
        wait.index = condition.entries.claim(pool, Entries.ASLEEP | LockWord.heldBy(actor()));
        if (wait.index == Entries.NONE) {
            throw new IllegalStateException(condition + ": has been destroyed");
        }
        waits.add(wait);
        wait.depth = mutex.releaseAll();
        SyncPoint.CONDITION_RELEASED.reach();
        WakeWord.wakeOne(actor().wakePosition());
        wait.result.whenComplete((value, problem) -> wait.withdraw());
        return wait.result;
    }

    private void run() {
        try {
            actor = pool.actor();
        } catch (RuntimeException closed) {
            return;
        } finally {
            started.countDown();
        }
        try {
            while (!pool.isClosed()) {
                int ticket = WakeWord.ticket(actor.wakePosition());
                waits.forEach(Wait::look);
                WakeWord.sleep(actor.wakePosition(), ticket, waits.isEmpty() ? IDLE : SLICE);
            }
        } catch (PoolClosedException e) {
            // Its waits have been told.
            waits.clear();
        }
    }

    private void closed() {
        waits.forEach(wait -> wait.result.completeExceptionally(new PoolClosedException(pool.name())));
        if (actor != null) {
            WakeWord.wakeAll(pool.actors().positionOf(actor.index()) + Actors.WAKE);
        }
    }

    private final class Wait<T> {

        private final Condition condition;
        private final Mutex mutex;
        private final Executor executor;
        private final Supplier<? extends T> continuation;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Actor keeper = actor();
        private volatile int index;
        private volatile int depth;

        Wait(Condition condition, Mutex mutex, Executor executor, Supplier<? extends T> continuation) {
            this.condition = condition;
            this.mutex = mutex;
            this.executor = executor;
            this.continuation = continuation;
        }

        /// Runs in the thread of all waits.
        void look() {
            long word = condition.entries.get(index);
            if (!condition.isThere()) {
                waits.remove(this);
                result.completeExceptionally(new IllegalStateException(condition + ": has been destroyed"));
            } else if (!condition.isWaiting(word) && waits.remove(this)) {
                go();
            } else {
                lookAfterTheDead(word);
            }
        }

        private void lookAfterTheDead(long word) {
            Look look = new Look();
            if (condition.isSignalOfDead(look)) {
                condition.passOnOfDead(keeper, look);
            }
            if (mutex.isOfDead(look)) {
                condition.entries.change(index, word, Entries.SIGNALLED | Entries.owner(word));
            }
        }

        private void go() {
            try {
                executor.execute(this::resume);
            } catch (RuntimeException | Error refused) {
                fail(refused);
            }
        }

        /// Runs wherever the executor has it run.
        private void resume() {
            T value;
            try {
                mutex.regain(depth);
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
            condition.entries.change(index, condition.entries.get(index), Entries.FREE);
            try {
                value = continuation.get();
            } catch (RuntimeException | Error e) {
                giveBack();
                result.completeExceptionally(e instanceof CompletionException ? e.getCause() : e);
                return;
            }
            giveBack();
            result.complete(value);
        }

        /// The signal goes on first, so that what depends on the result does not hold it up.
        private void fail(Throwable problem) {
            try {
                passOn();
            } catch (RuntimeException | Error e) {
                problem.addSuppressed(e);
            }
            result.completeExceptionally(problem);
        }

        private void giveBack() {
            if (mutex.isMine()) {
                mutex.releaseAll();
            }
        }

        private void passOn() {
            condition.passOn(keeper, index, condition.entries.get(index));
        }

        /// The result is there, by itself or by the user.
        private void withdraw() {
            if (!waits.remove(this) || pool.isClosed()) {
                return;
            }
            long word = condition.entries.get(index);
            while (condition.isWaiting(word) && !condition.entries.change(index, word, Entries.FREE)) {
                word = condition.entries.get(index);
            }
            if (!condition.isWaiting(word) && condition.isThere()) {
                passOn();
            }
        }
    }
}
