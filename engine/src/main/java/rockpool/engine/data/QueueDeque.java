package rockpool.engine.data;

import java.util.AbstractCollection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Spliterator;

/// A shared queue seen as one of Java's. It has nothing of its own.
final class QueueDeque<E> extends AbstractCollection<E> implements Deque<E> {

    private static final int FIRST = QueueNodes.HEAD;
    private static final int LAST = QueueNodes.TAIL;

    private final SharedQueue<E> queue;

    QueueDeque(SharedQueue<E> queue) {
        this.queue = queue;
    }

    // Adding

    @Override
    public void addFirst(E element) {
        queue.addFirst(element);
    }

    @Override
    public void addLast(E element) {
        queue.push(element);
    }

    @Override
    public boolean offerFirst(E element) {
        addFirst(element);
        return true;
    }

    @Override
    public boolean offerLast(E element) {
        addLast(element);
        return true;
    }

    @Override
    public boolean add(E element) {
        return offerLast(element);
    }

    @Override
    public boolean offer(E element) {
        return offerLast(element);
    }

    @Override
    public void push(E element) {
        addFirst(element);
    }

    // Taking

    // Who polls an empty queue without pause keeps nobody from its lock.

    @Override
    public E pollFirst() {
        return queue.isEmpty() ? null : queue.take(FIRST);
    }

    @Override
    public E pollLast() {
        return queue.isEmpty() ? null : queue.take(LAST);
    }

    @Override
    public E removeFirst() {
        return queue.required(pollFirst());
    }

    @Override
    public E removeLast() {
        return queue.required(pollLast());
    }

    @Override
    public E poll() {
        return pollFirst();
    }

    @Override
    public E remove() {
        return removeFirst();
    }

    @Override
    public E pop() {
        return removeFirst();
    }

    // Looking

    @Override
    public E peekFirst() {
        return queue.look(FIRST);
    }

    @Override
    public E peekLast() {
        return queue.look(LAST);
    }

    @Override
    public E getFirst() {
        return queue.required(peekFirst());
    }

    @Override
    public E getLast() {
        return queue.required(peekLast());
    }

    @Override
    public E peek() {
        return peekFirst();
    }

    @Override
    public E element() {
        return getFirst();
    }

    // Searching

    @Override
    public boolean remove(Object element) {
        return removeFirstOccurrence(element);
    }

    @Override
    public boolean removeFirstOccurrence(Object element) {
        return new QueueIterator<>(queue, QueueIterator.FORWARDS).removeNext(element);
    }

    @Override
    public boolean removeLastOccurrence(Object element) {
        return new QueueIterator<>(queue, QueueIterator.BACKWARDS).removeNext(element);
    }

    // All of them

    @Override
    public Iterator<E> iterator() {
        return queue.iterator();
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new QueueIterator<>(queue, QueueIterator.BACKWARDS);
    }

    @Override
    public Spliterator<E> spliterator() {
        return queue.spliterator();
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public int size() {
        return (int) Math.min(queue.length(), Integer.MAX_VALUE);
    }

    @Override
    public void clear() {
        queue.clear();
    }
}
