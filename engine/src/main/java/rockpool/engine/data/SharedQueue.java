package rockpool.engine.data;

import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.heap.Walk;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;

/// A shared queue, in a heap of its own. Answers to Netmulticore's `Netmcore_queue`.
///
/// ```java
/// record Job(String file, int page) {}
/// interface JobView { String file(); int page(); }
///
/// SharedQueue<Job> jobs = SharedQueue.create(lab, "jobs");
/// jobs.push(new Job("a.pdf", 1));
/// jobs.peek();                                             // a copy
/// jobs.peek(JobView.class, job -> job.page());             // pinned
/// jobs.pop(JobView.class, job -> job.page());              // removed, and pinned while the function runs
/// jobs.pop();                                              // removed, a copy
/// jobs.asDeque().pollLast();                               // Java's habits
/// ```
///
/// Any thread of any process may use it. Each operation happens as a whole or not at all, also if its process is killed in it; inside a
/// [Heap#modify] of [#heap()] it is a part of that. Who looks takes no lock; who changes takes the heap's lock. No operation of this class
/// costs more in a longer queue, but the iterations. Elements are not null.
///
/// @param <E> the elements' type; any that a heap takes
public final class SharedQueue<E> extends SharedStructure implements Iterable<E> {

    private static final StructureKind KIND =
        new StructureKind("SharedQueue", "sharedqueue", Names.SHARED_QUEUE, Part.QUEUE, QueueNodes.ROOT_WORDS);

    static {
        Descriptors.register(KIND.inDescriptors(), SharedQueue::of);
    }

    private final long root;
    /// Whether the last attempt to take an element found none. Who tries again and again then looks without the lock, which others need to
    /// bring one. Only a hint, so any thread may set it.
    private boolean wasEmpty;

    SharedQueue(Structure structure) {
        super(KIND, structure);
        this.root = structure.root();
    }

    // Making and finding

    /// Creates an empty one without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and
    /// no value in a heap refers to it. Answers to `create`.
    public static <E> SharedQueue<E> create(Pool pool) {
        return create(pool, null, null);
    }

    /// Creates an empty one that can be found by its name.
    ///
    /// @param name a Java identifier; null for none
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <E> SharedQueue<E> create(Pool pool, String name) {
        return create(pool, name, null);
    }

    /// Creates an empty one with a header. Answers to `create`.
    ///
    /// @param name a Java identifier; null for none
    /// @param header any value that a heap takes; null for none
    /// @throws rockpool.engine.heap.NotShareableException if a part of the header cannot live in a heap; then nothing is created
    public static <E> SharedQueue<E> create(Pool pool, String name, Object header) {
        return new SharedQueue<>(KIND.create(pool, name, header, QueueNodes::makeEmpty));
    }

    /// Finds one by its name.
    public static <E> Optional<SharedQueue<E>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its elements are taken for
    public static <E> Optional<SharedQueue<E>> find(Pool pool, String name, Class<E> type) {
        return KIND.find(pool, name, type).map(SharedQueue::new);
    }

