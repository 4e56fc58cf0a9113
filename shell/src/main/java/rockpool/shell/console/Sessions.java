package rockpool.shell.console;

import java.util.List;
import java.util.function.Supplier;
import jdk.jshell.SnippetEvent;
import rockpool.shell.session.Origin;
import rockpool.shell.session.Session;
import rockpool.shell.session.SessionProcess;
import rockpool.shell.session.Setup;

/// The sessions that the snippets run in, one after the other: the next begins when somebody asks for it, or when one has ended.
///
/// The end of a session comes from another thread than the console's.
final class Sessions {

    private static final int START_TRIES = 3;
    private static final int FAILED = 1;

    private final Console console;
    private final Console.Input input;
    private final Supplier<SessionProcess> starter;
    private volatile Session current;
    private volatile boolean evaluating;
    private String startup;
    private int failedStarts;

    /// Begins the first session.
    Sessions(Console console, Console.Input input, Setup setup, Supplier<SessionProcess> starter) {
        this.console = console;
        this.input = input;
        this.starter = starter;
        this.startup = setup.startup();
        this.current = begin(setup, false);
    }

    private Session begin(Setup setup, boolean again) {
        return new Session(setup, again, starter, new Streams());
    }

    Session current() {
        return current;
    }

    /// The start-up of the next session.
    String startup() {
        return startup;
    }

    void startup(String source) {
        startup = source;
    }

    /// Evaluates a snippet in the current session.
    ///
    /// @return nothing also if the session has ended meanwhile
    List<SnippetEvent> evaluate(Session session, String source, Origin origin) {
        evaluating = true;
        try {
            return session.evaluate(source, origin);
        } catch (IllegalStateException e) {
            return List.of();
        } finally {
            evaluating = false;
        }
    }

    /// Begins a new session in place of the current one, and waits a moment for the end of that one's process: until then it counts as a
    /// user of its pools.
    void restart(Setup setup) {
        Session old = current;
        console.replay().next();
        current = begin(setup.withStartup(startup), true);
        old.close();
        old.endReason();
    }

    /// Begins a new session in place of one that has ended, unless that was done or the console ends.
    synchronized void replaceDead(Session dead) {
        if (current != dead || !console.running()) {
            return;
        }
        console.complain("The session has ended: " + dead.endReason() + ".");
        failedStarts = dead.hasServed() ? 0 : failedStarts + 1;
        if (failedStarts == START_TRIES) {
            console.complain("No session can be started. The console ends.");
            console.exit(FAILED);
            return;
        }
        console.complain(Loss.of(dead));
        console.replay().next();
        current = begin(dead.setup().withStartup(startup), true);
        dead.close();
    }

    private final class Streams implements Session.Streams {

        @Override
        public void out(byte[] piece) {
            console.output().user(piece);
        }

        @Override
        public void err(byte[] piece) {
            console.output().userError(piece);
        }

        @Override
        public byte[] line() {
            return input.line();
        }

        @Override
        public void ended(Session ended) {
            if (!evaluating) {
                replaceDead(ended);
            }
        }
    }
}
