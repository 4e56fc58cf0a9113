package rockpool.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.testing.CrashEveryStore;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.PoolRun;
import rockpool.engine.testing.TestNames;

/// A tree of words against a plain map.
@ExtendWith(NothingLeft.class)
@Timeout(60)
class WordTreeTest {

    private static final WordTree TREE = new WordTree(1);
    private static final long[] BORDERS = {0, 7, 8, 1023, 1024, 1025, 1 << 20, (1 << 20) - 1, 1L << 30, WordTree.MOST - 1};

    private static Structure create(Pool pool) {
        return Structure.create(pool, "tree", Names.SHARED_ARRAY, Part.ARRAY, 1 + WordTree.WORDS, null, TREE::clear, null);
    }

    private static void change(Structure structure, Consumer<Change> operation) {
        try (Change change = structure.change()) {
            operation.accept(change);
            change.commit();
        }
    }

    private static Object get(Structure structure, long index) {
        return structure.copy((source, root) -> TREE.get(source, root, index));
    }

    /// What is stored at each index, and what was put at all indexes from one on.
    private static final class Model {
        private static final Object NOTHING = "nothing";
        private static final Object UNKNOWN = "unknown";
        private final TreeMap<Long, Object> stored = new TreeMap<>();
        private final TreeMap<Long, Object> filled = new TreeMap<>(Map.of(0L, NOTHING));
        private long end = WordTree.MOST;

        void put(long index, Object value) {
            stored.put(index, value);
        }

        void fill(long from, long to, Object value) {
            stored.tailMap(from, true).clear();
            filled.tailMap(from, true).clear();
            if (end < from) {
                filled.put(end, UNKNOWN);
            }
            filled.put(from, value == null ? NOTHING : value);
            end = to;
        }

        /// What is behind the end of a filling is not said, until it is stored or filled itself.
        boolean knows(long index) {
            return stored.containsKey(index) || index < end && filled.floorEntry(index).getValue() != UNKNOWN;
        }

        Object get(long index) {
            if (stored.containsKey(index)) {
                return stored.get(index);
            }
            Object value = filled.floorEntry(index).getValue();
            return value == NOTHING ? null : value;
        }
    }

    @Test
    void itHoldsWhatAMapHoldsWhateverIsStoredFilledAndCollected() {
        long seed = System.nanoTime();
        System.out.println("WordTreeTest: seed " + seed);
        Random random = new Random(seed);
        try (Pool pool = Pool.create(TestNames.unique(), 64 << 20)) {
            for (int round = 0; round < 20; round++) {
                Structure structure = create(pool);
                run(random, structure, new Model());
                assertEquals(List.of(), HeapVerifier.verify(pool));
                structure.heap().destroy();
            }
        }
    }

    private static void run(Random random, Structure structure, Model model) {
        long most = BORDERS[random.nextInt(2, BORDERS.length)];
        for (int i = 0; i < 150; i++) {
            long index = random.nextInt(3) == 0 ? Math.min(most, BORDERS[random.nextInt(BORDERS.length)]) : random.nextLong(most + 1);
            int number = i;
            switch (random.nextInt(8)) {
                case 0 -> {
                    long to = Math.min(WordTree.MOST, index + random.nextLong(1, random.nextBoolean() ? 20 : 5000));
                    Object value = random.nextInt(4) == 0 ? null : number;
                    change(structure, c -> TREE.fill(c, structure.root(), index, to, c.copyIn(value)));
                    model.fill(index, to, value);
                }
                case 1 -> {
                    if (random.nextInt(5) == 0) {
                        structure.heap().gc();
                    }
                }
                case 2, 3, 4 -> {
                    if (model.knows(index)) {
                        change(structure, c -> TREE.put(c, structure.root(), index, c.copyIn(number)));
                        model.put(index, number);
                    }
                }
                default -> {
                    if (model.knows(index)) {
                        assertEquals(model.get(index), get(structure, index), () -> "index " + index);
                    }
                }
            }
        }
        for (long index : BORDERS) {
            if (model.knows(index)) {
                assertEquals(model.get(index), get(structure, index), () -> "index " + index);
            }
        }
        model.stored.forEach((index, value) -> assertEquals(value, get(structure, index), () -> "index " + index));
    }

