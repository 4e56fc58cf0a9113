package rockpool.shell;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A first session as a person has it, typed by itself on a pseudo-terminal of its own, and then a line as `-e` runs it.
///
/// The launcher runs it once after each build and has the JVM record which classes it loads and which methods run often: the AOT cache
/// that is made from that lets the console start faster. The session process makes the cache of the workers and of itself at its exit, if
/// the launcher has named one (the system property `rockpool.aot.record`). An answer that does not come within the deadline ends the
/// process with an error, and the launcher goes on without the cache.
final class Training {

    private static final int DEADLINE_SECONDS = 60;
    private static final String WORKER_CACHE = "rockpool.aot.record";
    private static final Size SIZE = new Size(80, 24);
    private static final String POOL = "training" + ProcessHandle.current().pid();
    private static final String PROMPT = "> ";

    /// What is typed, and what must appear before the next line is.
    private record Step(String keys, String answer) { }

    private static final List<Step> STEPS = List.of(
            new Step("40 + 2\r", "==> 42"),
            new Step("int twice(int number) { return 2 * number; }\r", "twice(int)"),
            new Step("for (int i = 0; i < 3; i++) {\rSystem.out.println(\"line\" + i);\r}\r", "line2"),
            new Step("record Point(int x, int y) { }\r", "record Point"),
            new Step("new Point(twice(4), 1)\r", "Point[x=8, y=1]"),
            new Step("\"word\".lengt\t\r", "==> 4"),
            new Step("Stream.of(3, 4).map(n -> twice(n)).toList()\r", "[6, 8]"),
            new Step("undefined\r", "cannot find symbol"),
            new Step("/help\r", "/history"),
            new Step("/pool create " + POOL + " 4m\r", "==> pool"),
            new Step("var counter = Ref.create(" + POOL + ", \"counter\", 1)\r", "==> Ref(counter, 1)"),
            new Step("var points = Ref.create(" + POOL + ", List.of(new Point(1, 2)))\r", "==> Ref("),
            new Step("points.get()\r", "==> [Point"),
            new Step("var add = define(\"add\", (Integer number) -> number + counter.get())\r", "==> definition"),
            new Step("add.join(add.start(41)).orElseThrow()\r", "==> 42"),
            new Step("/heap counter\r", "capacity"),
            new Step("/ps\r", "service"),
            new Step("/gc run counter\r/gc log\r", "freed"),
            new Step("/box new " + POOL + "box 2 100 String\r", "==> Camlbox"),
            new Step("/box send " + POOL + "box \"word\"\r", "in slot 0"),
            new Step("/box peek " + POOL + "box\r/box\r", "receiver"),
            new Step("/sem new units 1 -p " + POOL + "\r", "==> semaphore"),
            new Step("/locks -p " + POOL + "\r", "to be had"),
            new Step("/pool destroy " + POOL + "\r", PROMPT));

    private Training() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PipedInputStream keys = new PipedInputStream();
        Screen screen = new Screen();
        try (PipedOutputStream keyboard = new PipedOutputStream(keys);
                Terminal terminal = TerminalBuilder.builder().system(false).streams(keys, screen).type("xterm").size(SIZE).build()) {
            Thread prompt = Thread.ofPlatform().start(() -> program().prompt(CompletableFuture.completedFuture(terminal), List.of()));
            type(keyboard, screen);
            prompt.join();
        }
        System.clearProperty(WORKER_CACHE);
        System.exit(Main.execute("-e", "1 + 1"));
    }

    private static Program program() {
        return Program.standard();
    }

    private static void type(PipedOutputStream keyboard, Screen screen) throws InterruptedException {
        try {
            screen.await(PROMPT, DEADLINE_SECONDS);
            for (Step step : STEPS) {
                press(keyboard, step.keys());
                screen.await(step.answer(), DEADLINE_SECONDS);
            }
            press(keyboard, "/exit\r");
        } catch (IOException e) {
            System.err.println("the training ended early: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private static void press(PipedOutputStream keyboard, String keys) throws IOException {
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }
}
