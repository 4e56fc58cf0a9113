package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolView;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.testing.NothingLeft;
import rockpool.engine.testing.TestNames;

/// The verifier finds each kind of damage, through a mapping that only reads, and survives any.
@ExtendWith(NothingLeft.class)
class HeapVerifierTest {

    private static final long MIB = 1 << 20;

    private Pool pool;
    private Heap heap;
    private GraphHeap at;
    private long base;
    private final Map<Integer, Long> offsets = new HashMap<>();

    @BeforeEach
    void fill() {
        pool = Pool.create(TestNames.unique(), 2 * MIB);
        heap = Heap.create(pool, "damaged");
        at = new GraphHeap(heap);
        base = pool.position();
        GraphHeap.change(heap, writer -> {
            at.allocate(writer, new Graph.Node(1, Graph.Shape.BYTES, List.of(), 100), offsets);
            at.allocate(writer, new Graph.Node(2, Graph.Shape.BYTES, List.of(), 9000), offsets);
            at.allocate(writer, new Graph.Node(3, Graph.Shape.RECORD, List.of(1, 2), 5), offsets);
            at.allocate(writer, new Graph.Node(4, Graph.Shape.LIST, List.of(1, 2, 3), 0), offsets);
            writer.assignRoot(offsets.get(4));
        });
        assertEquals(List.of(), findings());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private List<Problem> findings() {
        try (PoolView view = Pool.view(pool.name())) {
            return HeapVerifier.verify(view);
        }
    }

    private void expect(String text) {
        List<Problem> findings = findings();
        assertTrue(findings.stream().anyMatch(finding -> finding.toString().contains(text)), () -> "no \"" + text + "\" in " + findings);
    }

    private void put(long offset, long value) {
        Memory.putLong(base + offset, value);
    }

    private long get(long offset) {
        return Memory.getLong(base + offset);
    }

    /// The word of a bitmap that a block's bit is in.
    private long bitmap(int node, int bitmap) {
        long block = offsets.get(node);
        int unit = pool.units().unitAt(block);
        return pool.units().metaOffset(unit) + bitmap + ((block & 0xFFFF) >> 10 << 3);
    }

    private long bit(int node) {
        return 1L << (offsets.get(node) >> 4);
    }

    @Test
    void aReferenceToNoBlockIsFound() {
        put(offsets.get(3) + Block.HEADER, offsets.get(1) + 16);
        expect("block at " + offsets.get(3) + ": expected references to blocks, found one to " + (offsets.get(1) + 16));
    }

    @Test
    void aRootThatIsNoBlockIsFound() {
        put(heap.rootOffset(), 1L << 40);
        expect("root: expected references to blocks");
    }

    @Test
    void aMarkInAnIdleHeapIsFound() {
        put(bitmap(1, UnitMeta.MARKED), bit(1));
        expect("expected no marks while the collector is idle, found a mark");
    }

    @Test
    void aMarkOnFreeMemoryIsFound() {
        put(bitmap(2, UnitMeta.MARKED), bit(2) << 7);
        expect("a mark where no block is");
    }

    @Test
    void aGreyBlockWithoutMarkIsFound() {
        put(bitmap(3, UnitMeta.GREY), bit(3));
        expect("expected grey blocks with a mark, found one without");
    }

    @Test
    void aBlockBetweenBlocksIsFound() {
        put(bitmap(1, UnitMeta.ALLOCATED), get(bitmap(1, UnitMeta.ALLOCATED)) | bit(1) << 1);
        expect("a block between two blocks");
    }

    @Test
    void aSerialThatIsThereTwiceIsFound() {
        put(offsets.get(3) + Block.SERIAL, get(offsets.get(4) + Block.SERIAL));
        expect("serial: expected one of its own");
    }

    @Test
    void aSerialThatWasNotGivenOutIsFound() {
        put(offsets.get(3) + Block.SERIAL, Long.MAX_VALUE);
        expect("the next one, found " + Long.MAX_VALUE);
    }

    @Test
    void anUnknownTypeIsFound() {
        put(offsets.get(3), Block.header(77, 0, 0));
        expect("type id");
    }

    @Test
    void aLengthBeyondItsBlockIsFound() {
        put(offsets.get(4), Block.header(Types.builtIn(Kind.LIST).id, 0, 1_000_000));
        expect("bytes, found 8000000");
    }

    @Test
    void anOddVersionIsFound() {
        put(heap.offset() + HeapLayout.VERSION, 7);
        expect("version: expected an even number, found 7");
    }

    @Test
    void aLogWithACommitIsFound() {
        put(heap.offset() + HeapLayout.LOG_COUNT, 1);
        expect("log: expected empty, found 1 entries");
        put(heap.offset() + HeapLayout.LOG_COUNT, 0);
    }

    @Test
    void aLogWithUnitsIsFound() {
        put(heap.offset() + HeapLayout.LOG_OVERFLOW, 1);
        expect("log: expected no units, found units");
        put(heap.offset() + HeapLayout.LOG_OVERFLOW, 0);
    }

    @Test
    void aPageOfNoHeapIsFound() {
        int unit = pool.units().unitAt(offsets.get(1));
        put(pool.units().metaOffset(unit) + UnitMeta.PAGE_WORDS + 15 * 8, PageWord.of(4711, 3, 0));
        expect("page 15: expected memory of a heap, found heap 4711");
    }

    @Test
    void aUnitThatIsNotLaidOutIsFound() {
        pool.units().claim(1, UnitClass.SPAN, HeapDescriptors.heapId(pool.units(), heap.offset()));
        expect("found only claimed");
    }

    @Test
    void aHeapThatWasNeverFinishedIsFound() {
        HeapDescriptor.setState(base + heap.offset(), HeapLayout.CREATING);
        expect("neither live nor free");
        HeapDescriptor.setState(base + heap.offset(), HeapLayout.LIVE_STATE);
    }

    @Test
    void noDamageAtAllEndsTheVerifier() {
        long seed = Long.getLong("rockpool.seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        int found = 0;
        try (PoolView view = Pool.view(pool.name())) {
            for (int i = 0; i < 1000; i++) {
                long offset = placeToDamage(random);
                long before = get(offset);
                put(offset, random.nextBoolean() ? before ^ 1L << random.nextInt(64) : random.nextLong());
                found += HeapVerifier.verify(view).isEmpty() ? 0 : 1;
                HeapImage.all(view).forEach(image -> look(image));
                put(offset, before);
            }
        }
        assertEquals(List.of(), findings());
        assertTrue(found > 300, "found " + found + " of 1000");
    }

    /// What a console would show.
    private static void look(HeapImage image) {
        try {
            image.stats();
            image.types();
        } catch (rockpool.engine.pool.PoolDamagedException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    private long placeToDamage(Random random) {
        int unit = random.nextInt(pool.units().highest());
        return switch (random.nextInt(5)) {
            case 0 -> heap.offset() + 8L * random.nextInt(HeapLayout.SIZE / 8);
            case 1 -> pool.units().wordPosition(unit) - base;
            case 2 -> pool.units().metaOffset(unit) + 8L * random.nextInt(UnitMeta.BYTES / 8);
            case 3 -> offsets.get(1 + random.nextInt(4)) + 8L * random.nextInt(5);
            default -> pool.units().metaOffset(pool.units().unitAt(offsets.get(1))) + 8L * random.nextInt(40);
        };
    }
}
