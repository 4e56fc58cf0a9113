package rockpool.shell.command;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import rockpool.shell.console.Console;
import rockpool.shell.feedback.Feedback;
import rockpool.shell.feedback.Mode;

/// What `/set` does about modes of feedback: changes them, or shows the settings if there is nothing to change.
public final class ModeSettings {

    private static final String FEEDBACK = "feedback";
    private static final String MODES = "mode.";

    private final Console console;
    private final Feedback feedback;
    private SetArguments arguments;
    private List<String> values;
    private Consumer<String> tell;
    private Consumer<String> mention;

    ModeSettings(Console console) {
        this.console = console;
        this.feedback = console.feedback();
    }

    /// @param shown takes settings that were asked for
    /// @param confirmed takes what is said of a change
    void apply(SetSubject subject, SetArguments with, Consumer<String> shown, Consumer<String> confirmed) {
        arguments = with;
        values = with.texts();
        tell = shown;
        mention = confirmed;
        switch (subject) {
            case FEEDBACK -> feedback();
            case PROMPT -> prompt();
            case TRUNCATION -> truncation();
            case FORMAT -> format();
            default -> mode();
        }
    }

    private void feedback() {
        arguments.require(values.size() <= 1, "give one mode, not " + values);
        boolean retain = arguments.has("-retain");
        if (values.isEmpty() && !retain) {
            showFeedback();
            return;
        }
        Mode chosen = values.isEmpty() ? feedback.mode() : feedback.find(values.getFirst());
        arguments.require(!retain || chosen.predefined() || retained().containsKey(MODES + chosen.name()),
                "mode=" + chosen.name() + " is not retained itself; /set mode " + chosen.name() + " -retain does that");
        feedback.use(chosen);
        if (retain) {
            console.settings().put(FEEDBACK, chosen.name());
        }
        mention.accept("Feedback mode: " + chosen.name());
    }

    private void showFeedback() {
        String kept = console.settings().get(FEEDBACK).orElse("");
        if (!kept.isEmpty()) {
            tell.accept("/set feedback -retain " + kept);
        }
        if (!kept.equals(feedback.mode().name())) {
            tell.accept("/set feedback " + feedback.mode().name());
        }
        tell.accept("");
        if (!retained().isEmpty()) {
            tell.accept("Retained feedback modes:");
            retained().keySet().forEach(key -> tell.accept("   " + key.substring(MODES.length())));
        }
        tell.accept("Available feedback modes:");
        feedback.modes().forEach(mode -> tell.accept("   " + mode.name()));
    }

    private void prompt() {
        if (values.size() < 2) {
            shown().forEach(this::showPrompt);
            return;
        }
        Mode mode = changeable(values.getFirst());
        arguments.require(values.size() == 3, "both prompts are needed: /set prompt " + mode.name() + " \"PROMPT\" \"CONTINUATION\"");
        requireQuoted(1);
        requireQuoted(2);
        values.subList(1, 3).forEach(text -> String.format(text, "1"));
        feedback.put(mode.withPrompts(values.get(1), values.get(2)));
    }

    private void showPrompt(Mode mode) {
        tell.accept("/set prompt " + mode.name() + " " + Mode.quote(mode.prompt()) + " " + Mode.quote(mode.continuation()));
    }

    private void truncation() {
        if (values.size() < 2) {
            shown().forEach(this::showTruncation);
            return;
        }
        arguments.require(values.get(1).matches("\\d{1,9}"), "truncation=" + values.get(1) + " is not a number of characters");
        feedback.put(changeable(values.getFirst()).withTruncation(Integer.parseInt(values.get(1)), values.subList(2, values.size())));
    }

    private void showTruncation(Mode mode) {
        mode.truncations().forEach(line -> tell.accept("/set truncation " + mode.name() + " " + line));
    }

    private void format() {
        if (values.size() < 3) {
            String field = values.size() == 2 ? values.get(1) : null;
            arguments.require(field == null || shown().stream().anyMatch(mode -> mode.hasField(field)),
                    "mode=" + values.getFirst() + " has no field=" + field);
            shown().forEach(mode -> showFormats(mode, field));
            return;
        }
        arguments.require(values.get(1).matches("\\w+"), "field=" + values.get(1) + " is not a name");
        requireQuoted(2);
        feedback.put(changeable(values.getFirst()).withFormat(values.get(1), values.get(2), values.subList(3, values.size())));
    }

