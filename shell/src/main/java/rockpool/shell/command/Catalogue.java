package rockpool.shell.command;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import rockpool.shell.command.Entry.Group;
import rockpool.shell.console.Console;

/// The list of all commands.
public final class Catalogue {

    static final Set<String> HIDDEN = Set.of("/debug");

    static final Entry RERUN = entry("/<id>", "", "evaluates snippets again", "/3", Suggestions.NONE, RerunCommand::new);

    private Catalogue() { }

    /// The commands of jshell.
    ///
    /// @param assignments what `/set` can assign to besides
    public static List<Entry> entries(Assignments assignments) {
        return List.of(
                entry("/list", "[NAME-OR-ID…|-all|-start]", "shows the source of snippets", "/list -all",
                        Places.SNIPPETS, ListCommand::new),
                entry("/edit", "[NAME-OR-ID…|-all|-start]", "opens snippets in an editor", "/edit twice", Places.SNIPPETS,
                        EditCommand::new),
                replayed(entry("/drop", "NAME-OR-ID…", "makes snippets inactive", "/drop counter", Places.NAMES, DropCommand::new)),
                entry("/save", "[-all|-history|-start|NAME-OR-ID…] FILE", "writes snippets to a file", "/save mine.jsh",
                        Suggestions.words("-all", "-history", "-start").or(Places.FILES), SaveCommand::new),
                entry("/open", "FILE", "enters what stands in a file", "/open mine.jsh", Places.FILES, OpenCommand::new),
                entry("/vars", "[NAME-OR-ID…|-all|-start]", "shows variables with their values", "/vars", Places.SNIPPETS,
                        VarsCommand::new),
                entry("/methods", "[NAME-OR-ID…|-all|-start]", "shows methods", "/methods", Places.SNIPPETS, MethodsCommand::new),
                entry("/types", "[NAME-OR-ID…|-all|-start]", "shows classes, records and enums", "/types", Places.SNIPPETS,
                        TypesCommand::new),
                entry("/imports", "", "shows the imports", "/imports", Suggestions.NONE, ImportsCommand::new),
                withJava(0, entry("/exit", "[EXPRESSION]", "ends the console", "/exit 3", Suggestions.NONE, ExitCommand::new)),
                entry("/env", "[OPTION…]", "shows or changes what snippets can use", "/env -class-path mine.jar",
                        Places.CONTEXT, EnvCommand::new),
                entry("/reset", "[OPTION…]", "forgets all snippets", "/reset", Places.CONTEXT, ResetCommand::new),
                entry("/reload", "[-restore] [-quiet] [OPTION…]", "begins a new session and enters everything again", "/reload -restore",
                        Suggestions.words("-restore", "-quiet").or(Places.CONTEXT), ReloadCommand::new),
                entry("/history", "[-all]", "shows what was typed", "/history -all", Suggestions.words("-all"), HistoryCommand::new),
                entry("/debug", "[FLAGS]", "shows what stands behind the session", "/debug", Suggestions.NONE, DebugCommand::new),
                entry("/help", "[COMMAND-OR-SUBJECT]", "lists the commands, or tells about one", "/help spawn", Places.HELP,
                        HelpCommand::new),
                asTyped(entry("/set", "editor|start|feedback|mode|prompt|truncation|format|indent … | NAME [PLACE…] = EXPRESSION",
                        "changes the console, or what is in a pool", "/set feedback verbose",
                        Places.SETTINGS.or((_, before, word) -> assignments.words(before, word)),
                        console -> new SetCommand(console, assignments))),
                entry("/?", "[COMMAND-OR-SUBJECT]", "the same as /help", "/? intro", Places.HELP, HelpCommand::new),
                entry("/!", "", "evaluates the last snippet again", "/!", Suggestions.NONE, RerunCommand::new));
    }

    private static Entry entry(String name, String arguments, String summary, String example, Suggestions suggestions,
            Function<Console, Callable<Integer>> factory) {
        return new Entry(name, Group.JSHELL, arguments, summary, example, _ -> Entry.NO_JAVA, _ -> false, factory, suggestions);
    }

    private static Entry replayed(Entry entry) {
        return new Entry(entry.name(), entry.group(), entry.arguments(), entry.summary(), entry.example(), entry.java(), _ -> true,
                entry.factory(), entry.suggestions());
    }

    private static Entry asTyped(Entry entry) {
        return withJava(Entry.AS_TYPED, entry);
    }

    private static Entry withJava(int words, Entry entry) {
        return new Entry(entry.name(), entry.group(), entry.arguments(), entry.summary(), entry.example(), _ -> words, entry.replayed(),
                entry.factory(), entry.suggestions());
    }
}
