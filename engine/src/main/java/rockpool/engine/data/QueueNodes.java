package rockpool.engine.data;

import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;

/// How a queue lies in its heap: a list of nodes, linked both ways. The words of its root block:
///
/// | word | content |
/// |---:|---|
/// | 0 | the header, as [Structure] says |
/// | 1 | the first node; null if the queue is empty |
/// | 2 | the last node; null if the queue is empty |
/// | 3 | *pushed*, a number: how many were ever added at the end, and the number of the next one |
/// | 4 | *gone*, a number: how many have left, less those added in front; the length is *pushed* less *gone* |
/// | 5 | *clears*, a number: how often all were dropped at once |
/// | 6 … | of a blocking queue only, see [QueueGate] |
///
/// And of a node:
///
/// | word | content | changed |
/// |---:|---|---|
/// | 0 | the value, not null | never |
/// | 1 | the next node; null in the last one | when its neighbour comes or goes |
/// | 2 | the node before; null in the first one | when its neighbour comes or goes |
/// | 3 | its number, greater than that of the node before | never |
///
/// All words are changed by the holder of the heap's lock, in one [Change] for an operation: whoever dies leaves the queue as it was before the
/// operation or as it is after it, and what was allocated for one that did not happen is garbage.
///
/// A node that leaves keeps its words. So who is at one that is pinned finds the way to all that were behind it when it left and
/// are still there; and a node is in the list if and only if the one before it, or the root block, refers to it, and no clear came since it was
/// seen there.
final class QueueNodes {

    static final int HEAD = Structure.HEADER + 1;
    static final int TAIL = HEAD + 1;
    static final int PUSHED = TAIL + 1;
    static final int GONE = PUSHED + 1;
    static final int CLEARS = GONE + 1;
    static final int ROOT_WORDS = CLEARS + 1;

    static final int VALUE = 0;
    static final int NEXT = VALUE + 1;
    static final int BEFORE = NEXT + 1;
    static final int NUMBER = BEFORE + 1;
    private static final int NODE_WORDS = NUMBER + 1;

    private static final long NONE = Structure.NULL;

    private QueueNodes() {}

    static void makeEmpty(Change change, long root) {
        change.putNumber(root, PUSHED, 0);
        change.putNumber(root, GONE, 0);
        change.putNumber(root, CLEARS, 0);
    }

    // Searching

    static long length(Source source, long root) {
        return source.number(root, PUSHED) - source.number(root, GONE);
    }

    static boolean isEmpty(Source source, long root) {
        return source.word(root, HEAD) == NONE;
    }

    /// The node at an end.
    ///
    /// @param end [#HEAD] or [#TAIL]
    static long nodeAt(Source source, long root, int end) {
        return orAbsent(source.word(root, end));
    }

    /// The value at an end.
    static long valueAt(Source source, long root, int end) {
        long node = source.word(root, end);
        return node == NONE ? Structure.ABSENT : source.word(node, VALUE);
    }

    private static long orAbsent(long node) {
        return node == NONE ? Structure.ABSENT : node;
    }

    /// The first node with a greater number than one.
    static long after(Source source, long root, long number) {
        long node = source.word(root, HEAD);
        while (node != NONE && source.number(node, NUMBER) <= number) {
            node = source.word(node, NEXT);
            source.step();
        }
        return orAbsent(node);
    }

    /// The last node with a smaller number than one.
    static long before(Source source, long root, long number) {
        long node = source.word(root, TAIL);
        while (node != NONE && source.number(node, NUMBER) >= number) {
            node = source.word(node, BEFORE);
            source.step();
        }
        return orAbsent(node);
    }

    /// Whether a block that is a node is in the list.
    ///
    /// @param clears how many there had been when it was
    static boolean isLinked(Source source, long root, long node, long clears) {
        if (source.number(root, CLEARS) != clears) {
            return false;
        }
        long before = source.word(node, BEFORE);
        return node == (before == NONE ? source.word(root, HEAD) : source.word(before, NEXT));
    }

    // Changing

    /// Adds a value at the end.
    static void addLast(Change change, long root, long value) {
        long last = change.source().word(root, TAIL);
        long pushed = change.source().number(root, PUSHED);
        long node = make(change, value, NONE, last, pushed);
        change.put(last == NONE ? root : last, last == NONE ? HEAD : NEXT, node);
        change.put(root, TAIL, node);
        change.putNumber(root, PUSHED, pushed + 1);
    }

    /// Adds a value in front.
    static void addFirst(Change change, long root, long value) {
        long first = change.source().word(root, HEAD);
        if (first == NONE) {
            addLast(change, root, value);
            return;
        }
        long node = make(change, value, first, NONE, change.source().number(first, NUMBER) - 1);
        change.put(first, BEFORE, node);
        change.put(root, HEAD, node);
        addGone(change, root, -1);
    }

    private static long make(Change change, long value, long next, long before, long number) {
        long node = change.allocate(Part.QUEUE_NODE, NODE_WORDS);
        change.put(node, VALUE, value);
        change.put(node, NEXT, next);
        change.put(node, BEFORE, before);
        change.putNumber(node, NUMBER, number);
        return node;
    }

    private static void addGone(Change change, long root, long count) {
        change.putNumber(root, GONE, change.source().number(root, GONE) + count);
    }

    /// Takes a node out of the list.
    static void unlink(Change change, long root, long node) {
        long before = change.source().word(node, BEFORE);
        long next = change.source().word(node, NEXT);
        change.put(before == NONE ? root : before, before == NONE ? HEAD : NEXT, next);
        change.put(next == NONE ? root : next, next == NONE ? TAIL : BEFORE, before);
        addGone(change, root, 1);
    }

    /// Drops all nodes at once.
    static void clear(Change change, long root) {
        change.put(root, HEAD, NONE);
        change.put(root, TAIL, NONE);
        change.putNumber(root, GONE, change.source().number(root, PUSHED));
        change.putNumber(root, CLEARS, change.source().number(root, CLEARS) + 1);
    }
}
