package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A service runs in a process of its own, talks with the master's side through a stream, and may hold definitions.
@Timeout(60)
class ServiceTest {

    /// Does what each line says.
    public static final class Obedient implements WorkerService {

        @Override
        public void run(ServiceContext context) throws Exception {
            BufferedReader lines = reader(context.input());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = answer(line, context);
                context.output().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        private static String answer(String line, ServiceContext context) {
            switch (line) {
                case "arguments" -> {
                    return context.arguments().toString();
                }
                case "define" -> Processes.define("twice", (Integer k) -> 2 * k);
                case "throw" -> throw new IllegalStateException("as told");
                case "exit" -> System.exit(3);
                case "spin" -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                default -> System.out.println(line);
            }
            return "done";
        }
    }

    private Master master;
    private ServiceConnection service;
    private BufferedReader answers;

    @BeforeEach
    void start() throws IOException {
        master = Master.start(MasterOptions.defaults().withStandby(0));
        service = master.startService(Obedient.class.getName(), List.of("a", "b c"));
        answers = reader(service.input());
    }

    @AfterEach
    void close() {
        Leftovers.closeAndCheck(master);
    }

    private static BufferedReader reader(InputStream input) {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    private void tell(String line) throws IOException {
        service.output().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String ask(String line) throws IOException {
        tell(line);
        return answers.readLine();
    }

    @Test
    void streamGoesBothWays() throws IOException {
        assertEquals("[a, b c]", ask("arguments"));
        assertEquals("done", ask("hello"));
    }

    @Test
    void interruptOfAThreadThatWritesOrReadsDoesNotEndTheStream() throws IOException {
        Thread.currentThread().interrupt();
        assertEquals("done", ask("hello"));
        assertTrue(Thread.interrupted());
        assertEquals("done", ask("again"));
    }

    @Test
    void exitStatusIsTold() throws Exception {
        tell("exit");
        assertEquals(new EndReason.Exited(3), service.ended().get(30, TimeUnit.SECONDS));
        assertNull(answers.readLine());
    }

    @Test
    void serviceThatThrowsEndsWithStatusOne() throws Exception {
        tell("throw");
        assertEquals(new EndReason.Exited(1), service.ended().get(30, TimeUnit.SECONDS));
    }

    @Test
    void closedServiceIsEndedWhateverItDoes() throws Exception {
        tell("spin");
        service.close();
        assertEquals(new EndReason.Signalled(9), service.ended().get(30, TimeUnit.SECONDS));
    }

    @Test
    void definitionsAreStartedWhileTheServiceIsBusy() throws Exception {
        assertEquals("done", ask("define"));
        tell("spin");
        long id = master.startByName("twice", 21);
        assertEquals(42, master.<Integer>join(id, Duration.ofSeconds(30)).get());
    }

    @Test
    void definitionsEndWithTheService() throws Exception {
        assertEquals("done", ask("define"));
        Definition<?, ?> twice = master.definitions().getFirst();
        service.close();
        eventually("they are forgotten", () -> master.definitions().isEmpty());
        assertThrows(IllegalStateException.class, () -> twice.start(null));
    }

    @Test
    void serviceIsListedAndReplaced() throws Exception {
        ProcessInfo info = master.processes().getFirst();
        assertEquals(service.id(), info.id());
        assertEquals(ProcessInfo.Role.SERVICE, info.role());
        assertEquals("Obedient", info.name());
        service.close();
        service.ended().get(30, TimeUnit.SECONDS);
        try (ServiceConnection other = master.startService(Obedient.class.getName(), List.of())) {
            other.output().write("hello\n".getBytes(StandardCharsets.UTF_8));
            assertEquals("done", reader(other.input()).readLine());
        }
    }

    @Test
    void providerThatDoesNotExistEndsWithAReason() throws Exception {
        ServiceConnection none = master.startService("no.such.Service", List.of());
        assertEquals(new EndReason.Exited(1), none.ended().get(30, TimeUnit.SECONDS));
    }
}
