package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rockpool.engine.pool.Pool;
import rockpool.shell.testing.Deadline;

/// What is entered, and what is answered. One console for all tests, with a new session for each.
class TranscriptTest {

    private static final String LAB = "lab" + ProcessHandle.current().pid();

    @TempDir
    static Path folder;

    @RegisterExtension
    private static final Prompt PROMPT = new Prompt(() -> folder, false, LAB);

    private static void plays(String transcript) {
        PROMPT.plays(transcript.replace("LAB", LAB));
    }

    @Test
    void valuesDefinitionsAndErrorsAreToldAsInJShell() {
        plays("""
                > int x = 40
                x ==> 40
                > x + 2
                $2 ==> 42
                > x = 7
                x ==> 7
                > int twice(int n) { return 2 * n; }
                |  created method twice(int)
                > int twice(int n) { return n + n; }
                |  replaced method twice(int)
                > int later() { return missing(); }
                |  created method later(), however, it cannot be invoked until method missing() is declared
                > record P(int a, String b) { }
                |  created record P
                > new P(twice(x), "s")
                $8 ==> P[a=14, b=s]
                > System.out.println("no line end")
                no line end
                > int wrong = "text";
                |  Error:
                |  incompatible types: java.lang.String cannot be converted to int
                |  int wrong = "text";
                |              ^----^
                > x / 0
                |  Exception java.lang.ArithmeticException: / by zero
                |        at (#10:1)
                """);
    }

    @Test
    void snippetsAreListedDroppedAndEvaluatedAgain() {
        plays("""
                > int a = 1; int b = 2;
                a ==> 1
                b ==> 2
                > int nope = undefined;
                |  Error:
                |  cannot find symbol
                |    symbol:   variable undefined
                |  int nope = undefined;
                |             ^-------^
                > /l

                   1 : int a = 1;
                   2 : int b = 2;
                > /list -a

                  s1 : import module java.base;
                  s2 : import rockpool.engine.pool.*;
                  s3 : import rockpool.engine.heap.*;
                  s4 : import rockpool.engine.data.*;
                  s5 : import rockpool.engine.sync.*;
                  s6 : import rockpool.engine.box.*;
                  s7 : import rockpool.engine.process.*;
                  s8 : import static rockpool.engine.process.Processes.*;
                   1 : int a = 1;
                   2 : int b = 2;
                  e1 : int nope = undefined;
                > /drop a
                |  dropped variable a
                > /v
                |    int b = 2
                > /2
                int b = 2;
                b ==> 2
                > /!
                int b = 2;
                b ==> 2
                > /1-2
                int a = 1;
                a ==> 1
                int b = 2;
                b ==> 2
                > /drop zebra
                /drop: no such snippet: zebra. /list -all shows names and ids.
                """);
    }

    @Test
    void abbreviationsOfJShellWin() {
        plays("""
                > /re
                /re may be /reset or /reload. Type more of it.
                > /p
                /p may be /pool or /push or /put or /ps. Type more of it.
                > /lo -p LAB
                /locks: there is no pool or box LAB; /pool list and /box list show them
                > /nonsense
                There is no command /nonsense. /help lists all.
                > /spwan y
                There is no command /spwan. Did you mean /spawn? /help lists all.
                > /debug r
                /debug: flags=r: there are no flags here. jshell's switch on messages of parts that this console \
                does not have; /debug alone shows what stands behind the session
                > /drop
                /drop: Missing required parameter: 'NAME-OR-ID'
                Usage: /drop NAME-OR-ID…
                Example: /drop counter
                """);
    }

    @Test
    void wrongUsageNamesTheValueAndWhatIsAllowed() {
        plays("""
                > /pool crate lab 64m
                /pool: crate is not one of attach, create, destroy, info, list, verify (did you mean create?)
                Usage: /pool create NAME SIZE | attach NAME | list | info NAME | verify NAME | destroy NAME
                Example: /pool create lab 64m
                > /locks --jsno
                /locks: there is no option --jsno (did you mean --json?); there are -p, --pool, --json
                Usage: /locks [--pool POOL] [--json]
                Example: /locks
                > /join abc
                /join: process=abc is not a number; /ps shows the processes with theirs
                > /spawn nosuch 1
                /spawn: there is no definition nosuch; define("nosuch", …) makes one
                > /gc watch --for x
                /gc: Invalid value for option '--for': 'x' is not a number
                Usage: /gc run NAME | log | watch [--for SECONDS] [--while-workers]
                Example: /gc watch
                > /imports java
                /imports: java is one word too many
                Usage: /imports\s
                Example: /imports
                """);
    }

