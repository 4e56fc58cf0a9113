package rockpool.shell.console;

import java.util.ArrayList;
import java.util.List;

/// What was entered since the session began and would have to be entered again to get there: for `/reload`.
public final class Replay {

    private List<String> entered = new ArrayList<>();
    private List<String> previous = List.of();
    private boolean paused;

    void add(String source) {
        if (!paused) {
            entered.add(source);
        }
    }

    /// What was entered in this session.
    public List<String> entered() {
        return List.copyOf(entered);
    }

    /// What was entered in the session before this one, in an earlier console if this is its first.
    public List<String> previous() {
        return previous;
    }

    /// Begins anew: what was entered so far becomes what was entered before.
    void next() {
        if (!entered.isEmpty()) {
            previous = List.copyOf(entered);
        }
        entered = new ArrayList<>();
    }

    void previous(List<String> earlier) {
        previous = List.copyOf(earlier);
    }

    /// Runs something that is not to be entered again by a replay, since the line that led to it is.
    void without(Runnable action) {
        boolean before = paused;
        paused = true;
        try {
            action.run();
        } finally {
            paused = before;
        }
    }
}
