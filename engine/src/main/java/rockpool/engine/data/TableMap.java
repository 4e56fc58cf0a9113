package rockpool.engine.data;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Key;
import rockpool.engine.heap.NotShareableException;
import rockpool.engine.heap.Structure;

/// A hash table as a map of its newest bindings, see [SharedHashTable#asMap]. A key that is taken out goes with its older bindings.
final class TableMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    private final SharedHashTable<K, V> table;
    private final Structure structure;

    TableMap(SharedHashTable<K, V> table) {
        this.table = table;
        this.structure = table.structure;
    }

    SharedHashTable<K, V> table() {
        return table;
    }

    /// A key to look for.
    ///
    /// @return null for what can be none
    private Key sought(Object key) {
        Objects.requireNonNull(key, "key" + Values.NULL);
        if (!table.isKey(key)) {
            return null;
        }
        try {
            return Key.of(key);
        } catch (NotShareableException e) {
            return null;
        }
    }

    /// A key to put in.
    private Key wanted(K key) {
        Objects.requireNonNull(key, "key" + Values.NULL);
        return table.wanted(key);
    }

    private void requireValue(V value) {
        Objects.requireNonNull(value, "value" + Values.NULL);
        table.requireValue(value);
    }

    @Override
    public int size() {
        return (int) Math.min(table.keyCount(), Integer.MAX_VALUE);
    }

    @Override
    public boolean isEmpty() {
        return table.keyCount() == 0;
    }

    @Override
    public boolean containsKey(Object key) {
        Key sought = sought(key);
        return sought != null && table.contains(sought);
    }

    @Override
    public boolean containsValue(Object value) {
        Objects.requireNonNull(value, "value" + Values.NULL);
        return super.containsValue(value);
    }

    @Override
    public V get(Object key) {
        Key sought = sought(key);
        return sought == null ? null : table.get(sought);
    }

    @Override
    public V getOrDefault(Object key, V otherwise) {
        V value = get(key);
        return value != null ? value : otherwise;
    }

    // Changes. Each is one change of the table, in which the caller's functions run.

    @Override
    public V put(K key, V value) {
        Key wanted = wanted(key);
        requireValue(value);
        return table.change(change -> {
            V old = value(change, wanted);
            table.put(change, wanted, value);
            return old;
        });
    }

    @Override
    public V putIfAbsent(K key, V value) {
        Key wanted = wanted(key);
        requireValue(value);
        V there = table.get(wanted);
        return there != null ? there : table.change(change -> {
            V old = value(change, wanted);
            if (old == null) {
                table.put(change, wanted, value);
            }
            return old;
        });
    }

    @Override
    public V remove(Object key) {
        Key sought = sought(key);
        return sought == null ? null : table.change(change -> {
            V old = value(change, sought);
            delete(change, sought);
            return old;
        });
    }

    @Override
    public boolean remove(Object key, Object value) {
        Key sought = sought(key);
        return sought != null && value != null && table.change(change -> {
            boolean same = value.equals(value(change, sought));
            if (same) {
                delete(change, sought);
            }
            return same;
        });
    }

    @Override
    public V replace(K key, V value) {
        Key wanted = wanted(key);
        requireValue(value);
        return table.change(change -> {
            V old = value(change, wanted);
            if (old != null) {
                table.put(change, wanted, value);
            }
            return old;
        });
    }

    @Override
    public boolean replace(K key, V old, V value) {
        Objects.requireNonNull(old, "old" + Values.NULL);
        requireValue(value);
        Key wanted = wanted(key);
        return table.change(change -> {
            boolean same = old.equals(value(change, wanted));
            if (same) {
                table.put(change, wanted, value);
            }
            return same;
        });
    }

    @Override
    public V computeIfAbsent(K key, Function<? super K, ? extends V> function) {
        Key wanted = wanted(key);
        V there = table.get(wanted);
        return there != null ? there : table.change(change -> {
            V old = value(change, wanted);
            return old != null ? old : store(change, wanted, null, function.apply(key));
        });
    }

    @Override
    public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        Key wanted = wanted(key);
        return table.change(change -> {
            V old = value(change, wanted);
            return old == null ? null : store(change, wanted, old, function.apply(key, old));
        });
    }

    @Override
    public V compute(K key, BiFunction<? super K, ? super V, ? extends V> function) {
        Key wanted = wanted(key);
        return table.change(change -> {
            V old = value(change, wanted);
            return store(change, wanted, old, function.apply(key, old));
        });
    }

    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function) {
        Key wanted = wanted(key);
        requireValue(value);
        return table.change(change -> {
            V old = value(change, wanted);
            return store(change, wanted, old, old == null ? value : function.apply(old, value));
        });
    }

    @Override
    public void clear() {
        table.clear();
    }

    /// The function may have changed the table, too: what it returns counts.
    private V store(Change change, Key key, V old, V made) {
        if (made != null) {
            requireValue(made);
            table.put(change, key, made);
        } else if (old != null) {
            delete(change, key);
        }
        return made;
    }

    /// A copy of the newest value as the change sees it, or null.
    @SuppressWarnings("unchecked")
    private V value(Change change, Key key) {
        return (V) structure.copy(change.source(), table.edit(change, key).value());
    }

    private void delete(Change change, Key key) {
        TableEdit edit = table.edit(change, key);
        if (edit.isThere()) {
            edit.delete();
        }
    }

    // Views

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new TableViews.Entries<>(this);
    }

    @Override
    public Set<K> keySet() {
        return new TableViews.Keys<>(this);
    }

    @Override
    public Collection<V> values() {
        return new TableViews.Values<>(this);
    }
}
