package rockpool.shell;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import rockpool.shell.command.ModeSettings;
import rockpool.shell.command.Startup;
import rockpool.shell.console.Console;
import rockpool.shell.console.Script;
import rockpool.shell.console.Settings;
import rockpool.shell.console.StateFolder;
import rockpool.shell.prompt.Prompt;
import rockpool.shell.prompt.TerminalOutput;
import rockpool.shell.session.Setup;
import rockpool.shell.view.Output;
import rockpool.shell.view.PlainOutput;

/// One run of the program, put together from the parts: each method is a way to run it and returns the exit status.
///
/// @param startup files to evaluate first; none for the standard imports
/// @param feedback null for the mode that was retained, or normal
/// @param classPath what is added for snippets
/// @param compilerOptions further options for the compiler of snippets
/// @param jvmOptions further options for the JVMs of the session and the workers
record Program(List<String> startup, boolean noStartup, String feedback, List<String> classPath, List<String> compilerOptions,
        List<String> jvmOptions) {

    static final String STANDARD_INPUT = "-";
    private static final String ARGUMENTS = "args";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    /// A run without any option.
    static Program standard() {
        return new Program(List.of(), false, null, List.of(), List.of(), List.of());
    }

    /// Opens the prompt, after loading files. Without a terminal, standard input is a script.
    int prompt(List<String> files) {
        if (System.console() == null || !System.console().isTerminal()) {
            return withoutTerminal(files);
        }
        CompletableFuture<Terminal> opening = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("rockpool-terminal").start(() -> open(opening));
        try {
            return prompt(opening, files);
        } finally {
            opening.thenAccept(Program::close);
        }
    }

    private static void open(CompletableFuture<Terminal> opening) {
        try {
            opening.complete(TerminalBuilder.builder().system(true).build());
        } catch (IOException | RuntimeException | Error e) {
            opening.completeExceptionally(e);
        }
    }

    private static void close(Terminal terminal) {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens the prompt on a terminal, after loading files. The compiler and the session start while the terminal is being opened.
    int prompt(CompletableFuture<Terminal> opening, List<String> files) {
        StateFolder folder = StateFolder.ofUser();
        TerminalOutput output = new TerminalOutput(opening);
        Console[] made = new Console[1];
        try (Assembly assembly = assembly(output, () -> Prompt.lineFor(output.terminal(), made[0]), new Settings(folder), false, opening)) {
            Console console = assembly.console();
            made[0] = console;
            Prompt prompt = new Prompt(output.terminal(), output, console, folder);
            if (!load(console, files)) {
                return FAILED;
            }
            console.session().whenReady(assembly.engine()::standByAtRest);
            console.replay().load(folder);
            prompt.run();
            console.replay().save(folder);
            return console.exitStatus();
        } catch (IOException e) {
            throw new UncheckedIOException("what was entered cannot be kept in " + folder, e);
        }
    }

    private int withoutTerminal(List<String> files) {
        if (files.isEmpty()) {
            return script(STANDARD_INPUT, List.of());
        }
        try (Assembly assembly = plain(false)) {
            Console console = assembly.console();
            boolean good = load(console, files) && (files.contains(STANDARD_INPUT) || !console.running() || run(console, STANDARD_INPUT));
            return good ? console.exitStatus() : FAILED;
        } catch (IOException e) {
            return unreadable(STANDARD_INPUT, e);
        }
    }

    /// Runs a file and ends, at the first error if there is one.
    int script(String file, List<String> arguments) {
        if (!file.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
            System.err.println("rockpool: file=" + file + " is not there or cannot be read");
            return MISUSED;
        }
        try (Assembly assembly = plain(!file.equals(STANDARD_INPUT))) {
            if (!arguments.isEmpty() || mentions(file, ARGUMENTS)) {
                assembly.console().addToStartup(arguments(arguments));
            }
            boolean good = run(assembly.console(), file);
            return good ? assembly.console().exitStatus() : FAILED;
        } catch (IOException e) {
            return unreadable(file, e);
        }
    }

    /// Whether a word may stand in a file. A snippet costs time even if it only makes an empty array.
    private static boolean mentions(String file, String word) throws IOException {
        return file.equals(STANDARD_INPUT) || Files.readString(Path.of(file)).contains(word);
    }

    private static boolean run(Console console, String file) throws IOException {
        try (BufferedReader reader = reader(file)) {
            return new Script(console, file, true).run(reader);
        }
    }

    private static int unreadable(String file, IOException e) {
        System.err.println("rockpool: file=" + file + " cannot be read: " + e.getMessage());
        return FAILED;
    }

    /// Evaluates a line, shows its values, and ends.
    int line(String code) {
        try (Assembly assembly = plain(true)) {
            return assembly.console().enter(code) ? assembly.console().exitStatus() : FAILED;
        }
    }

    private boolean load(Console console, List<String> files) {
        for (String file : files) {
            try (BufferedReader reader = reader(file)) {
                new Script(console, file, false).run(reader);
            } catch (IOException e) {
                console.output().error("rockpool: file=" + file + " cannot be read: " + e.getMessage());
                return false;
            }
        }
        return true;
    }

    /// Removes what dead processes left.
    static int clean() {
        List<String> removed = Engine.clean();
        removed.forEach(one -> System.out.println("removed " + one));
        if (removed.isEmpty()) {
            System.out.println("Nothing was left.");
        }
        return 0;
    }

    /// A console without a terminal.
    ///
    /// @param withInput whether snippets may read standard input
    private Assembly plain(boolean withInput) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return assembly(new PlainOutput(out, err), withInput ? Program::standardInput : () -> new byte[0],
                new Settings(StateFolder.ofUser()), true, CompletableFuture.completedFuture(null));
    }

    private Assembly assembly(Output output, Console.Input input, Settings settings, boolean strict, CompletableFuture<?> shown) {
        String text = noStartup ? "" : startup.isEmpty() ? settings.get("startup").orElseGet(Startup::standard) : Startup.ofFiles(startup);
        Setup setup = new Setup(text, classPath, compilerOptions);
        Assembly assembly = new Assembly(output, input, settings, strict, setup, jvmOptions, shown);
        ModeSettings.restore(assembly.console());
        useFeedback(assembly.console());
        if (!setup.startupRest().isEmpty()) {
            assembly.console().finishStartup();
        }
        return assembly;
    }

    private void useFeedback(Console console) {
        if (feedback != null) {
            console.feedback().use(console.feedback().find(feedback));
        }
    }

    private static String arguments(List<String> arguments) {
        String array = arguments.stream().map(Program::literal).collect(Collectors.joining(", ", "{", "}"));
        return "\nString[] " + ARGUMENTS + " = " + array + ";\n";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            literal.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return literal.append('"').toString();
    }

    private static BufferedReader reader(String file) throws IOException {
        return file.equals(STANDARD_INPUT) ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    private static byte[] standardInput() {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int b;
            do {
                b = System.in.read();
                if (b >= 0) {
                    line.write(b);
                }
            } while (b >= 0 && b != '\n');
            return line.toByteArray();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
