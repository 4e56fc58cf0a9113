package rockpool.shell.feedback;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import rockpool.shell.feedback.Mode.Level;

/// The modes of feedback there are, and the one in use. For one thread, the one that evaluates.
public final class Feedback {

    private final Map<String, Mode> modes = new LinkedHashMap<>();
    private String current = "normal";

    public Feedback() {
        add(Mode.predefined("verbose", Level.VERBOSE, "rockpool> ", "    ...> ", 140, 2000));
        add(Mode.predefined("normal", Level.NORMAL, "rockpool> ", "    ...> ", 80, 1000));
        add(Mode.predefined("concise", Level.CONCISE, "rockpool> ", "    ...> ", 80, 1000));
        add(Mode.predefined("silent", Level.SILENT, "-> ", ">> ", 80, 1000));
    }

    public Mode mode() {
        return modes.get(current);
    }

    public Collection<Mode> modes() {
        return modes.values();
    }

    /// The mode whose name this is or begins with, if there is only one.
    ///
    /// @throws IllegalArgumentException otherwise, naming the modes there are
    public Mode find(String name) {
        if (modes.containsKey(name)) {
            return modes.get(name);
        }
        var matching = modes.values().stream().filter(mode -> mode.name().startsWith(name)).toList();
        if (matching.size() != 1) {
            throw new IllegalArgumentException((matching.isEmpty() ? "no feedback mode is named " : "several feedback modes begin with ")
                    + name + "; there are: " + String.join(", ", modes.keySet()));
        }
        return matching.getFirst();
    }

    public void use(Mode mode) {
        current = mode.name();
    }

    /// Adds a mode, or changes one that is not predefined.
    public void add(Mode mode) {
        modes.put(mode.name(), mode);
    }

    /// @throws IllegalArgumentException if the mode is predefined or in use
    public void remove(Mode mode) {
        if (mode.predefined() || mode.name().equals(current)) {
            throw new IllegalArgumentException("feedback mode " + mode.name() + " cannot be deleted: it is "
                    + (mode.predefined() ? "predefined" : "in use; choose another with /set feedback first"));
        }
        modes.remove(mode.name());
    }
}
