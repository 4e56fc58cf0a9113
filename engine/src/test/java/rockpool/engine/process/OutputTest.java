package rockpool.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What processes print comes to the listeners, line by line, under the process's name, and nothing that a listener does stops a process.
@Timeout(120)
class OutputTest {

    private static Master master;

    @BeforeAll
    static void startMaster() {
        master = Master.start(MasterOptions.defaults().withStandby(1));
    }

    @AfterAll
    static void closeMaster() {
        Leftovers.closeAndCheck(master);
    }

    /// Remembers everything in order.
    private static final class Recorder implements MasterListener, AutoCloseable {
        final List<String> seen = Collections.synchronizedList(new ArrayList<>());

        Recorder() {
            master.addListener(this);
        }

        @Override
        public void output(long id, String name, boolean error, String line) {
            seen.add(name + (error ? " err " : " out ") + line);
        }

        @Override
        public void started(ProcessInfo process) {
            seen.add(process.name() + " started");
        }

        @Override
        public void ended(ProcessInfo process) {
            seen.add(process.name() + " ended " + process.reason());
        }

        /// What was told of the processes of one name: an end that another test did not wait for may come late.
        List<String> of(String name) {
            synchronized (seen) {
                return seen.stream().filter(event -> event.startsWith(name + " ")).toList();
            }
        }

        @Override
        public void close() {
            master.removeListener(this);
        }
    }

    @Test
    void linesComeInOrderBetweenStartAndEnd() throws InterruptedException {
        try (Recorder recorder = new Recorder()) {
            Definition<Integer, Integer> talk = Processes.define("talk", k -> {
                System.out.println("first");
                System.out.print("second ");
                System.err.println("problem");
                System.out.println("line \u00e4\u20ac");
                System.out.print("no end");
                return k;
            });
            talk.join(talk.start(1)).orElseThrow();
            eventually("the end is told", () -> recorder.seen.contains("talk ended returned"));
            assertEquals(List.of("talk started", "talk out first", "talk err problem", "talk out second line \u00e4\u20ac",
                    "talk out no end",
                    "talk ended returned"), recorder.of("talk"));
        }
    }

    @Test
    void whatGoesPastJavaIsToldAsWell() throws InterruptedException {
        try (Recorder recorder = new Recorder()) {
            Definition<Integer, Integer> talk = Processes.define("deep", k -> {
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    out.write("from below\n".getBytes(StandardCharsets.US_ASCII));
                }
                return k;
            });
            talk.join(talk.start(1)).orElseThrow();
            eventually("the line is there", () -> recorder.of("deep").contains("deep out from below"));
        }
    }

    @Test
    void hundredMegabytesAreEmptied() throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        AtomicLong dropped = new AtomicLong();
        MasterListener counter = new MasterListener() {
            @Override
            public void output(long id, String name, boolean error, String line) {
                bytes.addAndGet(line.length() + 1);
            }

            @Override
            public void dropped(long lines) {
                dropped.addAndGet(lines);
            }
        };
        master.addListener(counter);
        Definition<Integer, Integer> flood = Processes.define("flood", lines -> {
            String line = "x".repeat(999);
            for (int i = 0; i < lines; i++) {
                System.out.println(line);
            }
            return lines;
        });
        assertEquals(100_000, flood.join(flood.start(100_000)).orElseThrow());
        eventually("all is told or counted", () -> bytes.get() + 1000 * dropped.get() == 100_000_000L);
        master.removeListener(counter);
    }

    @Test
    void listenerThatStandsStillStopsNobody() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong told = new AtomicLong();
        AtomicLong dropped = new AtomicLong();
        MasterListener lazy = new MasterListener() {
            @Override
            public void output(long id, String name, boolean error, String line) {
                told.incrementAndGet();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void dropped(long lines) {
                dropped.addAndGet(lines);
            }
        };
        master.addListener(lazy);
        Definition<Integer, Integer> flood = Processes.define("flood", lines -> {
            String line = "x".repeat(999);
            for (int i = 0; i < lines; i++) {
                System.out.println(line);
            }
            return lines;
        });
        assertEquals(30_000, flood.join(flood.start(30_000)).orElseThrow());
        go.countDown();
        eventually("all is told or counted", () -> told.get() + dropped.get() == 30_000);
        assertTrue(dropped.get() > 0, "nothing was dropped");
        master.removeListener(lazy);
    }
}
