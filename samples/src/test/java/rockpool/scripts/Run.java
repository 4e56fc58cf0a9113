package rockpool.scripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How a program ended.
///
/// @param status its exit code
/// @param out    the lines of its standard output
/// @param err    the lines of its standard error
public record Run(int status, List<String> out, List<String> err) {

    private static final long DEADLINE_SECONDS = 300;

    /// Runs a program to its end, without input. A program that does not end by the deadline is killed and fails the test.
    public static Run of(Path folder, Map<String, String> environment, List<String> command) {
        return begin(folder, environment, command).end();
    }

    /// Starts a program.
    public static Running begin(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("run", ".out");
            Path err = Files.createTempFile("run", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new Running(builder.start(), command, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A program that was started.
    public record Running(Process process, List<String> command, Path out, Path err) {

        public Run end() {
            try {
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + DEADLINE_SECONDS + " s: " + command + Files.readAllLines(err));
                }
                Run run = new Run(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
                Files.delete(out);
                Files.delete(err);
                return run;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + command, e);
            }
        }
    }
}
