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
/// | 1 | the first node; null if and only if the queue is empty |
/// | 2 | the last node; counts for nothing while the queue is empty |
/// | 3 | *coming*, a number: the next node added at the end has this number, or the one behind the last node's if that is greater |
/// | 4 | *holes*, a number: how many numbers between the first node's and the last one's have no node; counts for nothing while the queue is empty |
/// | 5 | *clears*, a number: how often all were dropped at once |
/// | 6 … | of a blocking queue only, see [QueueGate] |
///
/// And of a node:
///
/// | word | content | changed |
/// |---:|---|---|
/// | 0 | the value, not null | never |
/// | 1 | the next node; counts for nothing in the last one | when its neighbour comes or goes |
/// | 2 | the node before; counts for nothing in the first one | when its neighbour comes or goes |
/// | 3 | its number, greater than that of the node before | never |
///
/// The length follows from the numbers of the first node and the last one, less the holes.
///
/// All words are changed by the holder of the heap's lock, in one [Change] for an operation: whoever dies leaves the queue as it was before
/// the operation or as it is after it, and what was allocated for one that did not happen is garbage.
///
/// **At the ends, one word makes the change**; the others are those that count for nothing before it or after it, stored in this order, and
/// need no log:
///
/// | operation | before | the word | after |
/// |---|---|---|---|
/// | add at the end | the last one's next | last | |
/// | add to an empty queue | last | first | |
/// | add in front | the first one's node before | first | |
/// | take the first | its own node before, if there is one | first | the new first one's node before := null |
/// | take the last | *coming* | last | the new last one's next := null |
/// | take the only one | *coming*, its own node before | first := null | last := null |
///
/// Who dies there may leave a node behind the last one, before the first one, or as the last one of an empty queue, that is not in the
/// queue; it goes with the next change at that end, or with the node that refers to it. Other changes (in the middle, beside holes, of
/// several elements) put several words that count.
///
/// A node that leaves keeps its words, but for the node before of the first one. So who is at one that is pinned finds the way to all that
/// were behind it when it left and are still there, and ends by the numbers. A node is in the list if and only if it is the first one, or
/// the one before it is not the last one and refers to it, and no clear came since it was seen there.
final class QueueNodes {

    static final int HEAD = Structure.HEADER + 1;
    static final int TAIL = HEAD + 1;
    private static final int COMING = TAIL + 1;
    private static final int HOLES = COMING + 1;
    static final int CLEARS = HOLES + 1;
    static final int ROOT_WORDS = CLEARS + 1;

    static final int VALUE = 0;
    static final int NEXT = VALUE + 1;
    static final int BEFORE = NEXT + 1;
    static final int NUMBER = BEFORE + 1;

    private static final long NONE = Structure.NULL;

    private QueueNodes() {}

    static void makeEmpty(Change change, long root) {
        change.putNumber(root, COMING, 0);
        change.putNumber(root, HOLES, 0);
        change.putNumber(root, CLEARS, 0);
    }

    // Searching

    static boolean isEmpty(Source source, long root) {
        return source.word(root, HEAD) == NONE;
    }

    static long length(Source source, long root) {
        return isEmpty(source, root) ? 0 : end(source, root) - start(source, root) - source.number(root, HOLES);
    }

    /// The number of the first node, of a queue that is not empty.
    static long start(Source source, long root) {
        return number(source, source.word(root, HEAD));
    }

    /// The number behind that of the last node, of a queue that is not empty: what is pushed from now on has this one or a greater one.
    static long end(Source source, long root) {
        return number(source, source.word(root, TAIL)) + 1;
    }

    private static long number(Source source, long node) {
        return source.number(node, NUMBER);
    }

    /// The node at an end, or [Structure#ABSENT].
    ///
    /// @param end [#HEAD] or [#TAIL]
    static long nodeAt(Source source, long root, int end) {
        return isEmpty(source, root) ? Structure.ABSENT : source.word(root, end);
    }

    /// The value at an end, or [Structure#ABSENT].
    static long valueAt(Source source, long root, int end) {
        return isEmpty(source, root) ? Structure.ABSENT : source.word(source.word(root, end), VALUE);
    }

    /// The first node with a greater number than one, or [Structure#ABSENT].
    static long after(Source source, long root, long number) {
        long node = nodeAt(source, root, HEAD);
        while (node != Structure.ABSENT && number(source, node) <= number) {
            node = neighbour(source, root, node, TAIL, NEXT);
            source.step();
        }
        return node;
    }

