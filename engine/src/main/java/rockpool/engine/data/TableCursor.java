package rockpool.engine.data;

import java.util.AbstractMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import rockpool.engine.heap.Structure;

/// Goes through the keys of a hash table with their newest values, or with one of the two. Used by one thread.
///
/// @param <E> what its user is given
final class TableCursor<K, V, E> implements Spliterator<E> {

    /// What was read of a key. Setting its value replaces that of its key in the table.
    private static final class Pair<K, V> extends AbstractMap.SimpleEntry<K, V> {

        private static final long serialVersionUID = 1;

        private final transient SharedHashTable<K, V> table;

        Pair(SharedHashTable<K, V> table, K key, V value) {
            super(key, value);
            this.table = table;
        }

        @Override
        public V setValue(V value) {
            table.replace(getKey(), value);
            return super.setValue(value);
        }
    }

    private final SharedHashTable<K, V> table;
    private final TableWalk<Pair<K, V>> walk;
    private final Function<? super Pair<K, V>, ? extends E> part;
    private final int characteristics;
    private List<Pair<K, V>> read = List.of();
    private int at;

    private TableCursor(SharedHashTable<K, V> table, TableWalk<Pair<K, V>> walk, Function<? super Pair<K, V>, ? extends E> part, int characteristics) {
        this.table = table;
        this.walk = walk;
        this.part = part;
        this.characteristics = characteristics;
    }

    static <K, V> TableCursor<K, V, Map.Entry<K, V>> entries(SharedHashTable<K, V> table) {
        return new TableCursor<>(table, walk(table, true), pair -> pair, DISTINCT | NONNULL | CONCURRENT);
    }

    static <K, V> TableCursor<K, V, K> keys(SharedHashTable<K, V> table) {
        return new TableCursor<>(table, walk(table, false), Pair::getKey, DISTINCT | NONNULL | CONCURRENT);
    }

    static <K, V> TableCursor<K, V, V> values(SharedHashTable<K, V> table) {
        return new TableCursor<>(table, walk(table, true), Pair::getValue, NONNULL | CONCURRENT);
    }

    private static <K, V> TableWalk<Pair<K, V>> walk(SharedHashTable<K, V> table, boolean values) {
        return TableWalk.of(table.structure, (source, key, held) -> new Pair<>(table, table.keyOf(source, key),
            values ? table.valueOf(source, TableBlocks.newest(source, held)) : null));
    }

    /// The next one, or null.
    private Pair<K, V> next() {
        while (at == read.size()) {
            read = walk.step();
            at = 0;
            if (read == null) {
                read = List.of();
                return null;
            }
        }
        return read.get(at++);
    }

    @Override
    public boolean tryAdvance(Consumer<? super E> action) {
        Pair<K, V> found = next();
        if (found != null) {
            action.accept(part.apply(found));
        }
        return found != null;
    }

    @Override
    public Spliterator<E> trySplit() {
        var other = walk.split();
        return other == null ? null : new TableCursor<>(table, other, part, characteristics);
    }

    @Override
    public long estimateSize() {
        return (long) (table.keyCount() * walk.left()) + read.size() - at;
    }

    @Override
    public int characteristics() {
        return characteristics;
    }

    /// The same as an iterator, which can take out what it gave last.
    Iterator<E> iterator() {
        return new Iterator<>() {

            private Pair<K, V> ahead;
            private Pair<K, V> last;

            @Override
            public boolean hasNext() {
                ahead = ahead != null ? ahead : TableCursor.this.next();
                return ahead != null;
            }

            @Override
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the end of " + table);
                }
                last = ahead;
                ahead = null;
                return part.apply(last);
            }

            @Override
            public void remove() {
                if (last == null) {
                    throw new IllegalStateException("next=not called since the last remove: nothing to remove");
                }
                table.asMap().remove(last.getKey());
                last = null;
            }
        };
    }
}
