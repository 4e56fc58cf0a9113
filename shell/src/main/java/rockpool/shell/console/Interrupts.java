package rockpool.shell.console;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rockpool.shell.session.Session;

/// What Ctrl-C ends: the snippet or command that runs, or, the second time, the session that does not answer. What the console itself is
/// busy with costs no session, however often it is asked.
///
/// The thread that makes it is the one that runs commands. [#interrupt] comes from another.
final class Interrupts {

    private static final long ANSWER_MILLIS = 1000;

    private final Console console;
    private final Activity activity = new Activity();
    private final Thread thread = Thread.currentThread();

    Interrupts(Console console) {
        this.console = console;
    }

    Activity activity() {
        return activity;
    }

    /// @return false if nothing runs
    boolean interrupt(Session session) {
        long number = activity.number();
        return switch (activity.interrupt()) {
            case NOTHING_RUNS -> false;
            case FIRST -> {
                if (!session.interrupt()) {
                    thread.interrupt();
                }
                hintIfNoAnswer(session, number);
                yield true;
            }
            case AGAIN -> {
                if (session.isWaitedFor()) {
                    session.kill();
                }
                thread.interrupt();
                yield true;
            }
        };
    }

    private void hintIfNoAnswer(Session session, long number) {
        CompletableFuture.delayedExecutor(ANSWER_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (number != 0 && activity.number() == number && session.isWaitedFor()) {
                console.complain("No answer yet. Ctrl-C again ends the session; its variables and definitions would be lost.");
            }
        });
    }
}