    /// The last node with a smaller number than one, or [Structure#ABSENT].
    static long before(Source source, long root, long number) {
        long node = nodeAt(source, root, TAIL);
        while (node != Structure.ABSENT && number(source, node) >= number) {
            node = neighbour(source, root, node, HEAD, BEFORE);
            source.step();
        }
        return node;
    }

    private static long neighbour(Source source, long root, long node, int end, int way) {
        return node == source.word(root, end) ? Structure.ABSENT : source.word(node, way);
    }

    /// Whether a block that is a node is in the list.
    ///
    /// @param clears how many there had been when it was
    static boolean isLinked(Source source, long root, long node, long clears) {
        if (source.number(root, CLEARS) != clears) {
            return false;
        }
        long before = source.word(node, BEFORE);
        return node == source.word(root, HEAD) || before != NONE && before != source.word(root, TAIL) && source.word(before, NEXT) == node;
    }

    // Adding

    /// Adds a value at the end.
    static void addLast(Change change, long root, long value) {
        Source source = change.source();
        long coming = source.number(root, COMING);
        if (isEmpty(source, root)) {
            long node = make(change, value, NONE, NONE, coming);
            change.putLoosely(root, TAIL, node);
            change.put(root, HEAD, node);
        } else {
            long last = source.word(root, TAIL);
            long behind = number(source, last) + 1;
            addHoles(change, root, Math.max(0, coming - behind));
            long node = make(change, value, NONE, last, Math.max(behind, coming));
            change.putLoosely(last, NEXT, node);
            change.put(root, TAIL, node);
        }
    }

    /// Adds a value in front.
    static void addFirst(Change change, long root, long value) {
        Source source = change.source();
        if (isEmpty(source, root)) {
            addLast(change, root, value);
            return;
        }
        long first = source.word(root, HEAD);
        long node = make(change, value, first, NONE, number(source, first) - 1);
        change.putLoosely(first, BEFORE, node);
        change.put(root, HEAD, node);
    }

    private static long make(Change change, long value, long next, long before, long number) {
        return change.make(Part.QUEUE_NODE, value, next, before, Change.wordOf(number));
    }

    private static void addHoles(Change change, long root, long count) {
        if (count != 0) {
            change.putNumber(root, HOLES, change.source().number(root, HOLES) + count);
        }
    }

    // Taking out

    /// Takes a node out of the list.
    static void unlink(Change change, long root, long node) {
        Source source = change.source();
        boolean isFirst = node == source.word(root, HEAD);
        boolean isLast = node == source.word(root, TAIL);
        if (isFirst) {
            letGoOfBefore(change, node);
            if (isLast) {
                unlinkOnly(change, root, node);
            } else {
                unlinkFirst(change, root, node, source.word(node, NEXT));
            }
        } else if (isLast) {
            unlinkLast(change, root, node, source.word(node, BEFORE));
        } else {
            long before = source.word(node, BEFORE);
            long next = source.word(node, NEXT);
            change.put(before, NEXT, next);
            change.put(next, BEFORE, before);
            addHoles(change, root, 1);
        }
    }

    /// A death has left it there.
    private static void letGoOfBefore(Change change, long first) {
        if (change.source().word(first, BEFORE) != NONE) {
            change.putLoosely(first, BEFORE, NONE);
        }
    }

    private static void unlinkOnly(Change change, long root, long node) {
        keepNumber(change, root, node);
        change.put(root, HEAD, NONE);
        change.putLoosely(root, TAIL, NONE);
    }

    private static void unlinkFirst(Change change, long root, long node, long next) {
        Source source = change.source();
        addHoles(change, root, number(source, node) + 1 - number(source, next));
        change.put(root, HEAD, next);
        change.putLoosely(next, BEFORE, NONE);
    }

    private static void unlinkLast(Change change, long root, long node, long before) {
        Source source = change.source();
        addHoles(change, root, number(source, before) + 1 - number(source, node));
        keepNumber(change, root, node);
        change.put(root, TAIL, before);
        change.putLoosely(before, NEXT, NONE);
    }

    /// No node gets the number of one that has left at the end.
    private static void keepNumber(Change change, long root, long last) {
        Source source = change.source();
        change.putNumberLoosely(root, COMING, Math.max(source.number(root, COMING), number(source, last) + 1));
    }

    /// Drops all nodes at once.
    static void clear(Change change, long root) {
        Source source = change.source();
        if (!isEmpty(source, root)) {
            keepNumber(change, root, source.word(root, TAIL));
        }
        change.put(root, HEAD, NONE);
        change.put(root, TAIL, NONE);
        change.putNumber(root, HOLES, 0);
        change.putNumber(root, CLEARS, source.number(root, CLEARS) + 1);
    }
}
