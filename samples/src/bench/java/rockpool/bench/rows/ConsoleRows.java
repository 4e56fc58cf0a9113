package rockpool.bench.rows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import rockpool.bench.Check;
import rockpool.bench.Group;
import rockpool.bench.Measurement;
import rockpool.bench.Plan;

/// How long the console takes to start, on a terminal and with a script, beside jshell.
public final class ConsoleRows implements Group {

    private static final String SNIPPET = "40 + 2";
    private static final String RESULT = "42";
    private static final String PROMPT = "rockpool> ";
    private static final String EXIT = "/exit";

    private final String console = Programs.console();
    private final String jshell = Programs.jshell();
    private final Path script;
    private final Path jshellScript;

    public ConsoleRows() throws IOException {
        script = script("");
        // Without this line jshell opens its prompt after the script.
        jshellScript = script(EXIT + "\n");
    }

    private static Path script(String end) throws IOException {
        return Files.writeString(Files.createTempFile("rockpool-bench-", ".jsh"), "System.out.println(" + SNIPPET + ")\n" + end);
    }

    @Override
    public void open(Plan plan) throws Exception {
        if (plan.wants("console.prompt", "console.first")) {
            session(console, PROMPT, (_, _) -> {}, "");
            plan.add(sink -> session(console, PROMPT, sink, ""));
            plan.add(sink -> session(jshell, "jshell> ", sink, ".peer"));
        }
        if (plan.wants("console.script")) {
            script(console, "run", script.toString());
            plan.add(sink -> sink.accept("console.script", script(console, "run", script.toString())));
            plan.add(sink -> sink.accept("console.script.peer", script(jshell, jshellScript.toString())));
        }
    }

    private static void session(String command, String prompt, Measurement.Sink sink, String suffix)
            throws IOException, InterruptedException {
        try (Terminal terminal = Terminal.start(command)) {
            sink.accept("console.prompt" + suffix, terminal.millisecondsUntil(prompt));
            terminal.type(SNIPPET);
            sink.accept("console.first" + suffix, terminal.millisecondsUntil(RESULT));
            terminal.quit(EXIT);
        }
    }

    private static double script(String... command) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output = text(process.getInputStream());
        Check.equal("status of the script", 0, process.waitFor());
        double milliseconds = (System.nanoTime() - began) / 1e6;
        Check.equal("output of the script", RESULT, output.strip());
        return milliseconds;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Files.delete(script);
        Files.delete(jshellScript);
    }
}
