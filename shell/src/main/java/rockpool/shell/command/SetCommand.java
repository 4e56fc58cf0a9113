package rockpool.shell.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import rockpool.shell.console.Console;

@Command(name = "/set", description = "Shows or changes the editor, the start-up, the feedback, prompts and lengths.")
final class SetCommand extends ConsoleCommand {

    private static final List<String> SUBJECTS =
            List.of("format", "truncation", "feedback", "mode", "prompt", "editor", "start", "indent");

    @Spec
    private CommandSpec spec;

    @Option(names = "-retain", description = "also for later consoles")
    private boolean retain;

    @Option(names = "-default", description = "what it is if nothing is set")
    private boolean standard;

    @Option(names = "-delete", description = "removes the setting")
    private boolean delete;

    @Option(names = "-none", description = "no start-up")
    private boolean none;

    @Option(names = "-wait", description = "the editor returns at once")
    private boolean wait;

    @Option(names = "-command", description = "a new mode that tells of what is done")
    private boolean verbose;

    @Option(names = "-quiet", description = "a new mode that does not")
    private boolean quiet;

    @Parameters(arity = "0..*", paramLabel = "SUBJECT VALUE…", description = "what to set, and to what")
    private List<String> words = new ArrayList<>();

    SetCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            showAll();
            return OK;
        }
        List<String> matching = SUBJECTS.stream().filter(subject -> subject.startsWith(words.getFirst())).toList();
        if (matching.size() != 1) {
            throw new ParameterException(spec.commandLine(), words.getFirst() + " is not one of " + String.join(", ", SUBJECTS));
        }
        List<String> values = words.subList(1, words.size());
        ModeSettings modes = new ModeSettings(console, retain);
        switch (matching.getFirst()) {
            case "feedback" -> modes.feedback(values).forEach(this::say);
            case "prompt" -> modes.prompt(values).forEach(this::say);
            case "truncation" -> modes.truncation(values).forEach(this::say);
            case "mode" -> modes.mode(values, delete, verbose, quiet).forEach(this::say);
            case "format" -> modes.format(values).forEach(this::say);
            case "editor" -> editor(values);
            case "start" -> start(values);
            default -> indent(values);
        }
        return OK;
    }

    private void showAll() {
        editor(List.of());
        indent(List.of());
        start(List.of());
        new ModeSettings(console, false).feedback(List.of()).forEach(this::say);
    }

    private void editor(List<String> command) {
        if (!command.isEmpty()) {
            Editor.choose(new Editor(command, wait));
        } else if (standard || delete) {
            Editor.choose(null);
        } else if (!retain) {
            say("|  /set editor " + Editor.current(console.settings()));
            return;
        }
        if (retain && delete) {
            console.settings().remove(Editor.SETTING);
        } else if (retain) {
            console.settings().put(Editor.SETTING, Editor.current(console.settings()).toString());
        }
        mention("Editor set to: " + Editor.current(console.settings()));
    }

    private void start(List<String> files) {
        String text = standard ? Startup.standard() : none ? "" : files.isEmpty() ? console.startup() : Startup.ofFiles(files);
        if (!standard && !none && files.isEmpty() && !retain) {
            say("|  /set start" + startOf(text));
            return;
        }
        console.startup(text);
        if (retain) {
            console.settings().put("startup", text);
        }
    }

    private static String startOf(String text) {
        if (text.isEmpty()) {
            return " -none";
        }
        return text.equals(Startup.standard()) ? " -default" : "\n" + text.indent(4).stripTrailing();
    }

    private void indent(List<String> values) {
        if (values.isEmpty()) {
            say("|  /set indent " + console.settings().get("indent").orElse("4"));
        } else if (!values.getFirst().matches("\\d{1,2}")) {
            throw new IllegalArgumentException("indent=" + values.getFirst() + " is not a number of spaces from 0 to 99");
        } else {
            console.settings().put("indent", values.getFirst());
        }
    }
}
