package rockpool.shell.feedback;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// The modes of feedback there are, and the one in use. For one thread, the one that evaluates.
public final class Feedback {

    private final Map<String, Mode> modes = new TreeMap<>();
    private String current = "normal";

    public Feedback() {
        Predefined.modes().forEach(this::put);
    }

    public Mode mode() {
        return modes.get(current);
    }

    /// All modes, in alphabetical order.
    public Collection<Mode> modes() {
        return modes.values();
    }

    public boolean has(String name) {
        return modes.containsKey(name);
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

    /// Makes a new mode.
    ///
    /// @param like null for one that says nothing of snippets until it has formats
    /// @throws IllegalArgumentException if there is one of that name
    public void create(String name, Mode like, boolean chatty) {
        if (has(name)) {
            throw new IllegalArgumentException("mode=" + name + " exists already; /set mode " + name + " -delete removes it");
        }
        put(like == null ? Mode.bare(name, chatty) : like.named(name, chatty));
    }

    /// Adds a mode, or takes it instead of the one of the same name.
    public void put(Mode mode) {
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
