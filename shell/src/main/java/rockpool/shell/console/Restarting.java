package rockpool.shell.console;

import java.util.List;
import rockpool.shell.session.Session;

/// What is entered when a session has begun: the rest of its start-up, and what was entered before.
final class Restarting {

    private final Console console;
    private final Entering entering;
    private Session started; // the session whose start-up was finished
    private boolean finishing;
    private boolean quiet;

    Restarting(Console console, Entering entering) {
        this.console = console;
        this.entering = entering;
    }

    /// Whether something is entered again that is not shown.
    boolean isQuiet() {
        return quiet;
    }

    /// Enters what the start-up has from its first command on, if this session has not done so yet. Only what fails is shown.
    void finishStartup() {
        Session current = console.session();
        if (started == current || finishing) {
            return;
        }
        boolean again = started != null;
        started = current;
        String rest = current.setup().startupRest();
        if (!rest.isEmpty()) {
            finishing = true;
            finishStartup(current, rest, again);
            finishing = false;
        }
    }

    private void finishStartup(Session current, String rest, boolean again) {
        current.shell();
        current.starting(true);
        Runnable running = () -> console.replay().without(() -> new Script(console, "start-up", false).run(rest));
        if (again) {
            findingWhatIsThere(running);
        } else {
            running.run();
        }
        current.starting(false);
    }

    /// @param quietly whether it is not shown
    void replay(List<String> toReplay, boolean quietly) {
        quiet = quietly;
        findingWhatIsThere(() -> {
            for (String source : toReplay) {
                if (!quietly) {
                    console.output().say("-: " + source.replace("\n", "\n   "));
                }
                if (!(quietly ? entering.quietly(source) : console.enter(source)) && !console.session().alive()) {
                    return;
                }
            }
        });
        quiet = false;
    }

    /// Has something entered that may have been entered before: what it would make, and is there, is found.
    void findingWhatIsThere(Runnable running) {
        Session current = console.session();
        current.replaying(true);
        try {
            running.run();
        } finally {
            if (current.alive()) {
                current.replaying(false);
            }
        }
    }
}
