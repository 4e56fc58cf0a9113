package rockpool.engine.data;

import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.Deadline;

/// A bounded queue of Java's between processes: who puts waits for room, who takes waits for an element.
///
/// ```java
/// SharedBlockingQueue<Job> jobs = SharedBlockingQueue.create(lab, "jobs", 100);
/// jobs.put(new Job("a.pdf", 1));                           // waits while there are 100
/// jobs.take();                                             // waits while there is none
/// jobs.poll(1, TimeUnit.SECONDS);
/// ```
///
/// Any thread of any process may use it. Each operation that moves elements happens as a whole or not at all, also if its process is killed
/// in it; a killed process takes no room with it, and nobody sleeps for ever because of it. A thread that is interrupted while it waits has
/// moved nothing. An element is copied when it is put and when it is taken: if it cannot be taken for what the handle was made for, it
/// stays. There is no order among those who wait.
///
/// An operation without waiting needs what one of a [SharedQueue] does, as long as nobody sleeps at the other end. It is not used inside a
/// modify of its own heap, where it throws an [IllegalStateException].
///
/// @param <E> the elements' type; any that a heap takes. Null is none
public final class SharedBlockingQueue<E> extends AbstractQueue<E> implements BlockingQueue<E>, Shared {

    private static final StructureKind KIND = new StructureKind("SharedBlockingQueue", "sharedblockingqueue", Names.SHARED_BLOCKING_QUEUE,
        Part.BLOCKING_QUEUE, QueueGate.ROOT_WORDS);
    private static final int DRAINED_AT_ONCE = 64;

    static {
        Descriptors.register(KIND.inDescriptors(), SharedBlockingQueue::of);
    }

    private final Structure structure;
    private final long root;
    private final SharedQueue<E> queue;
    private final QueueGate gate;

    private SharedBlockingQueue(Structure structure) {
        this.structure = structure;
        this.root = structure.root();
        this.queue = new SharedQueue<>(structure);
        this.gate = new QueueGate(structure);
    }

    /// Creates an empty one without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and
    /// no value in a heap refers to it.
    ///
    /// @param capacity the most elements that it has at a time, at least 1
    public static <E> SharedBlockingQueue<E> create(Pool pool, int capacity) {
        return create(pool, null, capacity);
    }

    /// Creates an empty one that can be found by its name.
    ///
    /// @param name a Java identifier; null for none
    /// @param capacity the most elements that it has at a time, at least 1
    /// @throws IllegalArgumentException if something in the pool has the name, or the capacity is less than 1
    public static <E> SharedBlockingQueue<E> create(Pool pool, String name, int capacity) {
        return create(pool, name, capacity, null);
    }

