package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Feedback;
import rockpool.shell.feedback.Mode;

/// What `/set` does about modes of feedback. Each method returns what to say: the settings, if it was given nothing to set.
public final class ModeSettings {

    private static final String FEEDBACK = "feedback";
    private static final String MODES = "mode.";

    private final Console console;
    private final Feedback feedback;
    private final boolean retain;

    ModeSettings(Console console, boolean retain) {
        this.console = console;
        this.feedback = console.feedback();
        this.retain = retain;
    }

    List<String> feedback(List<String> values) {
        if (!values.isEmpty()) {
            feedback.use(feedback.find(values.getFirst()));
        }
        if (retain) {
            console.settings().put(FEEDBACK, feedback.mode().name());
        }
        if (!values.isEmpty() || retain) {
            return List.of("|  Feedback mode: " + feedback.mode().name());
        }
        List<String> lines = new ArrayList<>(List.of("|  /set feedback " + feedback.mode().name(), "|  Available feedback modes:"));
        feedback.modes().forEach(mode -> lines.add("|     " + mode.name()));
        return lines;
    }

    List<String> prompt(List<String> values) {
        if (values.size() < 2) {
            return shown(values, mode -> "|  /set prompt " + mode.name() + " \"" + mode.prompt() + "\" \"" + mode.continuation() + "\"");
        }
        Mode mode = changeable(values.getFirst());
        feedback.add(mode.withPrompts(values.get(1), values.size() > 2 ? values.get(2) : mode.continuation()));
        return List.of();
    }

    List<String> truncation(List<String> values) {
        if (values.size() < 2) {
            return shown(values, mode -> "|  /set truncation " + mode.name() + " " + mode.truncation() + "\n|  /set truncation "
                    + mode.name() + " " + mode.expressionTruncation() + " expression,varvalue");
        }
        Mode mode = changeable(values.getFirst());
        int length = length(values.get(1));
        String cases = values.size() > 2 ? values.get(2) : "";
        boolean expressions = cases.isEmpty() || cases.contains("expression") || cases.contains("varvalue");
        boolean others = cases.isEmpty() || !expressions;
        feedback.add(mode.withTruncation(others ? length : mode.truncation(), expressions ? length : mode.expressionTruncation()));
        return List.of();
    }

    private static int length(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("truncation=" + text + " is not a number of characters");
        }
        return Integer.parseInt(text);
    }

    List<String> mode(List<String> values, boolean delete, boolean verbose, boolean quiet) {
        if (values.isEmpty()) {
            return shown(values, mode -> "|  /set mode " + mode.name() + " -" + (mode.level() == Mode.Level.SILENT ? "quiet" : "command"));
        }
        String name = values.getFirst();
        if (delete) {
            feedback.remove(feedback.find(name));
            if (retain) {
                console.settings().remove(MODES + name);
            }
            return List.of("|  Deleted feedback mode: " + name);
        }
        if (values.size() == 1 && !verbose && !quiet && !retain) {
            return shown(values, mode -> "|  /set mode " + mode.name() + " -" + mode.level());
        }
        if (verbose || quiet) {
            create(name, values.size() > 1 ? feedback.find(values.get(1)) : feedback.find("normal"), quiet);
        }
        if (retain) {
            keep(changeable(name));
        }
        return List.of("|  Feedback mode: " + name);
    }

    private void create(String name, Mode like, boolean quiet) {
        if (feedback.modes().stream().anyMatch(mode -> mode.name().equals(name))) {
            throw new IllegalArgumentException("mode=" + name + " exists already; /set mode " + name + " -delete removes it");
        }
        Mode made = like.named(name);
        feedback.add(quiet ? made.withLevel(Mode.Level.CONCISE) : made);
    }

    private void keep(Mode mode) {
        feedback.add(mode.retained(true));
        console.settings().put(MODES + mode.name(), mode.encode());
    }

    List<String> format(List<String> values) {
        if (values.size() < 3) {
            return shown(values, mode -> "|  /set format " + mode.name() + " level \"" + mode.level().name().toLowerCase(Locale.ROOT) + "\"");
        }
        throw new IllegalArgumentException("formats are fixed; /set mode NAME -command LIKE makes a mode with the formats of another one, "
                + "and /set prompt and /set truncation change the rest of it");
    }

    private List<String> shown(List<String> values, Function<Mode, String> line) {
        if (values.isEmpty()) {
            return feedback.modes().stream().map(line).toList();
        }
        return List.of(line.apply(feedback.find(values.getFirst())));
    }

    private Mode changeable(String name) {
        Mode mode = feedback.find(name);
        if (mode.predefined()) {
            throw new IllegalArgumentException("mode=" + mode.name() + " is predefined and cannot be changed; /set mode mine -command "
                    + mode.name() + " makes one like it that can");
        }
        return mode;
    }

    /// Takes over what earlier consoles retained.
    public static void restore(Console console) {
        console.settings().startingWith(MODES).forEach((_, text) -> console.feedback().add(Mode.decode(text)));
        console.settings().get(FEEDBACK).ifPresent(name -> console.feedback().use(console.feedback().find(name)));
    }
}
