package rockpool.engine.heap;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A Java object that is made empty and filled element by element while a value is copied out: an array, a collection, a map, or a
/// record without a class. Since it is there before its elements, they may refer back to it.
abstract class Sink {

    /// The object that is being filled.
    abstract Object made();

    /// Adds the next element.
    abstract void put(int index, Object value);

    /// Leaves out the next element, because it is a record that is itself still being made.
    ///
    /// @return what puts it there later
    Consumer<Object> hole(int index) {
        put(index, null);
        return value -> put(index, value);
    }

    static Sink list(int length) {
        return new ListSink(new ArrayList<>(length));
    }

    static Sink array(Class<?> component, int length) {
        return new ArraySink((Object[]) Array.newInstance(component, length));
    }

    /// @param kind of set
    /// @param ordered false if the order of the elements' class cannot be used, as it is unknown here
    static Sink set(int kind, boolean ordered) {
        if (kind == Kind.SET || !ordered) {
            return new SetSink(new LinkedHashSet<>());
        }
        return new SetSink(kind == Kind.SORTED_SET ? new TreeSet<>() : new TreeSet<>(Collections.reverseOrder()));
    }

    static Sink map(int kind, boolean ordered) {
        if (kind == Kind.MAP || !ordered) {
            return new MapSink(new LinkedHashMap<>());
        }
        return new MapSink(kind == Kind.SORTED_MAP ? new TreeMap<>() : new TreeMap<>(Collections.reverseOrder()));
    }

    static Sink record(TypeDescriptor type) {
        return new RecordSink(type);
    }

    private static final class ListSink extends Sink {
        private final List<Object> list;

        ListSink(List<Object> list) {
            this.list = list;
        }

        @Override
        Object made() {
            return list;
        }

        @Override
        void put(int index, Object value) {
            if (index < list.size()) {
                list.set(index, value);
            } else {
                list.add(value);
            }
        }
    }

    private static final class ArraySink extends Sink {
        private final Object[] array;

        ArraySink(Object[] array) {
            this.array = array;
        }

        @Override
        Object made() {
            return array;
        }

        @Override
        void put(int index, Object value) {
            array[index] = value;
        }
    }

    private static final class SetSink extends Sink {
        private final Collection<Object> set;

        SetSink(Collection<Object> set) {
            this.set = set;
        }

        @Override
        Object made() {
            return set;
        }

        @Override
        void put(int index, Object value) {
            set.add(value);
        }

        @Override
        Consumer<Object> hole(int index) {
            return set::add;
        }
    }

    private static final class MapSink extends Sink {
        private final Map<Object, Object> map;
        private Object key;

        MapSink(Map<Object, Object> map) {
            this.map = map;
        }

        @Override
        Object made() {
            return map;
        }

        @Override
        void put(int index, Object value) {
            if (index % 2 == 0) {
                key = value;
            } else {
                map.put(key, value);
            }
        }

        @Override
        Consumer<Object> hole(int index) {
            if (index % 2 == 0) {
                throw new UncopyableValueException("Map: a key leads back to itself; read it through a view");
            }
            Object keyOfHole = key;
            map.put(keyOfHole, null);
            return value -> map.put(keyOfHole, value);
        }
    }

    private static final class RecordSink extends Sink {
        private final Value.OfRecord record;

        RecordSink(TypeDescriptor type) {
            this.record = new Value.OfRecord(type);
        }

        @Override
        Object made() {
            return record;
        }

        @Override
        void put(int index, Object value) {
            record.set(index, value);
        }
    }
}
