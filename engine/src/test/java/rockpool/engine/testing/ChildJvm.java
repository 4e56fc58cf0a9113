package rockpool.engine.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import rockpool.engine.posix.OperatingSystem;

/// A JVM of its own that runs the `main` of a class of the tests. What it prints is read line by line; it is killed when it is closed.
///
/// A child ends with this JVM. It can be made to kill itself with SIGKILL at a named point of a protocol.
public final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGKILL = 9;
    private static final String END = new String("end of output");
    private static final Set<Long> STARTED = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> transcript = Collections.synchronizedList(new ArrayList<>());

    private ChildJvm(Process process) {
        this.process = process;
        STARTED.add(process.pid());
        Thread.ofPlatform().daemon().name("output of " + process.pid()).start(this::drain);
    }

    /// Starts a JVM that runs a class.
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), main, arguments);
    }

    /// Starts a JVM that kills itself when it reaches a point.
    ///
    /// @param point the title of the point, such as `unit.reserved`
    /// @param nth at the how-manieth time, from 1
    public static ChildJvm startDyingAt(String point, int nth, Class<?> main, String... arguments) {
        return start(List.of("-D" + ChildMain.DIE_AT + "=" + point, "-D" + ChildMain.DIE_AT_NTH + "=" + nth), main, arguments);
    }

    /// Starts a JVM with options of its own.
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) {
        return start(command(options, main, arguments));
    }

    /// Starts a JVM in a shell that has run a command first, such as `ulimit -f 2048`.
    public static ChildJvm startUnder(String shellCommand, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", shellCommand + " && exec \"$@\"", "sh"));
        command.addAll(command(List.of(), main, arguments));
        return start(command);
    }

    /// Properties change nothing in how a JVM starts; one with other options has none of what shortens the start.
    private static List<String> command(List<String> options, Class<?> main, String... arguments) {
        boolean plain = !options.stream().allMatch(option -> option.startsWith("-D"));
        List<String> command = new ArrayList<>(List.of(ChildClasses.java()));
        command.addAll(plain ? ChildClasses.plainOptions() : ChildClasses.options());
        command.addAll(options);
        command.add(ChildMain.class.getName());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static ChildJvm start(List<String> command) {
        try {
            return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether this JVM started a process of that id as a child.
    static boolean started(long pid) {
        return STARTED.contains(pid);
    }

    private void drain() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                transcript.add(line);
                lines.add(line);
            }
        } catch (IOException e) {
            transcript.add(e.toString());
        } finally {
            lines.add(END);
        }
    }

    public long pid() {
        return process.pid();
    }

    public Process process() {
        return process;
    }

    /// The next line of its output.
    ///
    /// @throws AssertionError if there is none, with all that it printed
    public String readLine() {
        try {
            String line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || line == END) {
                throw new AssertionError((line == null ? "no line within " + PATIENCE : "it ended") + ":\n" + output());
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Reads on up to a line.
    ///
    /// @throws AssertionError if it does not come
    public void expectLine(String expected) {
        String line = readLine();
        while (!line.equals(expected)) {
            line = readLine();
        }
    }

    /// Writes a line to its input.
    public void send(String line) {
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All that it printed so far.
    public String output() {
        synchronized (transcript) {
            return String.join("\n", transcript);
        }
    }

    /// Sends a signal.
    public void signal(int number) {
        OperatingSystem.current().kill((int) pid(), number);
    }

    /// Kills it with SIGKILL and waits for its end.
    public void kill() {
        if (process.isAlive()) {
            signal(SIGKILL);
        }
        waitFor();
    }

    /// Waits for its end.
    ///
    /// @return its exit status, 137 after SIGKILL
    /// @throws AssertionError if it does not end
    public int waitFor() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                signal(SIGKILL);
                throw new AssertionError("it did not end within " + PATIENCE + ":\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
