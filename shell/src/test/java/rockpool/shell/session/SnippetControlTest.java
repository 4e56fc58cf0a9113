package rockpool.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Snippets as the session process runs them, here in the test's own process.
@Timeout(60)
public class SnippetControlTest {

    /// Something that snippets can tell the test.
    public static CountDownLatch running;

    private final SnippetLoader loader = new SnippetLoader(SnippetControlTest.class.getClassLoader());
    private final SnippetControl control = new SnippetControl(loader);
    private final JShell shell = JShell.builder().executionEngine(new Provider(), Map.of()).build();

    @Test
    void stopEndsALoopAndASleepButNotWhatComesAfter() throws InterruptedException {
        shell.addToClasspath(System.getProperty("java.class.path"));
        for (String body : List.of("while (true) { }", "Thread.sleep(1_000_000);",
                "while (true) { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }")) {
            running = new CountDownLatch(1);
            Thread stopper = Thread.ofPlatform().start(() -> {
                try {
                    running.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                control.stop();
            });
            evaluate("{ rockpool.shell.session.SnippetControlTest.running.countDown(); " + body + " }");
            stopper.join();
            assertEquals("42", evaluate("40 + 2").getFirst().value());
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void allSnippetsRunOnOneThread() {
        evaluate("var first = Thread.currentThread();");
        assertEquals("true", evaluate("first == Thread.currentThread()").getFirst().value());
    }

    @Test
    void theShippedFormOfAClassCannotBeStopped() {
        evaluate("int twice(int n) { while (n < 0) { } return 2 * n; }");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < 5; i++) {
            if (loader.bytesOf("REPL.$JShell$" + i) != null) {
                names.add("REPL.$JShell$" + i);
                assertFalse(new String(loader.bytesOf("REPL.$JShell$" + i), StandardCharsets.ISO_8859_1).contains("$Stop$"));
            }
        }
        assertFalse(names.isEmpty());
        assertThrows(ClassNotFoundException.class, () -> loader.findClass("REPL.Missing"));
    }

    private List<SnippetEvent> evaluate(String source) {
        return shell.eval(source);
    }

    private final class Provider implements ExecutionControlProvider {

        @Override
        public String name() {
            return "test";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }
}
