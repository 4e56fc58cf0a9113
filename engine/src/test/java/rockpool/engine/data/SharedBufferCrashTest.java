package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;

/// What changes a buffer is cut off before each of its stores, and each recovery before each of its own.
@ExtendWith(NothingLeft.class)
@Timeout(120)
class SharedBufferCrashTest {

    private static final String BEFORE = "0123456789";

    /// A buffer that the victim changes.
    private static final class Run extends PoolRun {

        private final SharedBuffer buffer;
        private final Consumer<SharedBuffer> operation;
        private final String before;
        private final String after;
        private final long start;

        Run(String before, int blockBytes, Consumer<SharedBuffer> operation, String after, long start) {
            super(1 << 20);
            this.before = before;
            this.operation = operation;
            this.after = after;
            this.start = start;
            this.buffer = SharedBuffer.create(victim, "b", blockBytes, "header");
            buffer.add(before);
        }

        @Override
        public void operate() {
            operation.accept(buffer);
        }

        @Override
        public void recover() {
            super.recover();
            find().heap().modify(m -> null);
        }

        private SharedBuffer find() {
            return SharedBuffer.find(survivor(), "b").orElseThrow();
        }

        @Override
        public void check(boolean died) {
            SharedBuffer seen = find();
            boolean done = !died || seen.start() != 0 || seen.length() != before.length();
            assertEquals(done ? after : before, seen.text());
            assertEquals(done ? start : 0, seen.start());
            assertEquals("header", seen.header(String.class));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
            seen.add("and on");
            seen.heap().gc();
            assertTrue(seen.text().endsWith("and on"));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    private static void tryAll(Consumer<SharedBuffer> operation, String after, long start, int leastStores) {
        tryAll(() -> new Run(BEFORE, 4, operation, after, start), leastStores);
    }

    private static void tryAll(Supplier<Run> run, int leastStores) {
        CrashEveryStore.Tried tried = CrashEveryStore.tryAll(run);
        assertTrue(tried.stores() >= leastStores, () -> "too few stores: " + tried);
    }

    @Test
    void anAdditionAcrossBlocksHappensAsAWholeOrNotAtAll() {
        tryAll(buffer -> buffer.add("abcdefghij"), BEFORE + "abcdefghij", 0, 15);
    }

    @Test
    void aDeletionHappensAsAWholeOrNotAtAll() {
        tryAll(buffer -> buffer.deleteHead(9), "9", 9, 8);
    }

    @Test
    void clearingManyBlocksHappensAtOnceThoughTheyAreDroppedInSteps() {
        tryAll(() -> new Run(BEFORE, 1, SharedBuffer::clear, "", BEFORE.length()), 30);
    }

    @Test
    void severalInAModifyHappenTogether() {
        tryAll(buffer -> buffer.heap().modify(m -> {
            buffer.add("abc");
            buffer.deleteHead(5);
            buffer.add("def");
            return null;
        }), "56789abcdef", 5, 15);
    }
}
