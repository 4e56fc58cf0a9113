package rockpool.shell.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.shell.testing.TypedConsole.CTRL_C;
import static rockpool.shell.testing.TypedConsole.CTRL_D;
import static rockpool.shell.testing.TypedConsole.ENTER;
import static rockpool.shell.testing.TypedConsole.PROMPT;
import static rockpool.shell.testing.TypedConsole.TAB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.pool.ObjectKind;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.sync.WaitGraph;
import rockpool.engine.sync.WaitKind;
import rockpool.shell.testing.ConsoleProcess;
import rockpool.shell.testing.Deadline;
import rockpool.shell.testing.TypedConsole;

/// The console as a person has it, on a real pseudo-terminal.
class PseudoTerminalTest {

    @TempDir
    Path folder;

    @Test
    void evaluatesCompletesDocumentsAndQuits() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("int x = 40 + 2", "x ==> 42");
            console.type("for (int i = 0; i < 2; i++) {" + ENTER).await("...> ").type("System.out.println(\"line \" + i);" + ENTER)
                    .await("...> ").type("}" + ENTER).await("line 1").await(PROMPT);
            console.type("\"abc\".toUpp" + TAB).await("toUpperCase(").type(")" + ENTER).await("\"ABC\"").await(PROMPT);
            console.type("Math.abs(" + TAB).await("int Math.abs(int").await(PROMPT)
                    .type(TAB).await("absolute value").await(PROMPT).type(CTRL_C).await(PROMPT);
            console.type("/im" + TAB).await("/imports").type(ENTER).await("java.base").await(PROMPT);
            console.type(CTRL_D);
            assertEquals(0, console.ended());
        }
    }

    @Test
    void aLiteralThatIsNotClosedYetIsTypedLikeAnythingElse() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("1", "==> 1");
            for (String key : "String s = \"a b".split("")) {
                console.type(key).await(key);
            }
            console.type("\" + 'c" + "'" + ENTER).await("\"a bc\"").await(PROMPT);
            console.type("\"open" + ENTER).await("Error:").await("unclosed string literal").await(PROMPT);
            console.type("'x" + ENTER).await("unclosed character literal").await(PROMPT);
            console.type("\"\"\"" + ENTER).await("...> ").type("two" + ENTER).await("...> ").type("lines\"\"\"" + ENTER)
                    .await("\"two\\nlines\"").await(PROMPT);
            console.type("/exit" + ENTER);
            assertEquals(0, console.ended());
        }
    }

    @Test
    void bracketsAreTypedAsTheyAreAndABraceEndsItsIndentation() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("\"a } b ) c ] d\".length()", "==> 13");
            console.type("class C {" + ENTER).await("...>     ").type("int x = 1; }" + ENTER).await("created class C").await(PROMPT);
            console.type("void f() {" + ENTER).await("...>     ").type("}" + ENTER).await("created method f()").await(PROMPT);
            console.enter("/list C f", "int x = 1; }");
            console.type("/exit" + ENTER);
            assertEquals(0, console.ended());
        }
    }

    @Test
    void aTerminalThatKnowsNothingInterruptsAndQuitsAsWell() {
        try (TypedConsole console = TypedConsole.start(folder, Map.of("TERM", "dumb"))) {
            console.enter("int x = 40 + 2", "x ==> 42");
            console.type("typed").await("typed").type(CTRL_C).await(PROMPT);
            interrupted(console, "while (true) { }");
            console.enter("x", "x ==> 42");
            console.type(CTRL_D);
            assertEquals(0, console.ended());
        }
    }

    @Test
    void nothingIsColouredForWhoWantsNoColours() {
        assertTrue(colouredIn(Map.of("TERM", "xterm-256color")));
        assertFalse(colouredIn(Map.of("TERM", "xterm-256color", "NO_COLOR", "1")));
    }

    private boolean colouredIn(Map<String, String> environment) {
        try (TypedConsole console = TypedConsole.start(folder, environment)) {
            console.enter("int x = nothing;", "cannot find symbol").enter("/imports", "java.base").type("/exit" + ENTER);
            assertEquals(0, console.ended());
            return console.coloured();
        }
    }

    @Test
    void whatWasTypedIsThereInTheNextConsole() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("int kept = 7", "kept ==> 7");
            console.type("/exit" + ENTER);
            assertEquals(0, console.ended());
        }
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("/history -all", "int kept = 7");
            console.enter("/reload -restore", "-: int kept = 7").enter("kept", "kept ==> 7");
            console.type("/exit 3" + ENTER);
            assertEquals(3, console.ended());
        }
    }

    @Test
    void interruptEndsALoopASleepAndAWaitForALockOrForRoomInABox() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("int before = 1", "before ==> 1");
            interrupted(console, "while (true) { }");
            interrupted(console, "Thread.sleep(1_000_000);");
            console.enter("var lab = Pool.create(\"interrupted" + ProcessHandle.current().pid() + "\", 1 << 24)", "lab ==> ");
            console.enter("var held = Mutex.create(lab, \"held\", LockKind.NORMAL)", "held ==> ");
            console.enter("var ready = new CountDownLatch(1)", "ready ==> ");
            console.enter("var holder = new Thread(() -> { try { held.lock(); ready.countDown(); Thread.sleep(1_000_000); } "
                    + "catch (InterruptedException e) { } })", "holder ==> ");
            console.enter("holder.setDaemon(true); holder.start(); ready.await(); System.out.println(\"taken\")", "taken");
            interrupted(console, "held.lock();");
            String box = "full" + ProcessHandle.current().pid();
            console.enter("/box new " + box + " 1 100", box + " ==> ").enter("/box send " + box + " 1", "in slot 0");
            console.type("/box send " + box + " 2" + ENTER);
            Deadline.await(() -> waitsForRoom(box), () -> "no wait for room in " + box);
            console.type(CTRL_C).await("Interrupted.").await(PROMPT);
            console.enter(box + ".messages()", "==> 1");
            console.enter("before", "before ==> 1");
            console.type("/exit" + ENTER);
            assertEquals(0, console.ended());
        }
    }

    private static boolean waitsForRoom(String box) {
        try (PoolView view = Pool.view(ObjectKind.CAMLBOX, box)) {
            return WaitGraph.of(view).waits().stream().anyMatch(wait -> wait.kind() == WaitKind.BOX_FULL);
        }
    }

    private static void interrupted(TypedConsole console, String snippet) {
        console.type("{ System.out.println(\"it \" + \"runs\"); " + snippet + " }" + ENTER).await("it runs");
        long start = System.nanoTime();
        console.type(CTRL_C).await("Interrupted.").await(PROMPT);
        System.out.printf("from Ctrl-C to the prompt, in %s: %.1f ms%n", snippet, (System.nanoTime() - start) / 1e6);
    }

    @Test
    void secondInterruptReplacesASessionThatDoesNotAnswer() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("int lost = 1", "lost ==> 1");
            console.type("{ System.out.println(\"it \" + \"runs\"); new Random().ints().sum(); }" + ENTER).await("it runs");
            console.type(CTRL_C).await("Ctrl-C again").type(CTRL_C).await("The session has ended").await("the variable lost").await(PROMPT);
            console.enter("1 + 1", "==> 2");
        }
    }

    @Test
    void exitInASnippetEndsTheSessionAlone() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            String pool = "outlives" + ProcessHandle.current().pid();
            console.enter("int gone = 1", "gone ==> 1");
            console.enter("/pool create " + pool + " 16m", pool + " ==> ");
            console.type("System.exit(3)" + ENTER).await("exited with status 3").await("Lost: 2 variables").await(PROMPT);
            console.enter("/pool list", pool);
            console.enter("Pool.attach(\"" + pool + "\").name()", "\"" + pool + "\"");
            console.type("/exit" + ENTER);
            assertEquals(0, console.ended());
            assertTrue(Pool.find(pool).isEmpty(), "the pool is gone with the console");
        }
    }

    @Test
    void outputOfWorkersAppearsAboveTheTypedLine() {
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("var talk = define(\"talk\", (Integer n) -> { for (int i = 0; i < 3; i++) { Thread.sleep(300); "
                    + "System.out.println(\"word \" + i); } return n; })", "talk ==> ");
            console.type("/spawn talk 1" + ENTER).await("process ").await(PROMPT).type("40 + 2 // typed");
            console.await("[talk] word 0").await("[talk] word 1").await("[talk] word 2").await(PROMPT + "40 + 2 // typed");
            console.type(ENTER).await("==> 42");
        }
    }

    @Test
    void killOfTheConsoleLeavesNothing() throws IOException {
        List<ProcessHandle> processes;
        String pool = "killed" + ProcessHandle.current().pid();
        try (TypedConsole console = TypedConsole.start(folder)) {
            console.enter("/pool create " + pool + " 16m", pool + " ==> ");
            console.enter("/spawn -n 2 { Thread.sleep(1_000_000); }", "process ");
            processes = console.processes();
            assertTrue(processes.size() >= 3, () -> "processes: " + processes);
            processes.stream().filter(process -> String.join(" ", process.info().arguments().orElse(new String[0])).contains("shell.Main"))
                    .forEach(ProcessHandle::destroyForcibly);
            Deadline.await(() -> processes.stream().noneMatch(ProcessHandle::isAlive), () -> "still there: " + processes);
        }
        ConsoleProcess.Ended cleaned = ConsoleProcess.run(folder, "", "clean");
        assertEquals(0, cleaned.status(), cleaned.err());
        assertTrue(Pool.find(pool).isEmpty());
        try (var files = Files.list(Path.of("/dev/shm"))) {
            assertFalse(files.anyMatch(file -> Pool.list().stream().anyMatch(one -> one.name().equals(pool))));
        }
    }
}