    /// Creates an empty one with a header.
    ///
    /// @param name a Java identifier; null for none
    /// @param capacity the most elements that it has at a time, at least 1
    /// @param header any value that a heap takes; null for none
    /// @throws IllegalArgumentException if something in the pool has the name, or the capacity is less than 1
    /// @throws rockpool.engine.heap.NotShareableException if a part of the header cannot live in a heap; then nothing is created
    public static <E> SharedBlockingQueue<E> create(Pool pool, String name, int capacity, Object header) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + ": allowed are 1 to " + Integer.MAX_VALUE);
        }
        QueueGate.Locks locks = QueueGate.Locks.create(pool);
        return new SharedBlockingQueue<>(KIND.create(pool, name, header, (change, root) -> {
            QueueNodes.makeEmpty(change, root);
            QueueGate.make(change, root, capacity, locks);
        }));
    }

    /// Finds one by its name.
    public static <E> Optional<SharedBlockingQueue<E>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its elements are taken for
    public static <E> Optional<SharedBlockingQueue<E>> find(Pool pool, String name, Class<E> type) {
        return KIND.find(pool, name, type).map(SharedBlockingQueue::new);
    }

    /// The one that a descriptor names.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static <E> SharedBlockingQueue<E> of(Pool pool, Descriptor descriptor) {
        return new SharedBlockingQueue<>(KIND.at(pool, descriptor));
    }

    @Override
    public Descriptor descriptor() {
        return KIND.descriptor(structure);
    }

    /// Takes it apart, and gives its memory back. Who waits at it gets an [IllegalStateException].
    public void destroy() {
        gate.destroy();
    }

    /// The most elements that it has at a time.
    public int capacity() {
        return (int) gate.capacity();
    }

    // The header

    /// The header; see [SharedStructure#header].
    public <V> V header(Class<V> type) {
        return queue.header(type);
    }

    /// Runs a function over the header in place; see [SharedStructure#withHeader].
    public <V, R> R withHeader(Class<V> view, Function<? super V, ? extends R> body) {
        return queue.withHeader(view, body);
    }

    /// Replaces the header as a whole; see [SharedStructure#setHeader].
    public void setHeader(Object header) {
        queue.setHeader(header);
    }

    // Putting

    private QueueGate.Step adding(E element) {
        SharedQueue.requireElement(element);
        return change -> {
            QueueNodes.addLast(change, root, Values.word(change, element));
            return 1;
        };
    }

    /// Adds an element at the end if there is room.
    ///
    /// @throws rockpool.engine.heap.NotShareableException if a part of it cannot live in a heap
    @Override
    public boolean offer(E element) {
        return gate.put(adding(element));
    }

    /// Adds an element at the end as soon as there is room.
    @Override
    public void put(E element) throws InterruptedException {
        gate.put(adding(element), Deadline.NONE);
    }

    /// Adds an element at the end if there is room within a time.
    @Override
    public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
        return gate.put(adding(element), QueueGate.deadline(time, unit));
    }

    // Taking

    /// Takes out the first elements of a queue.
    private final class Taking implements QueueGate.Step {

        private final int most;
        final List<E> taken = new ArrayList<>(1);

        Taking(int most) {
            this.most = most;
        }

        @Override
        public long move(Change change) {
            Source source = change.source();
            long node = source.word(root, QueueNodes.HEAD);
            while (node != Structure.NULL && taken.size() < most) {
                taken.add(queue.own(structure.copy(source, source.word(node, QueueNodes.VALUE))));
                QueueNodes.unlink(change, root, node);
                node = source.word(root, QueueNodes.HEAD);
            }
            return taken.size();
        }

        E only() {
            return taken.isEmpty() ? null : taken.getFirst();
        }
    }

    /// Takes the first element if there is one.
    ///
    /// @return null if not
    @Override
    public E poll() {
        Taking one = new Taking(1);
        gate.take(one);
        return one.only();
    }

    /// Takes the first element as soon as there is one.
    @Override
    public E take() throws InterruptedException {
        Taking one = new Taking(1);
        gate.take(one, Deadline.NONE);
        return one.only();
    }

    /// Takes the first element if there is one within a time.
    ///
    /// @return null if not
    @Override
    public E poll(long time, TimeUnit unit) throws InterruptedException {
        Taking one = new Taking(1);
        gate.take(one, QueueGate.deadline(time, unit));
        return one.only();
    }

    /// Takes all elements, a few at a time, and adds them to a collection. If that throws, those that were taken with the one that it threw
    /// at are lost.
    @Override
    public int drainTo(Collection<? super E> into) {
        return drainTo(into, Integer.MAX_VALUE);
    }

    /// Takes elements, a few at a time, and adds them to a collection.
    ///
    /// @param most how many at most
    @Override
    public int drainTo(Collection<? super E> into, int most) {
        if (into == this) {
            throw new IllegalArgumentException("into=" + this + ": a queue is not drained to itself");
        }
        int all = 0;
        while (all < most) {
            Taking some = new Taking(Math.min(most - all, DRAINED_AT_ONCE));
            if (!gate.take(some)) {
                break;
            }
            into.addAll(some.taken);
            all += some.taken.size();
        }
        return all;
    }

    /// Takes all elements out at once.
    @Override
    public void clear() {
        gate.take(change -> {
            long length = QueueNodes.length(change.source(), root);
            if (length > 0) {
                QueueNodes.clear(change, root);
            }
            return length;
        });
    }

    // Looking

    @Override
    public E peek() {
        return queue.look(QueueNodes.HEAD);
    }

    @Override
    public int size() {
        return (int) queue.length();
    }

    @Override
    public int remainingCapacity() {
        return structure.<Long>read(gate::room).intValue();
    }

    @Override
    public boolean remove(Object element) {
        return places().removeNext(element);
    }

    /// Copies of the elements from the first to the last, as [SharedQueue#iterator()] has them.
    @Override
    public Iterator<E> iterator() {
        return places();
    }

    @Override
    public Spliterator<E> spliterator() {
        return places().spliterator();
    }

    /// Who takes an element out of the middle makes room, too.
    private QueueIterator<E> places() {
        return new QueueIterator<>(queue, QueueIterator.FORWARDS, gate::take);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedBlockingQueue<?> that && that.structure.equals(structure);
    }

    @Override
    public int hashCode() {
        return structure.hashCode();
    }

    /// Its name, length and capacity: `SharedBlockingQueue(jobs, 3 of 100 elements)`.
    @Override
    public String toString() {
        return KIND.text(structure, () -> size() + " of " + Pages.count(capacity(), "element"));
    }
}
