package rockpool.shell.command;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import rockpool.shell.console.Console;

/// `/set`. It takes its line as it was typed, since quotes matter there, and a quoted prompt may look like an option.
///
/// A `=` that stands alone makes it an assignment to something in a pool. In jshell only the words of `editor` and `start` can have one; so
/// these two and their abbreviations stay jshell's, unless an abbreviation is the very name of something there.
@Command(name = "/set", description = {"Shows or changes the editor, the start-up, the modes of feedback and what belongs to them;"
    + " with a = between spaces, assigns to a reference, variable, array, matrix or hash table:",
    "/set counter = counter.get() + 1    a reference or variable",
    "/set scores 3 = 7                   an element of an array, of a primitive one too",
    "/set grid 3 4 = x + 1               an element of a matrix; grid[3][4] = x + 1 is the same",
    "/set table \"key\" = 5               what a key of a hash table stands for",
    "/set jobs header = new Limits(20)   the header of any structure",
    "/set jobs header.most = 30          one component of it; of a reference's value with /set account.balance = 5",
    "/set -p POOL scores 3 = 7           in which pool, if there are several"})
final class SetCommand extends ConsoleCommand {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SUBJECT VALUE…", description = "what to set, and to what; /help set SUBJECT tells more")
    private String line = "";

    private final Assignments assignments;

    SetCommand(Console console, Assignments assignments) {
        super(console);
        this.assignments = assignments;
    }

    @Override
    public Integer call() {
        List<Words.Word> words = Words.withQuotes(line);
        String pool = Places.poolOf(words);
        Assigned assigned = Assigned.of(pool == null ? line : Words.after(line, 2));
        if (assigned != null && (pool != null || isAssignment(assigned.place()))) {
            return assignments.assign(pool, assigned);
        }
        if (words.isEmpty()) {
            showAll();
            return OK;
        }
        requireNoPlace(words.getFirst().text());
        SetSubject subject = subject(words.getFirst().text());
        SetArguments arguments = SetArguments.of(subject, words.subList(1, words.size()));
        switch (subject) {
            case FEEDBACK, MODE, PROMPT, TRUNCATION, FORMAT ->
                new ModeSettings(console).apply(subject, arguments, this::tell, this::mention);
            case EDITOR -> editor(arguments);
            case START -> start(arguments);
            case INDENT -> indent(arguments);
        }
        return OK;
    }

    private boolean isAssignment(String place) {
        String name = place.split("[\\s\\[.]", 2)[0];
        List<SetSubject> subjects = SetSubject.beginningWith(name);
        return subjects.stream().noneMatch(subject -> subject == SetSubject.EDITOR || subject == SetSubject.START)
                || subjects.stream().noneMatch(subject -> subject.title().equals(name)) && assignments.has(name);
    }

    /// @throws IllegalArgumentException if something in a pool is named, and nothing assigned to it
    private void requireNoPlace(String word) {
        if (SetSubject.beginningWith(word).isEmpty() && assignments.has(word.split("[\\[.]", 2)[0])) {
            throw new IllegalArgumentException("there is no = and no value; /set " + line.strip() + " = 7 is how it is written");
        }
    }

    private SetSubject subject(String name) {
        List<SetSubject> matching = SetSubject.beginningWith(name);
        if (matching.size() != 1) {
            throw new ParameterException(spec.commandLine(), (matching.isEmpty() ? name + " is not one of " + SetSubject.titles()
                    : name + " may be " + matching.stream().map(SetSubject::title).collect(Collectors.joining(" or "))));
        }
        return matching.getFirst();
    }

    private void showAll() {
        SetArguments nothing = new SetArguments(Set.of(), List.of());
        editor(nothing);
        indent(nothing);
        start(nothing);
        new ModeSettings(console).apply(SetSubject.FEEDBACK, nothing, this::tell, this::mention);
    }

    private void editor(SetArguments arguments) {
        boolean retain = arguments.has("-retain");
        boolean standard = arguments.has("-default");
        boolean delete = arguments.has("-delete");
        List<String> command = arguments.texts();
        arguments.require(!(standard && delete) && (command.isEmpty() || !standard && !delete), "give a command, or -default, or -delete");
        arguments.require(!arguments.has("-wait") || !command.isEmpty(), "-wait needs a command");
        if (command.isEmpty() && !standard && !delete && !retain) {
            showEditor();
            return;
        }
        if (!command.isEmpty()) {
            Editor.choose(new Editor(command, arguments.has("-wait")));
        } else if (standard) {
            Editor.choose(Editor.standard());
        } else if (delete) {
            Editor.choose(null);
        }
        if (retain && delete) {
            console.settings().remove(Editor.SETTING);
        } else if (retain) {
            console.settings().put(Editor.SETTING, Editor.current(console.settings()).toString());
        }
        mention("Editor set to: " + Editor.current(console.settings()));
    }

    private void showEditor() {
        Editor current = Editor.current(console.settings());
        Editor.retained(console.settings()).ifPresent(retained -> tell("/set editor -retain " + retained));
        if (!Editor.retained(console.settings()).filter(current::equals).isPresent()) {
            tell("/set editor " + (current.equals(Editor.standard()) ? "-default (" + current + ")" : current));
        }
    }

    private void start(SetArguments arguments) {
        boolean standard = arguments.has("-default");
        boolean none = arguments.has("-none");
        List<String> files = arguments.texts();
        arguments.require((standard ? 1 : 0) + (none ? 1 : 0) + (files.isEmpty() ? 0 : 1) <= 1, "give files, or -default, or -none");
        if (!standard && !none && files.isEmpty() && !arguments.has("-retain")) {
            showStart();
            return;
        }
        console.startup(standard ? Startup.standard() : none ? "" : files.isEmpty() ? console.startup() : Startup.ofFiles(files));
        if (arguments.has("-retain")) {
            console.settings().put("startup", console.startup());
        }
        mention("The start-up counts from the next /reset, /reload or /env"
                + (arguments.has("-retain") ? ", and in later consoles." : "."));
    }

    private void showStart() {
        console.settings().get("startup").ifPresent(retained -> tell("/set start -retain" + startOf(retained)));
        if (!console.settings().get("startup").filter(console.startup()::equals).isPresent()) {
            tell("/set start" + startOf(console.startup()));
        }
    }

    private static String startOf(String text) {
        if (text.isEmpty()) {
            return " -none";
        }
        return text.equals(Startup.standard()) ? " -default" : ", which is\n" + text.indent(4).stripTrailing();
    }

    private void indent(SetArguments arguments) {
        List<String> values = arguments.texts();
        if (values.isEmpty()) {
            tell("/set indent " + console.settings().get("indent").orElse("4"));
        } else if (values.size() > 1 || !values.getFirst().matches("\\d{1,2}")) {
            throw new IllegalArgumentException("indent=" + String.join(" ", values) + " is not a number of spaces from 0 to 99");
        } else {
            console.settings().put("indent", values.getFirst());
            mention("Indent level set to: " + values.getFirst());
        }
    }
}
