package rockpool.engine.heap;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/// The shape of every class of maps. Keys and values lie in turn, in the order in which the map has them.
final class MapShape extends Shape {

    MapShape(Class<?> type) {
        super(type);
    }

    @Override
    long word(Object value, CopyIn in) {
        long known = in.seen(value);
        if (known != 0) {
            return known;
        }
        boolean sorted = value instanceof SortedMap<?, ?>;
        boolean reversed = value instanceof SortedMap<?, ?> map && SetShape.isReversed(value, map.comparator());
        Object[] entries = entries((Map<?, ?>) value);
        int kind = reversed ? Kind.REVERSED_MAP : sorted ? Kind.SORTED_MAP : Kind.MAP;
        long block = in.allocate(Types.builtIn(kind), entries.length, (long) entries.length * Long.BYTES);
        in.remember(value, block);
        in.fill(this, entries, block);
        return block;
    }

    private static Object[] entries(Map<?, ?> map) {
        Object[] entries = new Object[map.size() * 2];
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (count == entries.length) {
                entries = Arrays.copyOf(entries, count * 2 + 2);
            }
            entries[count++] = entry.getKey();
            entries[count++] = entry.getValue();
        }
        return count == entries.length ? entries : Arrays.copyOf(entries, count);
    }

    @Override
    void fill(Object entries, long position, CopyIn in) {
        in.words((Object[]) entries, position);
    }
}
