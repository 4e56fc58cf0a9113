package rockpool.engine.soak;

import java.time.Duration;

/// A thread of the referee's.
final class Helper {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What it does, until it has done it or is interrupted.
    interface Body {
        void run() throws InterruptedException;
    }

    private volatile Throwable failure;
    private volatile boolean told;
    private final Thread thread;

    private Helper(Body body) {
        thread = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                failure = told ? null : e;
            } catch (Throwable e) {
                failure = e;
            }
        });
    }

    static Helper start(Body body) {
        Helper helper = new Helper(body);
        helper.thread.start();
        return helper;
    }

    boolean hasFailed() {
        return failure != null;
    }

    void requireAtWork() {
        if (failure != null) {
            throw new AssertionError("the referee's own thread has failed", failure);
        }
    }

    void interrupt() {
        told = true;
        thread.interrupt();
    }

    /// Waits for its end.
    void join() throws InterruptedException {
        if (!thread.join(PATIENCE)) {
            throw new AssertionError("the referee's own thread waits for ever in " + thread.getStackTrace()[0]);
        }
        requireAtWork();
    }

    boolean isAtWork() {
        return thread.isAlive();
    }
}
