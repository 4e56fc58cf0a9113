package rockpool.shell.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import rockpool.shell.console.Commands;
import rockpool.shell.console.Console;

/// All commands, by name and by abbreviation, and how one is run.
///
/// A name is exact, or begins exactly one command's name; where a beginning fits commands of jshell, only those count, so that all of
/// jshell's abbreviations keep their meaning.
public final class Registry implements Commands {

    private static final Pattern RERUN = Pattern.compile("/(-\\d+|!|[se]?\\d+(-[se]?\\d+)?([ ].*)?)");

    /// What picocli takes for the end of a command's options.
    static final String END_OF_OPTIONS = "--";

    private final Console console;
    private final List<Entry> entries;

    public Registry(Console console, List<Entry> entries) {
        this.console = console;
        this.entries = List.copyOf(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    @Override
    public int run(String line) {
        String name = name(line);
        String arguments = line.substring(name.length()).strip();
        if (RERUN.matcher(line).matches()) {
            return run(Catalogue.RERUN, line.startsWith("/-") ? "back" + line.substring(1) : line.substring(1));
        }
        List<Entry> found = find(name);
        if (found.size() != 1) {
            console.output().error(found.isEmpty() ? "There is no command " + name + ". " + meant(name) + "/help lists all."
                    : name + " may be " + String.join(" or ", found.stream().map(Entry::name).toList()) + ". Type more of it.");
            return CommandLine.ExitCode.USAGE;
        }
        int status = run(found.getFirst(), arguments);
        if (status == 0 && found.getFirst().replayed().test(arguments)) {
            console.remember(found.getFirst().name() + " " + arguments);
        }
        return status;
    }

    /// What somebody may have meant who typed a name that there is not.
    private String meant(String name) {
        List<String> near = Spelling.near(name, entries.stream().map(Entry::name).toList());
        return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
    }

    /// The commands that a name may mean.
    List<Entry> find(String name) {
        List<Entry> beginning = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return List.of(entry);
            }
            if (entry.name().startsWith(name)) {
                beginning.add(entry);
            }
        }
        List<Entry> ofJShell = beginning.stream().filter(entry -> entry.group() == Entry.Group.JSHELL).toList();
        return ofJShell.isEmpty() ? beginning : ofJShell;
    }

