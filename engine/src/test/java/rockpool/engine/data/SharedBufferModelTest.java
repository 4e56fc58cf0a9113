package rockpool.engine.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rockpool.engine.testing.Eventually.eventually;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.SimulatedProcesses;
import rockpool.engine.testing.TestNames;

/// Random operations on a buffer, against a plain array of all bytes that were ever appended.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedBufferModelTest {

    private static final int OPERATIONS = 3_000;
    private static final int MOST_WAITING = 100_000;

    /// All bytes that were ever appended, and the first one that is still there.
    private static final class Model {
        private byte[] all = new byte[0];
        private int start;

        void add(byte[] bytes) {
            int before = all.length;
            all = Arrays.copyOf(all, before + bytes.length);
            System.arraycopy(bytes, 0, all, before, bytes.length);
        }

        byte[] part(int from, int count) {
            return Arrays.copyOfRange(all, from, from + count);
        }
    }

    @Test
    void severalProcessesInTurnDoWhatTheModelDoes() {
        long seed = System.nanoTime();
        System.out.println("SharedBufferModelTest: seed " + seed);
        Random random = new Random(seed);
        try (var processes = SimulatedProcesses.with(8 << 20)) {
            Pool first = processes.start();
            List<SharedBuffer> handles = new ArrayList<>(List.of(SharedBuffer.create(first, "b", 1 + random.nextInt(50), null)));
            for (int i = 0; i < 3; i++) {
                handles.add(SharedBuffer.find(processes.start(), "b").orElseThrow());
            }
            Model model = new Model();
            for (int i = 0; i < OPERATIONS; i++) {
                step(random, handles.get(random.nextInt(handles.size())), model);
            }
            assertEquals(List.of(), HeapVerifier.verify(first));
        }
    }

    private static void step(Random random, SharedBuffer buffer, Model model) {
        int length = model.all.length - model.start;
        assertEquals(new SharedBuffer.Range(model.start, model.all.length), buffer.range());
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                byte[] bytes = new byte[random.nextInt(120)];
                random.nextBytes(bytes);
                assertEquals(model.all.length, buffer.add(bytes));
                model.add(bytes);
            }
            case 3 -> {
                int count = random.nextInt(length + 1);
                buffer.deleteHead(count);
                model.start += count;
            }
            case 4 -> {
                if (random.nextInt(20) == 0) {
                    buffer.clear();
                    model.start = model.all.length;
                } else if (random.nextInt(10) == 0) {
                    buffer.heap().gc();
                }
            }
            case 5 -> assertArrayEquals(model.part(model.start, length), buffer.bytes());
            case 6 -> {
                int from = model.start + random.nextInt(length + 1);
                int count = random.nextInt(model.all.length - from + 1);
                assertArrayEquals(model.part(from, count), buffer.bytes(from, count));
            }
            default -> {
                if (model.start > 0) {
                    assertThrows(IllegalArgumentException.class, () -> buffer.get(model.start - 1));
                }
                if (length > 0) {
                    int at = model.start + random.nextInt(length);
                    assertEquals(model.all[at], buffer.get(at));
                }
            }
        }
    }

    /// Appends lines `<writer> <number> <number, so many times>` until it is killed.
    static final class Writer {
        public static void main(String[] arguments) {
            SharedBuffer buffer = SharedBuffer.find(Pool.attach(arguments[0]), "lines").orElseThrow();
            System.out.println("writing");
            for (int i = 0; true; i++) {
                while (buffer.length() > MOST_WAITING) {
                    Thread.yield();
                }
                buffer.add(line(arguments[1], i));
            }
        }

        static String line(String writer, int number) {
            return writer + " " + number + " " + (number + ",").repeat(number % 60) + "\n";
        }
    }

    /// Takes whole lines from the head, and checks each.
    private static final class Taker {
        private final SharedBuffer buffer;
        private final int[] next = new int[2];
        private long position;

        Taker(SharedBuffer buffer) {
            this.buffer = buffer;
        }

        /// @return how many lines there were
        int take() {
            SharedBuffer.Range there = buffer.range();
            assertEquals(position, there.start());
            String text = new String(buffer.bytes(position, (int) there.length()), US_ASCII);
            buffer.deleteHead(there.length());
            position = there.end();
            assertTrue(text.isEmpty() || text.endsWith("\n"), "an addition is there as a whole or not at all");
            List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
            lines.forEach(this::check);
            return lines.size();
        }

        private void check(String line) {
            int writer = line.charAt(0) - '0';
            int number = Integer.parseInt(line.split(" ")[1]);
            assertEquals(Writer.line("" + writer, number), line);
            assertEquals(next[writer], number, "lines of a writer are in its order, and none is lost");
            next[writer] = number + 1;
        }
    }

    @Test
    void linesOfProcessesThatAreKilledAreThereAsAWholeOrNotAtAll() {
        try (Pool pool = Pool.create(TestNames.unique(), 64 << 20)) {
            SharedBuffer buffer = SharedBuffer.create(pool, "lines", 500, null);
            Taker taker = new Taker(buffer);
            for (int round = 0; round < 3; round++) {
                taker.next[0] = 0;
                taker.next[1] = 0;
                try (ChildJvm one = ChildJvm.start(Writer.class, pool.name(), "0"); ChildJvm other = ChildJvm.start(Writer.class, pool.name(), "1")) {
                    one.expectLine("writing");
                    other.expectLine("writing");
                    int[] taken = {0};
                    eventually("many lines have come through", () -> (taken[0] += taker.take()) > 2_000);
                    one.kill();
                    taker.take();
                    other.kill();
                }
                taker.take();
                pool.recoverDead();
                assertEquals(List.of(), HeapVerifier.verify(pool));
            }
            assertTrue(buffer.end() > 100_000);
        }
    }
}
