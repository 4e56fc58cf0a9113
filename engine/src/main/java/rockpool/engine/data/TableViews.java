package rockpool.engine.data;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;

/// What a [TableMap] has, seen as collections. None of them fails while others change the table; see [SharedHashTable#forEach].
final class TableViews {

    private TableViews() {}

    static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {

        private final TableMap<K, V> map;

        Entries(TableMap<K, V> map) {
            this.map = map;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public boolean contains(Object entry) {
            return entry instanceof Map.Entry<?, ?> sought && sought.getValue() != null && sought.getValue().equals(map.get(sought.getKey()));
        }

        @Override
        public boolean remove(Object entry) {
            return entry instanceof Map.Entry<?, ?> sought && map.remove(sought.getKey(), sought.getValue());
        }

        @Override
        public void clear() {
            map.clear();
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return TableCursor.entries(map.table()).iterator();
        }

        @Override
        public Spliterator<Map.Entry<K, V>> spliterator() {
            return TableCursor.entries(map.table());
        }
    }

    static final class Keys<K, V> extends AbstractSet<K> {

        private final TableMap<K, V> map;

        Keys(TableMap<K, V> map) {
            this.map = map;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public boolean contains(Object key) {
            return map.containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            return map.remove(key) != null;
        }

        @Override
        public void clear() {
            map.clear();
        }

        @Override
        public Iterator<K> iterator() {
            return TableCursor.keys(map.table()).iterator();
        }

        @Override
        public Spliterator<K> spliterator() {
            return TableCursor.keys(map.table());
        }
    }

    static final class Values<K, V> extends AbstractCollection<V> {

        private final TableMap<K, V> map;

        Values(TableMap<K, V> map) {
            this.map = map;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public void clear() {
            map.clear();
        }

        @Override
        public Iterator<V> iterator() {
            return TableCursor.values(map.table()).iterator();
        }

        @Override
        public Spliterator<V> spliterator() {
            return TableCursor.values(map.table());
        }
    }
}
