package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.HeapImage;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.testing.ChildJvm;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;
import rockpool.engine.testing.TestNames;

/// What an inspector sees of structures.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class StructureImageTest {

    private static final int BLOCK_HEADER = 16;

    record Job(String what, int count) {}

    record Limits(int most) {}

    private Pool pool;
    private PoolView view;

    @BeforeEach
    void makePool() {
        pool = Pool.create(TestNames.unique(), 64 << 20);
        view = Pool.view(pool.name());
    }

    @AfterEach
    void verify() {
        assertEquals(List.of(), HeapVerifier.verify(pool));
        view.close();
        pool.close();
    }

    private StructureImage image(String name) {
        return StructureImage.find(view, name).orElseThrow();
    }

    private static Excerpt rows(long from, int count) {
        return new Excerpt(from, count, 0, 60, Excerpt.Bytes.EITHER);
    }

    private StructurePage page(String name, Excerpt excerpt) {
        StructurePage page = image(name).page(excerpt);
        assertFalse(page.isChanging());
        assertEquals(List.of(), page.damage());
        return page;
    }

    private static List<Object> values(StructurePage page) {
        return page.rows().stream().map(List::getLast).toList();
    }

    @Test
    void anArrayIsShownByIndexFromBothEnds() {
        SharedArray.init(pool, "squares", 1000, i -> i * i, new Limits(9));
        StructurePage page = page("squares", rows(998, 5));
        assertEquals(List.of(List.of(998L, "996004"), List.of(999L, "998001")), page.rows());
        assertEquals("1000 elements", page.size());
        assertEquals("Limits[most=9]", page.header());
        assertEquals(List.of(1000L, -1L), List.of(page.length(), page.next()));
        assertEquals(page.rows(), page("squares", rows(-2, 5)).rows());
        assertEquals(20, page("squares", Excerpt.BEGINNING).next());
        assertEquals(List.of(), page("squares", rows(5000, 5)).rows());
        assertEquals(List.of("null"), values(page("none", SharedArray.create(pool, "none", Arrays.asList((Object) null)))));
    }

    private StructurePage page(String name, Object made) {
        assertTrue(made.toString().length() > 0);
        return page(name, Excerpt.BEGINNING);
    }

    @Test
    void aQueueIsShownInTheOrderInWhichItIsEmptied() {
        SharedQueue<Job> jobs = SharedQueue.create(pool, "jobs", null);
        IntStream.range(0, 5).forEach(i -> jobs.push(new Job("job", i)));
        jobs.pop();
        StructurePage page = page("jobs", rows(1, 2));
        assertEquals(List.of(List.of(1L, "Job[what=job, count=2]"), List.of(2L, "Job[what=job, count=3]")), page.rows());
        assertEquals(List.of("4 elements", "", 3L), List.of(page.size(), page.header(), page.next()));
        jobs.clear();
        assertEquals("0 elements", page("jobs", Excerpt.BEGINNING).size());
    }

    enum Colour { RED, GREEN }

    record Point(int x, Long y, Colour colour) {}

    @Test
    void keysAreToldAsJavaThatIsTyped() {
        SharedHashTable<Object, Integer> table = SharedHashTable.create(pool, "table");
        List<Object> keys = List.of("ann", "it's \"so\"\n\\ \u0001", "a longer text, \u00e4 and \u20ac", 5, 5L, Long.MAX_VALUE, (short) 5, (byte) -5, 'c', '\'',
            true, 1.5f, Float.NaN, 0.1, Double.NEGATIVE_INFINITY, Colour.GREEN, new Point(1, null, Colour.RED));
        keys.forEach(key -> table.add(key, 1));
        table.add(List.of("has no such text"), 1);
        table.add("x".repeat(1000), 1);
        assertEquals(List.of("\"a longer text, \u00e4 and \u20ac\"", "\"ann\"", "\"it's \\\"so\\\"\\n\\\\ \\u0001\"", "'\\''", "'c'", "(byte) -5",
            "(short) 5", "0.1", "1.5f", "5", "5L", "9223372036854775807L", "Colour.GREEN", "Double.NEGATIVE_INFINITY", "Float.NaN",
            "new Point(1, null, Colour.RED)", "true"), image("table").keys(100).stream().sorted().toList());
        assertEquals(3, image("table").keys(3).size());
        assertEquals(List.of(List.of(), List.of()), List.of(image("table").dimensions(), image("table").keys(0)));
    }

    @Test
    void whatATableHasForAKeyIsFoundWithoutAWalk() {
        SharedHashTable<Object, Integer> table = SharedHashTable.create(pool, "table");
        IntStream.range(0, 5000).forEach(i -> table.add(i, i));
        table.add(7, 70);
        table.add(new Point(1, null, Colour.RED), 8);
        StructurePage page = image("table").bindings(List.of(4999, "4999", 7, new Point(1, null, Colour.RED), 5000), 60);
        assertEquals(List.of(List.of("4999", "4999", ""), List.of("7", "70", "7"), List.of("Point[x=1, y=null, colour=RED]", "8", "")), page.rows());
        assertEquals(List.of("5001 keys, 5002 bindings", -1L), List.of(page.size(), page.next()));
        SharedQueue.create(pool, "jobs");
        assertThrows(IllegalArgumentException.class, () -> image("jobs").bindings(List.of(1), 60));
    }

    @Test
    void dimensionsAreThoseOfArraysAndMatrices() {
        SharedArray.make(pool, "scores", 7, 0);
        SharedMatrix.make(pool, "grid", 3, 4, 0.0);
        LongArray.create(pool, "longs", 2, 3, 4);
        SharedQueue.create(pool, "jobs");
        assertEquals(List.of(List.of(7L), List.of(3L, 4L), List.of(2L, 3L, 4L), List.of()),
            List.of("scores", "grid", "longs", "jobs").stream().map(name -> image(name).dimensions()).toList());
        assertEquals(List.of(), image("jobs").keys(10));
        Ref.create(pool, "place", new Point(1, null, Colour.RED));
        SharedQueue.create(pool, "limited", new Limits(3));
        assertEquals(List.of(List.of("x", "y", "colour"), List.of("most"), List.of(), List.of()),
            List.of("place", "limited", "jobs", "longs").stream().map(name -> image(name).components()).toList());
    }

    @Test
    void aTableIsShownByKeyWithTheOlderValues() {
        SharedHashTable<String, Job> table = SharedHashTable.create(pool, "table");
        table.add("a", new Job("old", 1));
        table.add("a", new Job("new", 2));
        StructurePage page = page("table", Excerpt.BEGINNING);
        assertEquals(List.of(List.of("a", "Job[what=new, count=2]", "Job[what=old, count=1]")), page.rows());
        assertEquals(List.of("1 key, 2 bindings", 1L), List.of(page.size(), page.length()));
        IntStream.range(0, 5000).forEach(i -> table.add("key" + i, new Job("job", i)));
        List<Object> pages = LongStream.of(0, 2000, 4000).mapToObj(from -> page("table", rows(from, 2000)).rows())
            .flatMap(List::stream).map(List::getFirst).toList();
        assertEquals(5001, pages.size());
        assertEquals(5001, pages.stream().distinct().count());
    }

    @Test
    void aBufferIsShownAsTextOrAsBytes() {
        SharedBuffer buffer = SharedBuffer.create(pool, "log", 10, null);
        buffer.add("first line\nsecond öäü\n\tthird");
        assertEquals(List.of(List.of(0L, "first line\\n"), List.of(11L, "second öäü\\n"), List.of(25L, "\\tthird")),
            page("log", Excerpt.BEGINNING).rows());
        buffer.deleteHead(6);
        StructurePage page = page("log", rows(0, 1));
        assertEquals(List.of(List.of(6L, "line\\n")), page.rows());
        assertEquals(List.of("25 bytes from 6", 11L), List.of(page.size(), page.next()));
        assertEquals(List.of(List.of(26L, "third")), page("log", rows(-5, 3)).rows());
        assertEquals(List.of(List.of(26L, "thi"), List.of(29L, "rd")), page("log", new Excerpt(26, 9, 0, 3, Excerpt.Bytes.TEXT)).rows());
        buffer.add(new byte[] {0, -1});
        assertEquals(List.of(List.of(26L, "74 68 69 72 64 00 ff" + " ".repeat(30) + "third..")), page("log", rows(26, 9)).rows());
        assertEquals(2, page("log", new Excerpt(6, 2, 0, 60, Excerpt.Bytes.HEX)).rows().size());
    }

    @Test
    void referencesHeapsAndPrimitiveArraysAreShownToo() {
        Ref.create(pool, "counter", 7);
        Heap.create(pool, "pile").modify(m -> {
            m.assign(m.add(List.of(1, 2)));
            return null;
        });
        LongArray.create(pool, "hits", 3).set(2, 5);
        IntArray.copyOf(pool, "cube", new int[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}});
        assertEquals(List.of("7"), values(page("counter", Excerpt.BEGINNING)));
        assertEquals(List.of("[1, 2]"), values(page("pile", Excerpt.BEGINNING)));
        assertEquals(List.of("0", "0", "5"), values(page("hits", Excerpt.BEGINNING)));
        StructurePage cube = page("cube", rows(1, 2));
        assertEquals(List.of(List.of("0, 1", "[3, 4]"), List.of("1, 0", "[5, 6]")), cube.rows());
        assertEquals(List.of("IntArray", "Ref"), List.of(image("cube").type(), image("counter").type()));
        assertEquals(List.of("int[2][2][2]", 8L, 3L), List.of(cube.size(), cube.length(), cube.next()));
        assertEquals(List.of("counter", "cube", "hits", "pile"), StructureImage.list(view).stream().map(StructureImage::name).toList());
    }

    @Test
    void whatHasNoNameIsFoundByItsPlaceAndKnownByItsRoot() {
        SharedQueue<Integer> inside = SharedQueue.create(pool);
        inside.push(1);
        SharedArray.create(pool, "outside", List.of(inside));
        String place = "@" + Long.toHexString(inside.descriptor().offset());
        assertEquals(List.of("sharedqueue" + place), values(page("outside", Excerpt.BEGINNING)));
        StructureImage image = StructureImage.at(view, inside.descriptor().offset()).orElseThrow();
        assertEquals("queue " + place, image.toString());
        assertEquals(List.of("1"), values(image.page(Excerpt.BEGINNING)));
        assertTrue(StructureImage.find(view, "nosuch").isEmpty());
        assertTrue(StructureImage.at(view, 12345).isEmpty());
    }

    @Test
    void aStructureThatIsDestroyedWhileItIsLookedAtIsReported() {
        SharedArray<Integer> array = SharedArray.make(pool, "gone", 3, 1);
        LongArray hits = LongArray.create(pool, "hits", 3);
        List<StructureImage> images = List.of(image("gone"), image("hits"));
        array.destroy();
        hits.destroy();
        images.forEach(image -> assertThrows(IllegalStateException.class, () -> image.page(Excerpt.BEGINNING)));
        assertTrue(StructureImage.find(view, "gone").isEmpty());
    }

    @Test
    void countsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> rows(0, -1));
        assertThrows(IllegalArgumentException.class, () -> new Excerpt(0, 1, -1, 60, Excerpt.Bytes.HEX));
        assertThrows(IllegalArgumentException.class, () -> new Excerpt(0, 1, 0, 0, Excerpt.Bytes.HEX));
    }

    // Locks, deaths, changes

    @Test
    void aStructureIsShownWhileItsLockIsHeld() throws InterruptedException {
        SharedQueue<Integer> jobs = SharedQueue.create(pool, "jobs");
        jobs.push(1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform().start(() -> jobs.heap().modify(m -> {
            jobs.push(2);
            held.countDown();
            assertDoesNotThrow(() -> enough.await());
            return null;
        }));
        held.await();
        assertEquals(List.of("1"), values(page("jobs", Excerpt.BEGINNING)));
        enough.countDown();
        holder.join();
        assertEquals(List.of("1", "2"), values(page("jobs", Excerpt.BEGINNING)));
    }

    static final class Dying {
        public static void main(String... arguments) {
            try (Pool pool = Pool.attach(arguments[0])) {
                SharedQueue<Job> jobs = SharedQueue.<Job>find(pool, "jobs").orElseThrow();
                jobs.heap().modify(m -> {
                    jobs.push(new Job("half", 2));
                    jobs.push(new Job("a half", 2));
                    return null;
                });
            }
        }
    }

    @Test
    void aStructureIsShownThoughAProcessDiedInTheMiddleOfItsChange() {
        SharedQueue<Job> jobs = SharedQueue.create(pool, "jobs");
        jobs.push(new Job("whole", 1));
        try (ChildJvm child = ChildJvm.startDyingAt("modify.half", 1, Dying.class, pool.name())) {
            assertEquals(137, child.waitFor(), child.output());
        }
        StructurePage page = image("jobs").page(Excerpt.BEGINNING);
        assertEquals("Job[what=whole, count=1]", page.rows().getFirst().getLast());
        assertTrue(page.isChanging());
        jobs.push(new Job("next", 3));
        assertEquals(4, page("jobs", Excerpt.BEGINNING).rows().size());
    }

    /// Each structure is looked at when its changer has died, before anybody repairs it.
    private static final class Run extends PoolRun {

        private final List<Runnable> changes;

        Run() {
            super(1 << 20);
            SharedQueue<Integer> queue = SharedQueue.create(victim, "queue");
            SharedHashTable<String, Integer> table = SharedHashTable.create(victim, "table");
            SharedBuffer buffer = SharedBuffer.create(victim, "buffer", 4, "header");
            SharedArray<String> array = SharedArray.create(victim, "array", List.of("same", "same"));
            queue.push(1);
            table.add("key", 1);
            buffer.add("12345");
            changes = List.of(() -> queue.push(2), () -> table.add("key", 2), () -> buffer.add("6789"),
                () -> array.set(1, "another value"));
        }

        @Override
        public void operate() {
            changes.forEach(Runnable::run);
        }

        @Override
        public void victimDied() {
            super.victimDied();
            look();
        }

        private void look() {
            for (StructureImage image : StructureImage.list(survivor())) {
                StructurePage page = image.page(rows(-3, 3));
                assertEquals(List.of(), page.damage());
                assertTrue(!page.rows().isEmpty() || page.isChanging());
            }
        }

        @Override
        public void check(boolean died) {
            look();
            assertEquals(4, StructureImage.list(survivor()).size());
        }
    }

    @Test
    void whoeverDiesInAChangeWhatIsSeenIsNoDamage() {
        assertTrue(CrashEveryStore.tryOperation(Run::new).stores() > 40);
    }

    @Test
    void lookingWhileOthersChangeFindsNoDamage() throws InterruptedException {
        SharedQueue<Job> jobs = SharedQueue.create(pool, "jobs");
        SharedHashTable<Integer, Job> table = SharedHashTable.create(pool, "table");
        CountDownLatch enough = new CountDownLatch(1);
        Thread changer = Thread.ofPlatform().start(() -> {
            for (int i = 0; enough.getCount() > 0; i++) {
                jobs.push(new Job("job", i));
                table.replace(i % 100, new Job("value", i));
                if (i % 10 == 9) {
                    IntStream.range(0, 8).forEach(_ -> jobs.pop());
                    table.remove(i % 50);
                }
            }
        });
        for (int i = 0; i < 300; i++) {
            assertEquals(List.of(), image("jobs").page(Excerpt.BEGINNING).damage());
            assertEquals(List.of(), image("table").page(Excerpt.BEGINNING).damage());
        }
        enough.countDown();
        changer.join();
    }

    // Damage

    private long root(Descriptor descriptor) {
        return HeapImage.at(view, descriptor.offset()).root();
    }

    private long position(long block, int word) {
        return pool.position() + block + BLOCK_HEADER + (long) word * Long.BYTES;
    }

    /// Looks while a word is another one.
    private StructurePage damaged(String name, long block, int word, long value, Excerpt excerpt) {
        long before = Memory.getLong(position(block, word));
        Memory.putLong(position(block, word), value);
        try {
            return image(name).page(excerpt);
        } finally {
            Memory.putLong(position(block, word), before);
        }
    }

    @Test
    void whateverARootBlockSaysIsShownOrReported() {
        SharedQueue<String> queue = SharedQueue.create(pool, "queue");
        SharedHashTable<String, String> table = SharedHashTable.create(pool, "table");
        SharedBuffer buffer = SharedBuffer.create(pool, "buffer", 16, null);
        SharedArray<String> array = SharedArray.init(pool, "array", 2000, i -> "element number " + i);
        for (int i = 0; i < 40; i++) {
            queue.push("element number " + i);
            table.add("key number " + i, "value number " + i);
            buffer.add("line " + i + "\n");
        }
        List<Descriptor> all = List.of(queue.descriptor(), table.descriptor(), buffer.descriptor(), array.descriptor());
        long[] values = {1, 2, -1, 16, 1 << 20, Long.MAX_VALUE & -16, Long.MIN_VALUE, 0x7FFF_FFFF_FFFF_0D0DL, pool.region().limit() & -16};
        for (StructureImage image : StructureImage.list(view)) {
            Descriptor descriptor = all.stream().filter(one -> one.offset() == image.offset()).findFirst().orElseThrow();
            int words = HeapImage.at(view, descriptor.offset()).source().length(root(descriptor));
            for (int word = 0; word < words; word++) {
                for (long value : values) {
                    StructurePage page = damaged(image.name(), root(descriptor), word, value, rows(-5, 5));
                    assertFalse(page.isChanging(), image + " word " + word + " = " + value);
                }
            }
            assertFalse(page(image.name(), rows(-5, 5)).rows().isEmpty());
        }
    }

    @Test
    void ofALargeStructureOnlyThePageIsRead() {
        SharedArray<Long> array = SharedArray.make(pool, "ten", 10_000_000, 1L);
        array.set(5_000_000, 2L);
        SharedQueue<Integer> queue = SharedQueue.create(pool, "queue");
        IntStream.range(0, 1000).forEach(queue::push);
        long head = HeapImage.at(view, queue.descriptor().offset()).source().word(root(queue.descriptor()), 1);
        long far = head;
        for (int i = 0; i < 500; i++) {
            far = HeapImage.at(view, queue.descriptor().offset()).source().word(far, QueueNodes.NEXT);
        }
        assertEquals(List.of(), damaged("queue", far, QueueNodes.VALUE, 1L << 60, rows(0, 500)).damage());
        StructurePage there = damaged("queue", far, QueueNodes.VALUE, 1L << 60, rows(499, 3));
        assertEquals(List.of("499", "(unreadable)", "501"), values(there));
        assertEquals(1, there.damage().size(), "" + there.damage());
        assertTrue(there.damage().getFirst().contains("1152921504606846976"), "" + there.damage());
        StructurePage circle = damaged("queue", far, QueueNodes.NEXT, far, rows(-1, 1));
        assertEquals(List.of("500"), values(circle));
        assertTrue(damaged("queue", far, QueueNodes.NEXT, 0, rows(-1, 1)).damage().getFirst().contains("1000 elements"));

        long leaf = Cells.TREE.leaf(HeapImage.at(view, array.descriptor().offset()).source(), root(array.descriptor()), 5_000_000);
        assertEquals(List.of(), damaged("ten", leaf, WordTree.slot(5_000_000), 1L << 60, rows(4_999_000, 1000)).damage());
        assertEquals(1, damaged("ten", leaf, WordTree.slot(5_000_000), 1L << 60, rows(4_999_001, 1000)).damage().size());
    }

    @Test
    void aRootThatIsOfAnotherStructureIsReported() {
        SharedQueue<String> queue = SharedQueue.create(pool, "queue");
        long block = root(queue.descriptor());
        long header = Memory.getLong(pool.position() + block);
        SharedBuffer other = SharedBuffer.create(pool, "other");
        Memory.putLong(pool.position() + block, Memory.getLong(pool.position() + root(other.descriptor())));
        StructurePage page = image("queue").page(Excerpt.BEGINNING);
        Memory.putLong(pool.position() + block, header);
        assertTrue(page.damage().getFirst().contains("the root block of queue"), "" + page.damage());
        assertEquals(List.of(), page.rows());
    }
}