    @Test
    void linesThatWerePastedAreEnteredOneAfterTheOther() {
        plays("""
                > int twice(int n) {
                .     return 2 * n;
                . }
                . twice(4)
                . /vars
                . String text = \"\"\"
                .   two
                .   lines\"\"\"
                . twice(5)
                |  created method twice(int)
                $2 ==> 8
                |    int $2 = 8
                text ==> "two\\nlines"
                $4 ==> 10
                > int f() {
                .     return 1
                . }
                |  Error:
                |  ';' expected
                |      return 1
                |              ^
                """);
    }

    @Test
    void feedbackCanBeVerboseOrSilent() {
        plays("""
                > /set feedback verbose
                |  Feedback mode: verbose
                > int x = 1
                x ==> 1
                |  created variable x : int
                > x = 2
                x ==> 2
                |  assigned to x : int
                > /set feedback silent
                > int y = 1
                > /set feedback normal
                |  Feedback mode: normal
                > /set truncation normal 5
                /set: mode=normal is predefined and cannot be changed; /set mode mine normal -command makes one like it that can
                > /set mode mine normal -command
                |  Created new feedback mode: mine
                > /set truncation mine 30
                > /set feedback mine
                |  Feedback mode: mine
                > String s = "0123456789".repeat(9)
                s ==> "01234567890123 ... 123456789"
                > /set feedback normal
                |  Feedback mode: normal
                > /set mode mine -delete
                |  Deleted feedback mode: mine
                """);
    }

    @Test
    void definitionsThatLackSomethingAreToldAsInJShell() {
        plays("""
                > /set feedback verbose
                |  Feedback mode: verbose
                > int f() { return g(); }
                |  created method f(), however, it cannot be invoked until method g() is declared
                > f()
                |  attempted to call method f() which cannot be invoked until method g() is declared
                > long g() { return 1; }
                |  created method g()
                > class A extends B { }
                |  created class A, however, it cannot be referenced until class B is declared
                > A a;
                |  created variable a, however, it cannot be referenced until class A is declared
                > /vars
                |    int $2 = 0
                |    A a = (not-active)
                > /methods
                |    int f()
                |       which cannot be invoked until this error is corrected:\s
                |          incompatible types: possible lossy conversion from long to int
                |          int f() { return g(); }
                |                           ^-^
                |    long g()
                > /types
                |    class A
                |       which cannot be referenced until class B is declared
                > throw new RuntimeException("a", new IllegalStateException("b"))
                |  Exception java.lang.RuntimeException: a
                |        at (#6:1)
                |  Caused by: java.lang.IllegalStateException: b
                |        ...
                > /set feedback normal
                |  Feedback mode: normal
                """);
    }

    @Test
    void formatsOfAModeSayWhatIsToldAndHow() {
        plays("""
                > /set mode own -command
                |  Created new feedback mode: own
                > /set format own display "<{name}:{type}:{value}>%n" expression,varinit-ok-primary
                > /set format own pre "# "
                > /set truncation own 6
                > /set prompt own "\\n%s> " "... "
                > /set feedback own
                # Feedback mode: own
                > 1 + 1
                <$1:int:2>
                > String s = "0123456789"
                <s:String:"01234>
                > void quiet() { }
                > /set prompt own
                # /set prompt own "\\n%s> " "... "
                > /set format own pre
                # /set format own pre "# "
                > /set truncation own
                # /set truncation own 6
                > /set format own display unquoted
                /set: format=unquoted must be in quotes
                > /set format own display "x" class-enum
                /set: selector=class-enum has the kind of enum twice
                > /set format own display "{display}"
                /set: the field display would need itself
                > /set format own nothing
                /set: mode=own has no field=nothing
                > /set mode own -delete
                /set: feedback mode own cannot be deleted: it is in use; choose another with /set feedback first
                > /set mode own -retain
                > /set feedback normal
                |  Feedback mode: normal
                > /set mode own -delete -retain
                |  Deleted feedback mode: own
                > /set prompt normal -foo
                /set: /set prompt has no option -foo
                """);
    }

    @Test
    void filesAreSavedAndOpened() throws Exception {
        Path file = folder.resolve("saved.jsh");
        enter("int saved = 3; int other = 4;");
        enter("/save " + file);
        assertEquals(List.of("int saved = 3;", "int other = 4;"), Files.readAllLines(file));
        enter("/reset");
        enter("/open " + file);
        plays("""
                > saved + other
                $3 ==> 7
                > /open nowhere.jsh
                /open: there is no file=nowhere.jsh
                """);
    }