    private void requireQuoted(int index) {
        arguments.require(arguments.words().get(index).quoted(), "format=" + values.get(index) + " must be in quotes");
    }

    private void showFormats(Mode mode, String field) {
        mode.formats(field).forEach(line -> tell.accept("/set format " + mode.name() + " " + line));
    }

    private void mode() {
        boolean make = arguments.has("-command") || arguments.has("-quiet");
        boolean delete = arguments.has("-delete");
        boolean retain = arguments.has("-retain");
        arguments.require(!(arguments.has("-command") && arguments.has("-quiet")) && !(make && (delete || retain)),
                "give one of -command, -quiet, -delete and -retain; only the last two go together");
        if (!make && !delete && !retain && values.size() <= 1) {
            shown().forEach(this::showMode);
            return;
        }
        arguments.require(!values.isEmpty(), "say which mode. Example: /set mode mine normal -command");
        arguments.require(values.size() == 1 || make && values.size() == 2,
                make || delete || retain ? "too many words: " + values : "a new mode needs -command or -quiet");
        String name = values.getFirst();
        if (make) {
            create(name);
        } else if (delete) {
            delete(name, retain);
        } else {
            console.settings().put(MODES + changeable(name).name(), changeable(name).encode());
        }
    }

    private void create(String name) {
        arguments.require(name.matches("\\w+"), "mode=" + name + " is not a name");
        feedback.create(name, values.size() == 2 ? feedback.find(values.get(1)) : null, arguments.has("-command"));
        mention.accept("Created new feedback mode: " + name);
    }

    private void delete(String name, boolean retain) {
        boolean kept = retained().containsKey(MODES + name);
        arguments.require(feedback.has(name) || retain && kept, "there is no mode=" + name);
        arguments.require(!retain || !console.settings().get(FEEDBACK).filter(name::equals).isPresent(),
                "mode=" + name + " is the retained feedback; choose another with /set feedback -retain first");
        if (feedback.has(name)) {
            feedback.remove(feedback.find(name));
        }
        if (retain) {
            console.settings().remove(MODES + name);
        }
        mention.accept("Deleted feedback mode: " + name);
    }

    private void showMode(Mode mode) {
        String kept = retained().get(MODES + mode.name());
        if (kept != null) {
            showSettings(Mode.decode(kept));
            tell.accept("/set mode -retain " + mode.name());
            if (kept.equals(mode.encode())) {
                return;
            }
            tell.accept("");
        }
        showSettings(mode);
    }

    private void showSettings(Mode mode) {
        tell.accept("/set mode " + mode.name() + (mode.chatty() ? " -command" : " -quiet"));
        showPrompt(mode);
        showFormats(mode, null);
        showTruncation(mode);
    }

    private List<Mode> shown() {
        return values.isEmpty() ? List.copyOf(feedback.modes()) : List.of(feedback.find(values.getFirst()));
    }

    private Map<String, String> retained() {
        return console.settings().startingWith(MODES);
    }

    private Mode changeable(String name) {
        Mode mode = feedback.find(name);
        arguments.require(!mode.predefined(), "mode=" + mode.name() + " is predefined and cannot be changed; /set mode mine " + mode.name()
                + " -command makes one like it that can");
        return mode;
    }

    /// Takes over what earlier consoles retained. What cannot be understood is left out and told of.
    public static void restore(Console console) {
        for (Map.Entry<String, String> kept : console.settings().startingWith(MODES).entrySet()) {
            try {
                console.feedback().put(Mode.decode(kept.getValue()));
            } catch (IllegalArgumentException e) {
                console.output().error("|  " + kept.getKey() + " was not restored: " + e.getMessage());
            }
        }
        console.settings().get(FEEDBACK).filter(console.feedback()::has)
                .ifPresent(name -> console.feedback().use(console.feedback().find(name)));
    }
}
