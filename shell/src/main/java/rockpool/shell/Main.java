package rockpool.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The `rockpool` program: the console, or a script, or the removal of what dead processes left.
@Command(name = "rockpool", description = "A laboratory for shared-memory multiprocessing on the JVM.",
        versionProvider = Version.class, sortOptions = false,
        subcommands = {Main.Run.class, Main.Sample.class, Main.Clean.class},
        footer = {"", "Exit status: 0 if all went well, 1 if something failed, 2 if the command line is wrong.", "",
            "Examples:", "  rockpool", "  rockpool run samples/first-experiment.jsh", "  rockpool sample chameneos 60000",
            "  rockpool -e 'IntStream.range(0, 10).sum()'"})
public final class Main implements Callable<Integer> {

    @Option(names = "-e", paramLabel = "CODE", description = "evaluates a line and ends")
    private String code;

    @Option(names = "--feedback", paramLabel = "MODE", description = "verbose, normal, concise or silent")
    private String feedback;

    @Option(names = "--startup", paramLabel = "FILE", description = "what to evaluate first, instead of the imports")
    private List<String> startup = new ArrayList<>();

    @Option(names = "--no-startup", description = "evaluates nothing first")
    private boolean noStartup;

    @Option(names = "-v", description = "the same as --feedback verbose")
    private boolean verbose;

    @Option(names = "-q", description = "the same as --feedback concise")
    private boolean concise;

    @Option(names = "-s", description = "the same as --feedback silent")
    private boolean silent;

    @Mixin
    private Use use;

    @Option(names = "--version", versionHelp = true, description = "shows the version")
    private boolean version;

    @Option(names = "--help", usageHelp = true, description = "shows this")
    private boolean help;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "files to load before the prompt opens; - is standard input")
    private List<String> files = new ArrayList<>();

    private Main() { }

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /// Runs the program. The forms that are used most go past picocli: its class files are too old for the AOT cache, and loading them
    /// takes a fifth of a second.
    static int execute(String... arguments) {
        if (arguments.length == 0) {
            return Program.standard().prompt(List.of());
        }
        if (arguments.length == 2 && arguments[0].equals("-e")) {
            return guarded(() -> Program.standard().line(arguments[1]));
        }
        if (arguments.length >= 2 && arguments[0].equals("run") && !arguments[1].startsWith("-")) {
            return guarded(() -> Program.standard().script(arguments[1], List.of(arguments).subList(2, arguments.length)));
        }
        if (arguments.length >= 2 && arguments[0].equals("sample") && !arguments[1].startsWith("-")) {
            return SampleProgram.run(List.of(arguments).subList(1, arguments.length));
        }
        return parse(arguments);
    }

    private static int parse(String... arguments) {
        CommandLine program = new CommandLine(new Main());
        program.getSubcommands().get("run").setStopAtPositional(true);
        program.getSubcommands().get("sample").setStopAtPositional(true);
        program.setExecutionExceptionHandler((e, _, _) -> failed(e));
        return program.execute(arguments);
    }

    private static int guarded(IntSupplier run) {
        try {
            return run.getAsInt();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private static int failed(Exception e) {
        System.err.println("rockpool: " + (e.getMessage() == null ? e : e.getMessage()));
        return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() {
        if (code != null) {
            return program().line(code);
        }
        return program().prompt(files);
    }

    private Program program() {
        use.check();
        return new Program(startup, noStartup, feedback(), use.classPath(), use.compilerOptions(), use.jvmOptions());
    }

    private String feedback() {
        List<String> chosen = new ArrayList<>(feedback == null ? List.of() : List.of(feedback));
        addIf(verbose, "verbose", chosen);
        addIf(concise, "concise", chosen);
        addIf(silent, "silent", chosen);
        if (chosen.size() > 1) {
            throw new IllegalArgumentException("feedback=" + String.join(", ", chosen) + ": only one can be chosen");
        }
        return chosen.isEmpty() ? null : chosen.getFirst();
    }

    private static void addIf(boolean given, String mode, List<String> chosen) {
        if (given) {
            chosen.add(mode);
        }
    }

    /// Runs a file.
    @Command(name = "run", description = "Runs a file of snippets and commands, and ends.")
    static final class Run implements Callable<Integer> {

        @CommandLine.ParentCommand
        private Main parent;

        @Option(names = "--help", usageHelp = true, description = "shows this")
        private boolean help;

        @Parameters(index = "0", paramLabel = "FILE", description = "the file; - is standard input")
        private String file;

        @Parameters(index = "1..*", paramLabel = "ARG", description = "the file finds these in String[] args")
        private List<String> arguments = new ArrayList<>();

        @Override
        public Integer call() {
            return parent.program().script(file, arguments);
        }
    }

    /// Runs a program of the samples.
    @Command(name = "sample", description = "Runs a program of the samples, or says which there are.")
    static final class Sample implements Callable<Integer> {

        @Option(names = "--help", usageHelp = true, description = "shows this")
        private boolean help;

        @Parameters(arity = "0..*", paramLabel = "NAME ARG", description = "the program, and what it is given")
        private List<String> words = new ArrayList<>();

        @Override
        public Integer call() {
            return SampleProgram.run(words);
        }
    }

    /// Cleans up.
    @Command(name = "clean", description = "Removes what processes left that have died.")
    static final class Clean implements Callable<Integer> {

        @Option(names = "--help", usageHelp = true, description = "shows this")
        private boolean help;

        @Override
        public Integer call() {
            return Program.clean();
        }
    }
}