    private int run(Entry entry, String arguments) {
        CommandLine command = commandLine(entry);
        List<String> words = split(entry, command, arguments);
        int end = words.contains(END_OF_OPTIONS) ? words.indexOf(END_OF_OPTIONS) : words.size();
        words.subList(0, end).replaceAll(word -> expand(command, word));
        try {
            return command.execute(words.toArray(String[]::new));
        } catch (InternalError e) {
            // A command has looked at memory that is mapped, but that the system has none for.
            console.output().error(entry.name() + ": what it looks at is damaged: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static List<String> split(Entry entry, CommandLine command, String arguments) {
        int before = entry.java().applyAsInt(arguments);
        if (before == Entry.AS_TYPED) {
            return new ArrayList<>(List.of(END_OF_OPTIONS, arguments));
        }
        return before == Entry.NO_JAVA ? new ArrayList<>(Words.of(arguments)) : Tail.split(command.getCommandSpec(), arguments, before);
    }

    CommandLine commandLine(Entry entry) {
        Callable<Integer> instance = entry.factory().apply(console);
        CommandLine command = new CommandLine(instance, new Instances(console));
        command.setCommandName(entry.name());
        command.setErr(new PrintWriter(new Lines(console.output()::error), true));
        command.setOut(new PrintWriter(new Lines(console.output()::say), true));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUnmatchedOptionsArePositionalParams(false);
        command.setUsageHelpWidth(Math.max(60, console.output().width()));
        command.setExecutionExceptionHandler((e, _, _) -> failed(entry, e));
        command.setParameterExceptionHandler((e, _) -> misused(entry, e));
        return command;
    }

    private int failed(Entry entry, Exception e) {
        if (e instanceof InterruptedException || e instanceof CancellationException && Thread.currentThread().isInterrupted()) {
            console.output().error(entry.name() + ": interrupted.");
        } else {
            console.output().error(entry.name() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private int misused(Entry entry, CommandLine.ParameterException e) {
        console.output().error(entry.name() + ": " + Misuse.reason(e) + "\nUsage: " + entry.name() + " " + entry.arguments()
                + "\nExample: " + entry.example());
        return CommandLine.ExitCode.USAGE;
    }

    /// As in jshell, the beginning of one option's name is that option.
    private static String expand(CommandLine command, String word) {
        if (!word.startsWith("-") || word.length() < 2 || command.getCommandSpec().findOption(word) != null) {
            return word;
        }
        String single = word.startsWith("--") ? word.substring(1) : word;
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String name : option.names()) {
                if (name.equals(single)) {
                    return name;
                }
                if (name.startsWith(word) || name.startsWith(single)) {
                    names.add(option.longestName());
                }
            }
        }
        List<String> distinct = names.stream().distinct().toList();
        return distinct.size() == 1 ? distinct.getFirst() : word;
    }

    @Override
    public boolean isComplete(String line) {
        String name = name(line.strip());
        List<Entry> found = find(name);
        String arguments = line.strip().substring(name.length()).strip();
        if (found.size() != 1 || arguments.isEmpty()) {
            return true;
        }
        int before = found.getFirst().java().applyAsInt(arguments);
        if (before == Entry.NO_JAVA) {
            return true;
        }
        Assigned assigned = Assigned.of(arguments);
        if (before == Entry.AS_TYPED || assigned != null) {
            return assigned == null || console.isComplete(assigned.value());
        }
        List<String> split = Tail.split(commandLine(found.getFirst()).getCommandSpec(), arguments, before);
        int mark = split.indexOf(END_OF_OPTIONS);
        return mark < 0 || console.isComplete(split.get(mark + 1));
    }

    /// What can stand at a place of a line.
    ///
    /// @param words that begin with what was typed
    /// @param java whether Java can stand there too
    public record Suggested(List<String> words, boolean java) { }

    /// @param before the words before the one that is typed
    public Suggested suggest(List<String> before, String word) {
        if (before.isEmpty()) {
            return new Suggested(entries.stream().map(Entry::name).filter(name -> name.startsWith(word)).toList(), false);
        }
        List<Entry> found = find(before.getFirst());
        if (found.size() != 1) {
            return new Suggested(List.of(), false);
        }
        List<String> arguments = before.subList(1, before.size());
        int java = found.getFirst().java().applyAsInt(String.join(" ", arguments));
        List<String> words = word.startsWith("-") && java >= 0 ? options(found.getFirst(), arguments)
                : found.getFirst().suggestions().of(console, arguments, word);
        List<String> beginning = words.stream().filter(one -> one.startsWith(word)).distinct().toList();
        boolean isJava = java >= 0 && arguments.size() >= java || java == Entry.AS_TYPED && arguments.contains("=");
        // All that Java knows would hide the words, where nothing was typed yet.
        boolean isText = isInText(String.join(" ", before) + " " + word);
        return new Suggested(beginning, isJava && !isText && (beginning.isEmpty() || !word.isEmpty()));
    }

    /// Whether a line ends within double quotes.
    private static boolean isInText(String line) {
        boolean inside = false;
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                at++;
            } else if (line.charAt(at) == '"') {
                inside = !inside;
            }
        }
        return inside;
    }

    /// The options of a command, or of the subcommand that the words name.
    private List<String> options(Entry entry, List<String> arguments) {
        CommandLine command = commandLine(entry);
        CommandLine named = arguments.stream().map(command.getSubcommands()::get).filter(Objects::nonNull).findFirst().orElse(command);
        return named.getCommandSpec().options().stream().flatMap(option -> Arrays.stream(option.names())).sorted().toList();
    }

    static String name(String line) {
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    /// Gives subcommands the console.
    private record Instances(Console console) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Console.class).newInstance(console);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    /// Passes whole texts on.
    private static final class Lines extends StringWriter {

        private final Consumer<String> target;

        Lines(Consumer<String> target) {
            this.target = target;
        }

        @Override
        public void flush() {
            String text = toString().stripTrailing();
            getBuffer().setLength(0);
            if (!text.isEmpty()) {
                target.accept(text);
            }
        }
    }
}