    @Test
    void whatCommandsCreateAreVariablesAndWhatJavaCreatesShowsInCommands() {
        assertTrue(enter("/pool create " + LAB + " 16m").startsWith(LAB + " ==> pool " + LAB));
        assertTrue(enter("/ref new counter 0").startsWith("counter ==> "));
        assertEquals("", enter("/ref set counter counter.get() + 1"));
        assertTrue(enter("counter.get() + 1").endsWith("==> 2\n"));
        enter("record Account(String owner, int balance) { }");
        enter("var fromJava = Ref.create(" + LAB + ", \"fromJava\", new Account(\"ann\", 10))");
        String list = enter("/ref list -p " + LAB);
        assertTrue(list.contains("Account[owner=ann, balance=10]"), list);
        assertTrue(list.lines().anyMatch(line -> line.contains("counter") && line.endsWith("1")), list);
        String heap = enter("/heap fromJava -p " + LAB);
        assertTrue(heap.contains("Account"), heap);
        assertTrue(enter("/gc run counter").isEmpty());
        assertTrue(enter("/gc log --json -p " + LAB).contains("\"why\": \"asked\""));
        String info = enter("/pool info " + LAB);
        assertTrue(info.contains("session") && info.contains("fromJava"), info);
        assertTrue(enter("/ref get fromJava").endsWith("==> Account[owner=ann, balance=10]\n"));
        assertTrue(enter("/pool create 1a 16m").contains("name=1a cannot be the name of a variable"));
        assertTrue(enter("/pool create b lots").contains("size=lots is not a size"));
        enter("/reload -quiet");
        assertTrue(enter("counter.get()").endsWith("==> 1\n"), "a replay finds the reference, and does not make it again");
        assertEquals(1, Pool.list().stream().filter(pool -> pool.name().equals(LAB)).count());
        assertEquals("", enter("/pool destroy " + LAB));
        assertEquals(0, Pool.list().stream().filter(pool -> pool.name().equals(LAB)).count());
    }

    @Test
    void poolOfASessionThatWasResetIsThereUntilItIsDestroyed() {
        enter("/pool create " + LAB + " 16m");
        enter("/reset");
        String refused = enter("/pool create " + LAB + " 16m");
        assertTrue(refused.endsWith("; /pool attach " + LAB + " makes a variable for it, /pool destroy " + LAB + " removes it\n"), refused);
        for (int i = 0; i < 3; i++) {
            enter("/reset");
            assertEquals("", enter("/pool destroy " + LAB));
            String created = enter("/pool create " + LAB + " 16m");
            assertTrue(created.startsWith(LAB + " ==> pool " + LAB), created);
        }
        assertEquals("", enter("/pool destroy " + LAB));
    }

    @Test
    void noReplayMakesASecondPoolOrWorker() throws Exception {
        Path file = folder.resolve("replay.jsh");
        enter("var pools = Stream.of(\"" + LAB + "\").map(name -> Pool.create(name, 16L << 20)).toList();");
        enter("BiFunction<String, Long, Pool> creating = Pool::create;");
        enter("var second = creating.apply(\"" + LAB + "b\", 16L << 20);");
        enter("var y = define(\"y\", (Integer k) -> { Thread.sleep(1_000_000); return k; });");
        enter("var ids = Stream.of(1, 2).map(y::start).toList();");
        String first = enter("ids");
        enter("/save " + file);
        assertEquals("", enter("/reload -quiet").replace("|  Restarting and restoring state.\n", ""));
        assertEquals(first.replaceFirst("\\S+ ", ""), enter("ids").replaceFirst("\\S+ ", ""));
        enter("/reset");
        enter("/open " + file);
        assertEquals(first.replaceFirst("\\S+ ", ""), enter("ids").replaceFirst("\\S+ ", ""));
        assertEquals(2, Pool.list().stream().filter(pool -> pool.name().startsWith(LAB)).count());
        enter("/kill -9 y");
        enter("/pool destroy " + LAB);
        enter("/pool destroy " + LAB + "b");
    }

    @Test
    void processesAreStartedJoinedAndKilled() {
        plays("""
                > var y = define("y", (Integer k) -> k + 1)
                y ==> definition y
                """);
        String started = enter("/spawn y 41");
        long id = Long.parseLong(started.replaceAll("\\D*(\\d+) .*\\s*", "$1"));
        assertTrue(enter("/ps").contains("y"));
        assertEquals("$3 ==> 42\n", enter("/join " + id));
        Deadline.await(() -> enter("/join " + id).startsWith("/join: process=" + id + ": there is none"), () -> enter("/ps"));
        String block = enter("/spawn { if (worker > 0) return; while (true) Thread.sleep(1_000_000); }");
        long sleeper = Long.parseLong(block.replaceAll("\\D*(\\d+) .*\\s*", "$1"));
        assertEquals("", enter("/kill -9 " + sleeper));
        Deadline.await(() -> enter("/ps").contains("killed by signal 9"), () -> enter("/ps"));
        assertTrue(enter("/join " + sleeper).contains("has no result: killed by signal 9"));
    }

    private static String enter(String line) {
        return PROMPT.enter(line);
    }
}
