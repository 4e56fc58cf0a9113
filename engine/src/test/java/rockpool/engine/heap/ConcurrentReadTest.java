package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.data.Ref;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

@ExtendWith(NothingLeft.class)
class ConcurrentReadTest {

    private static final int READS = 20_000;

    /// All numbers of a state are the same, or it is torn.
    record Pair(long left, Inner inner, List<Long> list, long right) {
        Pair {
            if (left != right || inner.number != left || list.get(1) != left) {
                throw new AssertionError("a constructor saw a torn state: " + left + " " + inner + " " + list + " " + right);
            }
        }
    }

    record Inner(long number, String text) {}

    interface InnerView {
        void number(long number);

        void text(InHeap text);

        String text();
    }

    interface PairView {
        void left(long value);

        void right(long value);

        InnerView inner();

        List<Long> list();
    }

    private Pool pool;
    private Ref<Pair> ref;

    @BeforeEach
    void create() {
        pool = Pool.create(TestNames.unique(), 1L << 26);
        ref = Ref.create(pool, "pair", pair(0));
    }

    @AfterEach
    void close() {
        HeapChecks.verify(pool);
        pool.close();
    }

    private static Pair pair(long number) {
        return new Pair(number, new Inner(number, text(number)), List.of(0L, number), number);
    }

    private static String text(long number) {
        return "the text that belongs to " + number;
    }

    /// Overwrites every part of the value in place.
    private static void change(Ref<Pair> ref, long number) {
        ref.heap().modify(m -> {
            PairView view = m.root(PairView.class);
            view.left(number);
            view.inner().number(number);
            view.inner().text(m.add(text(number)));
            view.list().set(1, number);
            view.right(number);
            return null;
        });
    }

    private void readAll(int reads) {
        for (int i = 0; i < reads; i++) {
            Pair pair = ref.get();
            assertEquals(text(pair.left), pair.inner.text);
        }
    }

    @Test
    void readersNeverSeeHalfOfAChangeOfAnotherThread() throws InterruptedException {
        var done = new AtomicBoolean();
        var failure = new AtomicReference<Throwable>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (long n = 1; !done.get(); n++) {
                    change(ref, n);
                    if (n % 5 == 0) {
                        ref.set(pair(n));
                    }
                    if (n % 200 == 0) {
                        ref.heap().gc();
                    }
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        try {
            readAll(READS);
        } finally {
            done.set(true);
            writer.join();
        }
        assertEquals(null, failure.get());
    }

    @Test
    void readersNeverSeeHalfOfAChangeOfAnotherProcess() {
        try (ChildJvm writer = ChildJvm.start(Changer.class, pool.name())) {
            writer.expectLine("changing");
            readAll(READS);
            assertTrue(writer.process().isAlive(), writer::output);
            writer.kill();
        }
        pool.recoverDead();
        Pair last = ref.get();
        change(ref, last.left + 1);
        assertEquals(last.left + 1, ref.get().left);
    }

    static final class Changer {
        public static void main(String[] args) {
            Pool pool = Pool.attach(args[0]);
            Ref<Pair> ref = Ref.find(pool, "pair", Pair.class).orElseThrow();
            System.out.println("changing");
            for (long n = 1; true; n++) {
                change(ref, n);
                if (n % 5 == 0) {
                    ref.set(pair(n));
                }
                if (n % 200 == 0) {
                    ref.heap().gc();
                }
            }
        }
    }

    @Test
    void stringsReadThroughAViewAreWholeWhileTheyAreReplacedAndCollected() throws InterruptedException {
        var done = new AtomicBoolean();
        InnerView view = ref.view(PairView.class).inner();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (long n = 1; !done.get(); n++) {
                change(ref, n);
                if (n % 50 == 0) {
                    ref.heap().gc();
                }
            }
        });
        try {
            for (int i = 0; i < READS; i++) {
                String text = view.text();
                assertEquals(text, text(Long.parseLong(text.substring(text.lastIndexOf(' ') + 1))));
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    @Test
    void aReaderOfAHeapThatIsDestroyedIsTold() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            Ref<List<List<Integer>>> lists = Ref.create(pool, lists(round));
            var started = new AtomicBoolean();
            Thread destroyer = Thread.ofPlatform().start(() -> {
                while (!started.get()) {
                    Thread.onSpinWait();
                }
                lists.destroy();
                Ref.create(pool, lists(-1)).destroy();
            });
            int expected = round;
            var told = assertThrows(IllegalStateException.class, () -> {
                while (true) {
                    assertEquals(expected, lists.get().getLast().getFirst());
                    started.set(true);
                }
            });
            assertTrue(told.getMessage().contains("it was destroyed"), told.getMessage());
            destroyer.join();
        }
    }

    @Test
    void aLongCopyEndsAlthoughTheValueIsReplacedWithoutPause() throws InterruptedException {
        Ref<List<List<Integer>>> lists = Ref.create(pool, lists(0));
        var done = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int n = 1; !done.get(); n++) {
                lists.set(lists(n));
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                List<List<Integer>> copy = lists.get();
                assertEquals(lists(copy.getFirst().getFirst()), copy);
            }
        } finally {
            done.set(true);
            writer.join();
        }
    }

    private static List<List<Integer>> lists(int number) {
        var lists = new ArrayList<List<Integer>>();
        for (int i = 0; i < 500; i++) {
            lists.add(List.of(number, i));
        }
        return lists;
    }
}