    /// The one that a descriptor names. Answers to `squeue_of_descr`.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static <E> SharedQueue<E> of(Pool pool, Descriptor descriptor) {
        return new SharedQueue<>(KIND.at(pool, descriptor));
    }

    // The elements

    /// Adds a copy of an element at the end. Answers to `push`; Java's name for it is [Deque#addLast].
    ///
    /// @param element not null; one that lives in this queue's heap already is not copied
    /// @throws NullPointerException if the element is null
    /// @throws rockpool.engine.heap.NotShareableException if a part of it cannot live in a heap; then nothing has changed
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; then nothing has changed
    public void push(E element) {
        requireElement(element);
        try (Change change = structure.change()) {
            QueueNodes.addLast(change, root, Values.word(change, element));
            change.commit();
        }
    }

    static void requireElement(Object element) {
        if (element == null) {
            throw new NullPointerException("element" + Values.NULL);
        }
    }

    /// Takes the first element out, and returns a copy of it, which is made before: if it cannot be, the element stays. Answers to `pop_c`.
    ///
    /// @throws NoSuchElementException if the queue is empty
    /// @throws rockpool.engine.heap.TypeMismatchException if the element is not what this handle was made for
    public E pop() {
        return required(take(QueueNodes.HEAD));
    }

    /// Takes the first element out, and then runs a function over it in place; it cannot be collected meanwhile. Answers to `pop_p`.
    ///
    /// When the function begins, the element has left the queue: it has gone also if the function throws, or its process dies in it. Who
    /// wants the element to stay then pops inside a modify, which keeps the lock meanwhile: `queue.heap().modify(m ->
    /// queue.pop(JobView.class, body))`.
    ///
    /// @param view how to see it: an interface with the components' names ([rockpool.engine.heap.View]), [rockpool.engine.heap.StructView],
    ///     `List`, or a class to copy to
    /// @throws NoSuchElementException if the queue is empty
    /// @throws IllegalArgumentException if it does not have what the interface asks for; the element stays
    public <V, R> R pop(Class<V> view, Function<? super V, ? extends R> body) {
        try (Walk walk = structure.walk()) {
            return body.apply(unlinkFirst(walk, view));
        }
    }

    private <V> V unlinkFirst(Walk walk, Class<V> view) {
        try (Change change = structure.change()) {
            long node = change.source().word(root, QueueNodes.HEAD);
            if (node == Structure.NULL) {
                throw empty();
            }
            walk.begin(change, node);
            V seen = walk.view(QueueNodes.VALUE, view);
            QueueNodes.unlink(change, root, node);
            change.commit();
            return seen;
        }
    }

    /// A copy of the first element. Answers to `top_c`.
    ///
    /// @throws NoSuchElementException if the queue is empty
    public E peek() {
        return required(look(QueueNodes.HEAD));
    }

    /// Runs a function over the first element in place, which cannot be collected meanwhile, even if others pop it. Answers to `top_p`.
    ///
    /// @param view as for [#pop(Class, Function)]
    /// @throws NoSuchElementException if the queue is empty
    public <V, R> R peek(Class<V> view, Function<? super V, ? extends R> body) {
        try (Walk walk = structure.walk()) {
            if (!walk.begin((source, block) -> QueueNodes.nodeAt(source, block, QueueNodes.HEAD))) {
                throw empty();
            }
            return body.apply(walk.view(QueueNodes.VALUE, view));
        }
    }

    /// The first element in place, unprotected: once it has been popped and the collector has taken it back, each access throws
    /// [rockpool.engine.heap.StaleValueException].
    ///
    /// @param view as for [#pop(Class, Function)]
    /// @throws NoSuchElementException if the queue is empty
    public <V> V view(Class<V> view) {
        return required(structure.view((source, block) -> QueueNodes.valueAt(source, block, QueueNodes.HEAD), view));
    }

    /// What was found at an end.
    ///
    /// @throws NoSuchElementException if it is null
    <V> V required(V found) {
        if (found == null) {
            throw empty();
        }
        return found;
    }

    private NoSuchElementException empty() {
        return new NoSuchElementException("queue=" + heap() + ": it is empty");
    }

    /// Drops all elements at once. Answers to `clear`.
    public void clear() {
        try (Change change = structure.change()) {
            QueueNodes.clear(change, root);
            change.commit();
        }
    }

    /// Answers to `is_empty`.
    public boolean isEmpty() {
        return structure.<Boolean>read(QueueNodes::isEmpty);
    }

    /// How many elements it has now. Answers to `length`.
    public long length() {
        return structure.<Long>read(QueueNodes::length);
    }

    // All of them

    /// Runs a function over a copy of each element that is there at the time of this call, from the first to the last. What is pushed
    /// meanwhile is not shown, what is popped or cleared is. An element that leaves by another way ([#asDeque()]: from the end or from the
    /// middle) before its turn may be shown or not. Answers to `iter`.
    @Override
    public void forEach(Consumer<? super E> body) {
        fold(null, (nothing, element) -> {
            body.accept(element);
            return null;
        });
    }

    /// The same over each element in place. It cannot be collected while the function runs over it, even if others pop it. Answers to
    /// `iter`.
    ///
    /// @param view as for [#pop(Class, Function)]
    public <V> void forEach(Class<V> view, Consumer<? super V> body) {
        fold(view, null, (nothing, element) -> {
            body.accept(element);
            return null;
        });
    }

    /// Combines copies of all elements with a value, one after the other, as [#forEach(Consumer)] sees them. Answers to `fold`.
    public <R> R fold(R start, BiFunction<? super R, ? super E, ? extends R> body) {
        return walk(start, (result, walk) -> body.apply(result, this.<E>own(walk.copy(QueueNodes.VALUE))));
    }

    /// The same with the elements in place, as [#forEach(Class, Consumer)] sees them. Answers to `fold`.
    public <V, R> R fold(Class<V> view, R start, BiFunction<? super R, ? super V, ? extends R> body) {
        return walk(start, (result, walk) -> body.apply(result, walk.view(QueueNodes.VALUE, view)));
    }

    private <R> R walk(R start, BiFunction<R, Walk, R> body) {
        long[] end = new long[1];
        R result = start;
        try (Walk walk = structure.walk()) {
            boolean there = walk.begin((source, block) -> {
                long first = QueueNodes.nodeAt(source, block, QueueNodes.HEAD);
                end[0] = first == Structure.ABSENT ? 0 : QueueNodes.end(source, block);
                return first;
            });
            while (there && walk.number(QueueNodes.NUMBER) < end[0]) {
                result = body.apply(result, walk);
                there = walk.step(QueueNodes.NEXT);
            }
        }
        return result;
    }

    // Java's habits

    /// This queue as one of Java's. All of its operations are operations of this queue, for all processes. See [SharedQueue#iterator()] for
    /// its iterators.
    ///
    /// Beware of [Deque#push] and [Deque#pop], which add and take in front: a deque's `addLast`, `add` and `offer` are what [#push] is
    /// here. What [Deque#remove(Object)], [Deque#contains] and the like compare with is a copy of each element, one after the other; an
    /// element that they remove is removed once.
    public Deque<E> asDeque() {
        return new QueueDeque<>(this);
    }

    /// Copies of the elements from the first to the last. It takes no lock and never fails because others change the queue: what is there
    /// from its beginning to its end is shown once, what comes or goes meanwhile may be shown or not. It keeps nothing from being collected
    /// between its steps, so it may be left in the middle.
    @Override
    public Iterator<E> iterator() {
        return new QueueIterator<>(this, QueueIterator.FORWARDS);
    }

    /// The elements as [#iterator()] has them.
    @Override
    public Spliterator<E> spliterator() {
        return new QueueIterator<>(this, QueueIterator.FORWARDS).spliterator();
    }

    // For the views

    /// A copy of what is at an end, null if there is nothing.
    ///
    /// @param end [QueueNodes#HEAD] or [QueueNodes#TAIL]
    E look(int end) {
        return own(structure.copy((source, block) -> QueueNodes.valueAt(source, block, end)));
    }

    /// Takes out what is at an end.
    ///
    /// @return null if there is nothing
    E take(int end) {
        if (wasEmpty && isEmpty()) {
            return null;
        }
        try (Change change = structure.change()) {
            long node = QueueNodes.nodeAt(change.source(), root, end);
            wasEmpty = node == Structure.ABSENT;
            if (wasEmpty) {
                return null;
            }
            Object element = structure.copy(change.source(), change.source().word(node, QueueNodes.VALUE));
            QueueNodes.unlink(change, root, node);
            change.commit();
            return own(element);
        }
    }

    void addFirst(E element) {
        requireElement(element);
        try (Change change = structure.change()) {
            QueueNodes.addFirst(change, root, Values.word(change, element));
            change.commit();
        }
    }

    @SuppressWarnings("unchecked")
    <T> T own(Object element) {
        return (T) element;
    }

    @Override
    String content() {
        return Pages.count(length(), "element");
    }
}