    @Test
    void leavesAreDroppedFromTheBeginningAndTheirNodesWithThem() {
        try (Pool pool = Pool.create(TestNames.unique(), 64 << 20)) {
            Structure structure = create(pool);
            long leaves = 2100;
            for (long i = 0; i < leaves; i++) {
                long index = i << WordTree.SHIFT;
                change(structure, c -> TREE.put(c, structure.root(), index, c.copyIn(1)));
            }
            for (long i = 0; i < leaves - 1; i++) {
                long last = (i + 1 << WordTree.SHIFT) - 1;
                change(structure, c -> TREE.drop(c, structure.root(), last));
            }
            assertEquals(null, get(structure, leaves - 2 << WordTree.SHIFT));
            assertEquals(1, get(structure, leaves - 1 << WordTree.SHIFT));
            structure.heap().gc();
            assertTrue(structure.heap().stats().blocks() <= 4, () -> structure.heap().stats().toString());
            change(structure, c -> TREE.drop(c, structure.root(), Long.MAX_VALUE >> 14));
            assertEquals(1, get(structure, leaves - 1 << WordTree.SHIFT), "what is not there is not dropped in another's place");
            assertEquals(List.of(), HeapVerifier.verify(pool));
        }
    }

    @Test
    void leavesAreCutFromTheEndAndTheNodesAboveWithThem() {
        try (Pool pool = Pool.create(TestNames.unique(), 32 << 20)) {
            Structure structure = create(pool);
            long leaves = WordTree.FAN + 2;
            for (long leaf = 0; leaf < leaves; leaf++) {
                if (leaf != 3) {
                    long first = leaf << WordTree.SHIFT;
                    change(structure, c -> TREE.put(c, structure.root(), first, c.copyIn(first)));
                }
            }
            for (long leaf = leaves - 1; leaf > 0; leaf--) {
                long first = leaf << WordTree.SHIFT;
                change(structure, c -> TREE.cut(c, structure.root(), first));
                assertEquals(null, get(structure, first));
                assertEquals(leaf == 4 ? null : first - WordTree.FAN, get(structure, first - WordTree.FAN));
            }
            structure.heap().gc();
            assertEquals(2, structure.heap().stats().blocks(), "the root block and a leaf");
            change(structure, c -> TREE.cut(c, structure.root(), WordTree.FAN));
            assertEquals(0L, get(structure, 0));
            assertEquals(List.of(), HeapVerifier.verify(pool));
        }
    }

    @Test
    void indexesThatItCannotHaveAreRefused() {
        try (Pool pool = Pool.create(TestNames.unique(), 4 << 20)) {
            Structure structure = create(pool);
            for (long index : new long[] {-1, Long.MIN_VALUE, WordTree.MOST}) {
                Exception thrown = assertThrows(IllegalArgumentException.class,
                        () -> change(structure, c -> TREE.put(c, structure.root(), index, Structure.NULL)));
                assertTrue(thrown.getMessage().startsWith("index=" + index + ":"), thrown.getMessage());
            }
        }
    }

    /// The victim changes a tree with five words.
    private static final class Run extends PoolRun {

        private final Structure structure;
        private final Consumer<Structure> operation;
        private final long index;

        Run(Consumer<Structure> operation, long index) {
            super(2 << 20);
            this.operation = operation;
            this.index = index;
            this.structure = create(victim);
            change(structure, c -> TREE.fill(c, structure.root(), 0, 5, c.copyIn("a text of some length")));
        }

        @Override
        public void operate() {
            operation.accept(structure);
        }

        private Structure find() {
            return Structure.find(survivor(), "tree", Names.SHARED_ARRAY, Part.ARRAY, null).orElseThrow();
        }

        @Override
        public void recover() {
            super.recover();
            find().heap().modify(m -> null);
        }

        @Override
        public void check(boolean died) {
            Structure seen = find();
            Object there = get(seen, index);
            assertTrue("new".equals(there) || died && (there == null || "a text of some length".equals(there)), () -> "found " + there);
            assertEquals("a text of some length", get(seen, 3));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
            change(seen, c -> TREE.put(c, seen.root(), index, c.copyIn("after")));
            seen.heap().gc();
            assertEquals("after", get(seen, index));
            assertEquals(List.of(), HeapVerifier.verify(survivor()));
        }
    }

    private static void tryAll(long index, Consumer<Structure> operation) {
        CrashEveryStore.tryOperation(() -> new Run(operation, index));
    }

    @Test
    void aLongerLeafTakesTheShortOnesPlaceAsAWholeOrNotAtAll() {
        tryAll(20, tree -> change(tree, c -> TREE.put(c, tree.root(), 20, c.copyIn("new"))));
    }

    @Test
    void fillingOnHappensAsAWholeOrNotAtAll() {
        tryAll(6, tree -> change(tree, c -> TREE.fill(c, tree.root(), 4, 30, c.copyIn("new"))));
    }
}
