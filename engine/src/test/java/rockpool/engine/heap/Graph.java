package rockpool.engine.heap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a heap should hold: a plain map of numbered nodes, some with references, some with bytes. The reference model of the heap's tests.
final class Graph {

    /// A node.
    ///
    /// @param number greater than 0, its own for ever
    /// @param shape one of [Shape]
    /// @param references numbers of nodes, 0 for none
    /// @param value of a record, or the length of the bytes
    record Node(int number, Shape shape, List<Integer> references, long value) {}

    /// What block a node is.
    enum Shape { RECORD, LIST, BYTES }

    private final Map<Integer, Node> nodes = new HashMap<>();
    private int root;
    private int last;

    Graph copy() {
        Graph copy = new Graph();
        copy.nodes.putAll(nodes);
        copy.root = root;
        copy.last = last;
        return copy;
    }

    /// Makes this what another one is.
    void become(Graph other) {
        nodes.clear();
        nodes.putAll(other.nodes);
        root = other.root;
        last = Math.max(last, other.last);
    }

    int root() {
        return root;
    }

    void root(int number) {
        root = number;
    }

    int newNumber() {
        return ++last;
    }

    /// The number given out last.
    int last() {
        return last;
    }

    void put(Node node) {
        nodes.put(node.number(), node);
    }

    Node get(int number) {
        return Objects.requireNonNull(nodes.get(number), () -> "node " + number);
    }

    /// The numbers of all nodes that the root or others lead to, in the order in which they are found.
    List<Integer> reachable(int... others) {
        Set<Integer> found = new HashSet<>();
        List<Integer> order = new ArrayList<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(root);
        for (int other : others) {
            open.add(other);
        }
        while (!open.isEmpty()) {
            int number = open.remove();
            if (number != 0 && found.add(number)) {
                order.add(number);
                open.addAll(get(number).references());
            }
        }
        return order;
    }

    /// Forgets what cannot be reached.
    void collect(int... others) {
        nodes.keySet().retainAll(new HashSet<>(reachable(others)));
    }
}
