package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;

/// Writes the nodes of a [Graph] into a heap, and compares a heap with a graph.
final class GraphHeap {

    private static final int NUMBER = 0x5EED;

    private final Heap heap;
    private final TypeInfo record;
    private final TypeInfo list = Types.builtIn(Kind.LIST);
    private final TypeInfo bytes = Types.builtIn(Kind.BYTES);

    GraphHeap(Heap heap) {
        this.heap = heap;
        this.record = heap.types().info(TypeDescriptor.of(Kind.RECORD, "GraphNode", List.of(part("a", "Object"), part("b", "Object"),
                part("number", "long"), part("value", "long"), part("small", "int"))));
    }

    private static TypeDescriptor.Part part(String name, String type) {
        return new TypeDescriptor.Part(name, type);
    }

    Heap heap() {
        return heap;
    }

    // Writing

    /// A node's block, new in a modify.
    ///
    /// @param offsets of the nodes it refers to
    long allocate(Writer writer, Graph.Node node, Map<Integer, Long> offsets) {
        long block = switch (node.shape()) {
            case RECORD -> allocateRecord(writer, node, offsets);
            case LIST -> allocateList(writer, node, offsets);
            case BYTES -> allocateBytes(writer, node);
        };
        offsets.put(node.number(), block);
        return block;
    }

    private long allocateRecord(Writer writer, Graph.Node node, Map<Integer, Long> offsets) {
        long block = writer.allocate(record, record.bytes, record.bytes);
        storeReference(writer, referencePosition(block, 0), node.references().get(0), offsets);
        storeReference(writer, referencePosition(block, 1), node.references().get(1), offsets);
        Memory.putLong(field(block, 2), node.number());
        Memory.putLong(field(block, 3), node.value());
        Memory.putInt(field(block, 4), (int) node.value());
        return block;
    }

    private void storeReference(Writer writer, long position, int number, Map<Integer, Long> offsets) {
        if (number != 0) {
            writer.shade(offsets.get(number));
            Memory.putLong(position, offsets.get(number));
        }
    }

    private long allocateList(Writer writer, Graph.Node node, Map<Integer, Long> offsets) {
        int length = node.references().size() + 1;
        long block = writer.allocate(list, length, length * 8L);
        Memory.putLong(contents(block), Words.of(node.number()));
        for (int i = 1; i < length; i++) {
            storeReference(writer, contents(block) + i * 8L, node.references().get(i - 1), offsets);
        }
        return block;
    }

    private long allocateBytes(Writer writer, Graph.Node node) {
        int length = (int) node.value();
        long block = writer.allocate(bytes, length, length);
        Memory.putInt(contents(block), node.number());
        for (int i = 4; i < length; i += i < 64 ? 1 : 997) {
            Memory.putByte(contents(block) + i, content(node.number(), i));
        }
        return block;
    }

    private static byte content(int number, int index) {
        return (byte) (number * NUMBER + index);
    }

    private long contents(long block) {
        return heap.base() + block + Block.HEADER;
    }

    private long field(long block, int component) {
        return contents(block) + record.offsets[component];
    }

    private long referencePosition(long block, int index) {
        return field(block, index);
    }

    /// Stores over a reference of a record or list.
    void overwriteReference(Writer writer, Graph.Node node, int index, long block, long valueWord) {
        long position = node.shape() == Graph.Shape.LIST ? contents(block) + (index + 1) * 8L : referencePosition(block, index);
        writer.overwriteWord(position - heap.base(), valueWord);
    }

    /// Stores over the value of a record, which is in two fields.
    void overwriteValue(Writer writer, long block, long value) {
        writer.overwrite(field(block, 3) - heap.base(), 8, value);
        writer.overwrite(field(block, 4) - heap.base(), 4, value);
    }

    /// The value of a record.
    long value(long block) {
        return Memory.getLong(field(block, 3));
    }

    // Comparing

    /// The offsets of all nodes that can be reached in the heap; it must be equal to the graph.
    Map<Integer, Long> match(Graph graph) {
        Map<Integer, Long> offsets = new HashMap<>();
        matchFrom(graph, graph.root(), Memory.getLong(heap.base() + heap.rootOffset()), offsets);
        return offsets;
    }

    /// The same from one node on.
    void matchFrom(Graph graph, int number, long valueWord, Map<Integer, Long> offsets) {
        record Pair(int number, long word, String path) {}
        ArrayDeque<Pair> open = new ArrayDeque<>();
        open.add(new Pair(number, valueWord, "root"));
        while (!open.isEmpty()) {
            Pair pair = open.remove();
            if (pair.number == 0 || pair.word == 0) {
                assertEquals(pair.number == 0, pair.word == 0, () -> pair.path + " of " + pair.number);
            } else if (!offsets.containsKey(pair.number)) {
                offsets.put(pair.number, pair.word);
                Graph.Node node = graph.get(pair.number);
                List<Long> words = matchNode(node, pair.word, pair.path);
                for (int i = 0; i < words.size(); i++) {
                    open.add(new Pair(node.references().get(i), words.get(i), pair.path + "." + i));
                }
            } else {
                assertEquals(offsets.get(pair.number), pair.word, () -> pair.path + ": node " + pair.number + " is there twice");
            }
        }
    }

    private List<Long> matchNode(Graph.Node node, long block, String path) {
        assertTrue(heap.isBlock(block), () -> path + ": no block at " + block);
        List<Long> words = new ArrayList<>();
        long header = Memory.getLong(heap.base() + block);
        switch (node.shape()) {
            case RECORD -> {
                assertEquals(record.id, Block.typeId(header), path);
                assertEquals(node.number(), Memory.getLong(field(block, 2)), path);
                assertEquals(node.value(), Memory.getLong(field(block, 3)), path);
                assertEquals((int) node.value(), Memory.getInt(field(block, 4)), path);
                words.add(Memory.getLong(referencePosition(block, 0)));
                words.add(Memory.getLong(referencePosition(block, 1)));
            }
            case LIST -> {
                assertEquals(list.id, Block.typeId(header), path);
                assertEquals(node.references().size() + 1, Block.length(header), path);
                assertEquals(Words.of(node.number()), Memory.getLong(contents(block)), path);
                for (int i = 0; i < node.references().size(); i++) {
                    words.add(Memory.getLong(contents(block) + (i + 1) * 8L));
                }
            }
            case BYTES -> matchBytes(node, block, header, path);
        }
        return words;
    }

    private void matchBytes(Graph.Node node, long block, long header, String path) {
        assertEquals(bytes.id, Block.typeId(header), path);
        assertEquals(node.value(), Block.length(header), path);
        assertEquals(node.number(), Memory.getInt(contents(block)), path);
        for (int i = 4; i < node.value(); i += i < 64 ? 1 : 997) {
            assertEquals(content(node.number(), i), Memory.getByte(contents(block) + i), path);
        }
    }

    /// Whether the heap is equal to a graph.
    boolean matches(Graph graph) {
        try {
            match(graph);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    // What every test does at its end

    static void verify(MappedPool pool) {
        assertEquals(List.of(), HeapVerifier.verify(pool));
    }

    /// Runs something in a modify that commits.
    static void change(Heap heap, java.util.function.Consumer<Writer> body) {
        Writer writer = heap.lock();
        try {
            body.accept(writer);
            writer.commit();
        } finally {
            writer.close();
        }
    }

    /// A heap of another process.
    static Heap same(Heap heap, Pool pool) {
        return Heaps.at(pool, heap.offset(), heap.incarnation());
    }
}
