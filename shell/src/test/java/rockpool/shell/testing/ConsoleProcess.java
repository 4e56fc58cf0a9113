package rockpool.shell.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The `rockpool` program as a process of its own, started as these tests are: on the class path.
public final class ConsoleProcess {

    private static final long DEADLINE_SECONDS = 120;

    /// How a run ended.
    public record Ended(int status, String out, String err) { }

    private ConsoleProcess() { }

    /// The words that start the program.
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "rockpool.shell.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// A state folder of its own for a console, so that tests leave the user's alone.
    public static void keepApart(Map<String, String> environment, Path folder) {
        environment.put("XDG_STATE_HOME", folder.toString());
        environment.put("HOME", folder.toString());
    }

    /// Runs the program to its end.
    ///
    /// @param input what it finds on standard input
    public static Ended run(Path folder, String input, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).directory(folder.toFile());
        keepApart(builder.environment(), folder);
        try {
            Process process = builder.start();
            CompletableFuture<String> out = reading(process.getInputStream());
            CompletableFuture<String> err = reading(process.getErrorStream());
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after " + DEADLINE_SECONDS + " s: " + String.join(" ", arguments) + "\n"
                        + out.join() + "\n" + err.join());
            }
            return new Ended(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
    }
}
