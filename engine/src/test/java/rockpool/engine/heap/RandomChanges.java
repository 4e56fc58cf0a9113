package rockpool.engine.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Changes a heap and its model alike, at random.
final class RandomChanges {

    private static final int[] LENGTHS = {4, 16, 30, 100, 500, 1000, 2500, 4000, 5000, 9000, 20_000, 40_000, 70_000};

    private final RandomGenerator random;
    private final int size;

    /// @param size how many nodes a graph has at most, more or less
    RandomChanges(RandomGenerator random, int size) {
        this.random = random;
        this.size = size;
    }

    /// A modify of some steps, with nested ones; sometimes it is given up.
    ///
    /// @return the graph as it is after it
    Graph modify(GraphHeap at, Graph graph) {
        Graph after = graph.copy();
        Map<Integer, Long> offsets = at.match(graph);
        Writer writer = at.heap().lock();
        try {
            steps(at, writer, after, offsets, 1 + random.nextInt(8), 0);
            if (random.nextInt(8) == 0) {
                return graph;
            }
            writer.commit();
            after.collect();
            return after;
        } finally {
            writer.close();
        }
    }

    private void steps(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, int count, int depth) {
        for (int i = 0; i < count; i++) {
            step(at, writer, graph, offsets, depth);
        }
    }

    private void step(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, int depth) {
        List<Integer> reachable = graph.reachable();
        if (reachable.isEmpty() || random.nextInt(10) == 0) {
            setRoot(at, writer, graph, offsets, reachable);
            return;
        }
        Graph.Node node = graph.get(reachable.get(random.nextInt(reachable.size())));
        switch (random.nextInt(depth < 3 ? 10 : 9)) {
            case 0, 1, 2, 3, 4, 5 -> overwriteReference(at, writer, graph, offsets, node, reachable);
            case 6, 7, 8 -> overwriteValue(at, writer, graph, offsets, node);
            default -> nested(at, writer, graph, offsets, depth);
        }
    }

    private void setRoot(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, List<Integer> reachable) {
        int number = random.nextInt(6) == 0 ? 0 : target(at, writer, graph, offsets, reachable);
        writer.assignRoot(number == 0 ? 0 : offsets.get(number));
        graph.root(number);
    }

    /// A node to refer to: a new one, or one that is there.
    private int target(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, List<Integer> reachable) {
        if (!reachable.isEmpty() && random.nextInt(size) < reachable.size()) {
            return reachable.get(random.nextInt(reachable.size()));
        }
        Graph.Node node = newNode(graph, reachable);
        at.allocate(writer, node, offsets);
        graph.put(node);
        return node.number();
    }

    private Graph.Node newNode(Graph graph, List<Integer> reachable) {
        int number = graph.newNumber();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new Graph.Node(number, Graph.Shape.BYTES, List.of(), length());
            case 3, 4 -> new Graph.Node(number, Graph.Shape.LIST,
                    references(reachable, random.nextInt(40) == 0 ? 9000 : random.nextInt(20)), 0);
            default -> new Graph.Node(number, Graph.Shape.RECORD, references(reachable, 2), random.nextLong());
        };
    }

    private int length() {
        int most = random.nextInt(3) == 0 ? LENGTHS.length : 5;
        return LENGTHS[random.nextInt(most)] + random.nextInt(8);
    }

    private List<Integer> references(List<Integer> reachable, int count) {
        List<Integer> references = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            references.add(reachable.isEmpty() || random.nextInt(4) == 0 ? 0 : reachable.get(random.nextInt(reachable.size())));
        }
        return references;
    }

    private void overwriteReference(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, Graph.Node node,
            List<Integer> reachable) {
        if (node.references().isEmpty()) {
            return;
        }
        int index = random.nextInt(node.references().size());
        int number = random.nextInt(6) == 0 ? 0 : target(at, writer, graph, offsets, reachable);
        at.overwriteReference(writer, node, index, offsets.get(node.number()), number == 0 ? 0 : offsets.get(number));
        List<Integer> references = new ArrayList<>(node.references());
        references.set(index, number);
        graph.put(new Graph.Node(node.number(), node.shape(), List.copyOf(references), node.value()));
    }

    private void overwriteValue(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, Graph.Node node) {
        if (node.shape() == Graph.Shape.RECORD) {
            long value = random.nextLong();
            at.overwriteValue(writer, offsets.get(node.number()), value);
            graph.put(new Graph.Node(node.number(), node.shape(), node.references(), value));
        }
    }

    private void nested(GraphHeap at, Writer writer, Graph graph, Map<Integer, Long> offsets, int depth) {
        Graph inner = graph.copy();
        Map<Integer, Long> innerOffsets = new HashMap<>(offsets);
        Writer same = at.heap().lock();
        try {
            steps(at, same, inner, innerOffsets, 1 + random.nextInt(4), depth + 1);
            if (random.nextInt(3) != 0) {
                same.commit();
                graph.become(inner);
                offsets.putAll(innerOffsets);
            }
        } finally {
            same.close();
        }
    }
}
