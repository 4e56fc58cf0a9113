package rockpool.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rockpool.shell.testing.Deadline;

/// What lines of snippets are called: as the code itself sees them, in the session and in workers, and as exceptions and locks tell.
class LinesTest {

    private static final String LAB = "lines" + ProcessHandle.current().pid();
    private static final String WHERE = "String where() { var at = new Throwable().getStackTrace()[1];"
            + " return at.getFileName() + ':' + at.getLineNumber(); }";

    @TempDir
    static Path folder;

    @RegisterExtension
    private static final Prompt PROMPT = new Prompt(() -> folder, true, LAB);

    @BeforeEach
    void defineWhere() {
        enter(WHERE);
    }

    private static String enter(String line) {
        return PROMPT.enter(line);
    }

    private static void plays(String transcript) {
        PROMPT.plays(transcript);
    }

    @Test
    void aLineIsThatOfItsSnippet() {
        plays("""
                > where()
                $2 ==> "#2:1"
                > int x = 1; String y =
                .     where();
                x ==> 1
                y ==> "#4:2"
                > // A comment.
                . String f() {
                .     int a = 1;
                .     return where();
                . }
                |  created method f()
                > f()
                $6 ==> "#5:4"
                > {
                .     System.out.println(
                .         where());
                . }
                #7:3
                > var said = List.<Supplier<String>>of(() -> {
                .     Supplier<String> inner = () ->
                .         where();
                .     return inner.get();
                . }).getFirst().get();
                said ==> "#8:3"
                > record R(int n) {
                .     String line() {
                .         return where();
                .     }
                . }
                |  created record R
                > new R(1).line()
                $10 ==> "#9:3"
                > Object o = new Object() {
                .     @Override public String toString() {
                .         return where();
                .     }
                . }
                o ==> #11:3
                """);
    }

    @Test
    void aReplacedSnippetAndWhatUsesItHaveTheirOwnLines() {
        plays("""
                > String f() { return g(); }
                |  created method f(), however, it cannot be invoked until method g() is declared
                > String g() { return where(); }
                |  created method g()
                > f()
                $4 ==> "#3:1"
                > import java.util.zip.*;
                > String g() {
                .     return where() + h();
                . }
                |  replaced method g(), however, it cannot be invoked until method h() is declared
                > String h() { throw new IllegalStateException(where()); }
                |  created method h()
                > f()
                |  Exception java.lang.IllegalStateException: #7:1
                |        at h (#7:1)
                |        at g (#6:2)
                |        at f (#2:1)
                |        at (#8:1)
                """);
    }

    @Test
    void methodsThatCallTheirNamesakesAreCountedTogether() {
        plays("""
                > String f(int a) { return where(); }
                |  created method f(int)
                > String f(char c) {
                .     if (c == 'x') {
                .         throw new IllegalStateException(f(1));
                .     }
                .     return where() + f(1);
                . }
                |  created method f(char)
                > f('a').split("#").length
                $4 ==> 3
                > f('x')
                |  Exception java.lang.IllegalStateException: #3+2:7
                |        at f (#3:3)
                |        at (#5:1)
                """);
    }

    @Test
    void linesOfAScriptAreThoseOfTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("lines.jsh"), """
                // A comment.
                int a = 1; String first = where();

                String f() {
                    return where();
                }
                String second = f();
                String third =
                    where();
                """);
        enter("/open " + file);
        assertEquals("first ==> \"lines.jsh:2\"\n", enter("first"));
        assertEquals("second ==> \"lines.jsh:5\"\n", enter("second"));
        assertEquals("third ==> \"lines.jsh:9\"\n", enter("third"));
        assertTrue(enter("int g() {\n    throw new RuntimeException(where());\n}\ng()").contains("RuntimeException: #10:2\n"));
    }

    @Test
    void workersSayTheSameAndSoDoLocks() {
        enter("/pool create " + LAB + " 16m");
        enter("var mutex = Mutex.create(" + LAB + ", \"mutex\"); mutex.lock();");
        enter("""
                void take() throws InterruptedException {
                    mutex.lock();
                }
                """.strip());
        enter("""
                var d = define("d", (Boolean inMethod) -> {
                    if (inMethod) {
                        take();
                    } else {
                        mutex.lock();
                    }
                    mutex.unlock();
                    return where();
                });
                """.strip());
        enter("var ids = List.of(d.start(true), d.start(false));");
        Deadline.await(() -> enter("/locks").contains("in take(#5:2)"), () -> enter("/locks"));
        Deadline.await(() -> enter("/locks").contains("in #6:5"), () -> enter("/locks"));
        enter("mutex.unlock()");
        assertEquals("$9 ==> [#6:8, #6:8]\n", enter("List.of(d.join(ids.get(0)).orElseThrow(), d.join(ids.get(1)).orElseThrow())"));
        enter("/pool destroy " + LAB);
    }
}
