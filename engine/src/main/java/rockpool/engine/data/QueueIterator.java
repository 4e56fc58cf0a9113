package rockpool.engine.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Spot;
import rockpool.engine.heap.Structure;
import rockpool.engine.heap.Walk;

/// Copies the elements of a queue, a few at a time, in one of its directions. Used by one thread.
///
/// Between two times it only remembers the node that it was at last, which others may take out and the collector may take back. If the node
/// is still in the list, the iterator goes on behind it, otherwise at the first node of a greater number (backwards: the last of a smaller
/// one). As numbers grow along the list, no element comes twice, and what has been there all the time is not missed.
final class QueueIterator<E> implements Iterator<E> {

    static final int FORWARDS = QueueNodes.NEXT;
    static final int BACKWARDS = QueueNodes.BEFORE;
    private static final int AT_ONCE = 32;

    private final SharedQueue<E> queue;
    private final Structure structure;
    private final int way;
    private final Predicate<QueueGate.Step> remover;
    private final Object[] elements = new Object[AT_ONCE];
    private final Spot[] spots = new Spot[AT_ONCE];
    private int count;
    private int next;
    private boolean begun;
    private boolean ended;
    /// The number of the first node when it began, and the one behind the last node's: what is outside is not shown.
    private long start;
    private long end;
    /// How many clears there had been when the nodes here were in the list.
    private long clears;
    private long lastNumber;
    /// The node of the element that was returned last, and [#clears] as it was then; null if there is none, or it was removed.
    private Spot returned;
    private long clearsThen;

    /// @param way [#FORWARDS] or [#BACKWARDS]
    QueueIterator(SharedQueue<E> queue, int way) {
        this(queue, way, step -> remove(queue, step));
    }

    /// @param remover makes a change of one step, and says whether it has moved an element
    QueueIterator(SharedQueue<E> queue, int way, Predicate<QueueGate.Step> remover) {
        this.queue = queue;
        this.remover = remover;
        this.structure = queue.structure;
        this.way = way;
    }

    @Override
    public boolean hasNext() {
        if (next == count && !ended) {
            fetch();
        }
        return next < count;
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException("queue=" + queue + ": no more elements");
        }
        returned = spots[next];
        clearsThen = clears;
        return queue.own(elements[next++]);
    }

    private void fetch() {
        try (Walk walk = structure.walk()) {
            boolean there = begun ? goOn(walk) : begin(walk);
            count = 0;
            next = 0;
            while (there && count < AT_ONCE && isInside(walk.number(QueueNodes.NUMBER))) {
                keep(walk);
                there = walk.step(way);
            }
            ended = count < AT_ONCE;
        }
    }

    private boolean isInside(long number) {
        return number >= start && number < end;
    }

    private void keep(Walk walk) {
        elements[count] = walk.copy(QueueNodes.VALUE);
        spots[count] = walk.spot();
        lastNumber = walk.number(QueueNodes.NUMBER);
        count++;
    }

    private boolean begin(Walk walk) {
        begun = true;
        return walk.begin((source, root) -> {
            clears = source.number(root, QueueNodes.CLEARS);
            if (QueueNodes.isEmpty(source, root)) {
                return Structure.ABSENT;
            }
            start = QueueNodes.start(source, root);
            end = QueueNodes.end(source, root);
            return QueueNodes.nodeAt(source, root, way == FORWARDS ? QueueNodes.HEAD : QueueNodes.TAIL);
        });
    }

    private boolean goOn(Walk walk) {
        Spot last = spots[count - 1];
        try (Change change = structure.change()) {
            if (isLinked(change, last, clears)) {
                long node = change.source().word(last.block(), way);
                walk.begin(change, node);
                return node != Structure.NULL;
            }
        }
        return walk.begin(this::fromLastNumber);
    }

    private long fromLastNumber(Source source, long root) {
        clears = source.number(root, QueueNodes.CLEARS);
        return way == FORWARDS ? QueueNodes.after(source, root, lastNumber) : QueueNodes.before(source, root, lastNumber);
    }

    private boolean isLinked(Change change, Spot node, long seenClears) {
        return change.isThere(node) && QueueNodes.isLinked(change.source(), structure.root(), node.block(), seenClears);
    }

    // Removing

    private static boolean remove(SharedQueue<?> queue, QueueGate.Step step) {
        try (Change change = queue.structure.change()) {
            boolean removed = step.move(change) > 0;
            change.commit();
            return removed;
        }
    }

    /// Takes the element that was returned last out of the queue, if it is still there.
    @Override
    public void remove() {
        removeIfThere();
    }

    /// @return false if it has left already
    private boolean removeIfThere() {
        Spot node = returned;
        if (node == null) {
            throw new IllegalStateException("queue=" + queue + ": remove comes once after each next");
        }
        returned = null;
        return remover.test(change -> unlink(change, node) ? 1 : 0);
    }

    private boolean unlink(Change change, Spot node) {
        boolean there = isLinked(change, node, clearsThen);
        if (there) {
            QueueNodes.unlink(change, structure.root(), node.block());
        }
        return there;
    }

    /// Takes out the next element that equals one, by `equals`.
    ///
    /// @return whether there was one
    boolean removeNext(Object element) {
        while (hasNext()) {
            if (next().equals(element) && removeIfThere()) {
                return true;
            }
        }
        return false;
    }

    Spliterator<E> spliterator() {
        return Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }
}
