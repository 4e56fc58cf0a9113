package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.pool.Pool;
import rockpool.shell.testing.ConsoleProcess;
import rockpool.shell.testing.ConsoleProcess.Ended;

/// The program without a terminal: scripts, single lines, and their exit statuses.
class ScriptTest {

    private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void aScriptRunsToItsEndWithItsArgumentsAndItsInput() throws IOException {
        Ended ended = run("""
                #!/usr/bin/env rockpool
                int twice(int n) {
                    return 2 * n;
                }
                // A comment, and a blank line.

                System.out.println(String.join("+", args) + " " + twice(21));
                System.out.println(new Scanner(System.in).nextLine());
                twice(1)
                """, "typed\nrest\n", "a b", "--\"c\\");
        assertEquals("a b+--\"c\\ 42\ntyped\n", ended.out());
        assertEquals("", ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void aScriptStopsAtTheFirstErrorAndNamesFileLineAndReason() throws IOException {
        Ended rejected = run("""
                System.out.println("before");

                int wrong(int n) {
                    return missing;
                }
                int x = undefined;
                System.out.println("after");
                """, "");
        assertEquals("before\n", rejected.out());
        assertTrue(rejected.err().startsWith("script.jsh:6: error: cannot find symbol"), rejected.err());
        assertEquals(1, rejected.status());

        Ended thrown = run("""
                int divide(int a,
                           int b) {
                    return a / b;
                }
                divide(1, 0);
                System.out.println("after");
                """, "");
        assertEquals("", thrown.out());
        assertTrue(thrown.err().startsWith("script.jsh:3: exception: java.lang.ArithmeticException: / by zero"), thrown.err());
        assertEquals(1, thrown.status());

        Ended command = run("\n/drop nothing\nSystem.out.println(\"after\");\n", "");
        assertTrue(command.err().contains("no such snippet: nothing"), command.err());
        assertTrue(command.err().contains("script.jsh:2: /drop nothing failed"), command.err());
        assertEquals("", command.out());
        assertEquals(1, command.status());
    }

    @Test
    void aScriptThatEndsInTheMiddleFails() throws IOException {
        Ended ended = run("System.out.println(1);\nint f() {\n", "");
        assertEquals("1\n", ended.out());
        assertTrue(ended.err().contains("script.jsh:2: error: "), ended.err());
        assertEquals(1, ended.status());
    }

    @Test
    void exitInASessionFailsTheScriptAndExitAsACommandSetsTheStatus() throws IOException {
        Ended session = run("int x = 1;\nSystem.exit(0);\nSystem.out.println(x);\n", "");
        assertTrue(session.err().contains("The session has ended: exited with status 0"), session.err());
        assertTrue(session.err().contains("script.jsh:2:"), session.err());
        assertEquals(1, session.status());

        Ended command = run("int status = 5;\n/exit status + 2\nSystem.out.println(\"after\");\n", "");
        assertEquals("", command.out());
        assertEquals(7, command.status());
    }

    @Test
    void standardInputIsReadOnceAsAFileAmongOthers() {
        Ended ended = ConsoleProcess.run(folder, "System.out.println(1);\n", "-");
        assertEquals(List.of("", "1\n", 0), List.of(ended.err(), ended.out(), ended.status()));
    }

    @Test
    void standardInputIsAScript() {
        Ended ended = ConsoleProcess.run(folder, "System.out.println(1);\nint x = nothing;\n", "run", "-");
        assertEquals("1\n", ended.out());
        assertTrue(ended.err().startsWith("-:2: error: cannot find symbol"), ended.err());
        assertEquals(1, ended.status());
        assertEquals("2\n", ConsoleProcess.run(folder, "System.out.println(2);\n").out());
    }

    @Test
    void aLineShowsItsValue() {
        Ended ended = ConsoleProcess.run(folder, "", "-e", "int x = 40; x + 2");
        assertEquals("x ==> 40\n$2 ==> 42\n", ended.out());
        assertEquals(0, ended.status());
        assertEquals(1, ConsoleProcess.run(folder, "", "-e", "nothing").status());
    }

    @Test
    void filesAreLoadedAsJShellDoesAndErrorsDoNotStopThem() throws IOException {
        Files.writeString(folder.resolve("one.jsh"), "int one = 1;\nint bad = nothing;\nint two = 2;\n");
        Ended ended = ConsoleProcess.run(folder, "System.out.println(one + two);\n", "one.jsh");
        assertEquals("3\n", ended.out());
        assertTrue(ended.err().contains("cannot find symbol"), ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void aStartUpMayHoldCommands() throws IOException {
        Files.writeString(folder.resolve("start.jsh"), """
                int before = 1;
                /set mode terse -quiet
                /set format terse display "{value}%n" expression,varvalue
                /set feedback terse
                int after = before + 1;
                int wrong = nothing;
                """);
        Ended ended = ConsoleProcess.run(folder, "", "--startup", "start.jsh", "-e", "after");
        assertEquals("2\n", ended.out());
        assertTrue(ended.err().contains("cannot find symbol"), ended.err());
        assertEquals(0, ended.status());
    }

    @Test
    void jshellsOptionsCountForSessionAndWorkers() {
        Ended ended = ConsoleProcess.run(folder, "", "-R-Dkey=value", "--add-exports", "java.base/sun.security.util",
                "--enable-preview", "-q", "-e", "var d = define(\"d\", (Integer k) -> System.getProperty(\"key\")"
                + " + sun.security.util.Debug.isOn(\"x\")); d.join(d.start(1)).get()");
        assertEquals("$2 ==> \"valuefalse\"\n", ended.out(), ended.err());
        Ended refused = ConsoleProcess.run(folder, "", "-J-Xmx1g");
        assertTrue(refused.err().contains("option=-J-Xmx1g"), refused.err());
        assertEquals(2, refused.status());
    }

    @Test
    void wrongUsageIsStatusTwo() {
        for (String[] arguments : new String[][] {{"--nonsense"}, {"run"}, {"run", "missing.jsh"}, {"-e"}}) {
            Ended ended = ConsoleProcess.run(folder, "", arguments);
            assertEquals(2, ended.status(), String.join(" ", arguments) + ended.err());
            assertTrue(!ended.err().isBlank());
        }
    }

    @Test
    void helpAndVersionAreShown() {
        assertTrue(ConsoleProcess.run(folder, "", "--help").out().contains("rockpool run samples/first-experiment.jsh"));
        assertTrue(ConsoleProcess.run(folder, "", "--version").out().startsWith("rockpool 0."));
    }

    @Test
    void theSamplesPrintWhatTheySay() {
        Ended first = sample("first-experiment.jsh");
        assertEquals("Result: 3\n", first.out(), first.err());
        assertEquals(0, first.status());
        Ended plain = sample("plain-variable.jsh");
        assertEquals("Result: 2\n", plain.out(), plain.err());
        assertEquals(0, plain.status());
        assertTrue(Pool.find("lab").isEmpty());
    }

    @Test
    void theSamplesOfCamlboxesPrintWhatTheySay() {
        Ended hello = sample("hello-box.jsh");
        assertEquals("Message: Hello world\n", hello.out(), hello.err());
        assertEquals(0, hello.status());
        Ended speed = sample("speed.jsh");
        assertEquals("Sum: 6000000\n", speed.out(), speed.err());
        assertEquals(0, speed.status());
    }

    @Test
    void sharedStructuresAreMadeChangedAndShown() {
        Ended ended = sample("shared-data.jsh");
        assertEquals(0, ended.status(), ended.err());
        for (String part : List.of("queue jobs in pool lab: 3 elements, header done: ", "    2  Job[what=close, account=0]\n",
                "queue jobs in pool lab: 0 elements", "       0  add\\n\n", "61 64 64 0a 61 64 64 0a  63 6c 6f 73 65 0a", "ann  Account[owner=ann, balance=0]\n",
                "    3  7\n", "matrix grid in pool lab: 2 × 3\n", "  1  [0.0, 0.0, 2.5]\n")) {
            assertTrue(ended.out().contains(part), part + " in " + ended.out());
        }
        assertTrue(ended.out().endsWith("done: 3 of 3\n"), ended.out());
    }

    @Test
    void aDeadlockIsSeenAndEndsWithThoseOnIt() {
        Ended ended = sample("who-waits.jsh");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().contains("\nDeadlock:\n") && ended.out().contains(" waits "), ended.out());
        assertTrue(ended.out().lines().anyMatch(line -> line.endsWith(" in who-waits.jsh:14")), ended.out());
        assertTrue(ended.out().endsWith("left: OWNER_DIED\n"), ended.out());
    }

    @Test
    void locksInAHeaderAreUsedByWorkersAndNamedByTheirPlace() {
        Ended ended = sample("locks-in-header.jsh");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().lines().anyMatch(line -> line.startsWith("lab   numbers.header.guard  ")), ended.out());
        // Who has begun to wait just now has not said yet where.
        assertTrue(ended.out().lines().anyMatch(line -> line.startsWith("lab   numbers.header.changed  condition ") && line.contains("(taker 2) for ")
                && line.contains("(taker 3) for ")), ended.out());
        assertTrue(ended.out().lines().anyMatch(line -> line.matches("lab +numbers +queue +0 elements .*, putters=0, sum=5050]")), ended.out());
        assertTrue(ended.out().endsWith("taken: 100, sum: 5050\n"), ended.out());
    }

    @Test
    void aResourceGoesWithItsLastUser() {
        Ended ended = sample("last-user.jsh");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().lines().anyMatch(line -> line.matches(" *1  file .*figures.* session \\d+, keeper \\d+ .*")), ended.out());
        assertTrue(ended.out().endsWith("\nSum: 42, third: not inherited\nReleased: true\nKilled: false\n"), ended.out());
    }

    @Test
    void theCollectorIsWatchedAtWork() {
        Ended ended = sample("watch-the-collector.jsh");
        assertEquals(0, ended.status(), ended.err());
        assertTrue(ended.out().lines().filter(line -> line.contains("gc numbers in lab")).count() >= 3, ended.out());
        assertTrue(ended.out().contains("The last list has 5000 elements."), ended.out());
    }

    @Test
    void valuesAreChangedInPlaceOrTheAttemptIsExplained() {
        Ended swap = sample("swap-in-place.jsh");
        assertEquals("Pair[first=Note[text=written second], second=Note[text=written first]]\n", swap.out(), swap.err());
        Ended unlinked = sample("what-is-unlinked.jsh");
        assertEquals("""
                inside: written first
                pinned: written first
                Note in heap pair in pool lab: one of the collections 1 to 3 (on demand) has taken this value back; \
                read it pinned, or copy it
                Pair[first=Note[text=was second: written second], second=Note[text=was first: written first]]
                """, unlinked.out(), unlinked.err());
        Ended forbidden = sample("forbidden-assignment.jsh");
        assertEquals("""
                value=new string (java.lang.String): a setter takes a primitive, or a value that already lives in this heap; \
                add it first, with the mutator of a modify: m.add(value)
                Message[data=old string]
                Message[data=new string]
                """, forbidden.out(), forbidden.err());
        assertEquals(0, swap.status() + unlinked.status() + forbidden.status());
    }

    private Ended sample(String name) {
        return ConsoleProcess.run(folder, "", "run", SAMPLES.resolve(name).toString());
    }

    private Ended run(String script, String input, String... arguments) throws IOException {
        Files.writeString(folder.resolve("script.jsh"), script);
        String[] words = new String[arguments.length + 2];
        words[0] = "run";
        words[1] = "script.jsh";
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return ConsoleProcess.run(folder, input, words);
    }
}
