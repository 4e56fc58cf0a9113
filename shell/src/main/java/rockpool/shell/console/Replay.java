package rockpool.shell.console;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What was entered since the session began and would have to be entered again to get there: for `/reload`.
public final class Replay {

    private static final String FILE = "entered";
    private static final String SEPARATOR = "\u001e";

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

    /// Keeps what was entered for the next console; nothing is written if nothing was.
    public void save(StateFolder folder) throws IOException {
        if (!entered.isEmpty() && folder.make()) {
            Files.writeString(folder.file(FILE), String.join(SEPARATOR, entered));
        }
    }

    /// Takes what was entered in the last console for what was entered before.
    public void load(StateFolder folder) throws IOException {
        if (Files.isReadable(folder.file(FILE))) {
            previous = List.of(Files.readString(folder.file(FILE)).split(SEPARATOR));
        }
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
