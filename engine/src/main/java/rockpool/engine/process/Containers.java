package rockpool.engine.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The collections of the codec: which are allocated empty and filled, and which are made from their elements.
final class Containers {

    private Containers() {}

    /// @param slots how many slots will be filled in
    /// @return null if it is made from its elements
    static Object allocate(NodeKind kind, int slots) {
        return switch (kind) {
            case ARRAY_LIST -> new ArrayList<>(slots);
            case LINKED_LIST -> new LinkedList<>();
            case ARRAY_DEQUE -> new ArrayDeque<>(slots);
            case FIXED_LIST -> Arrays.asList(new Object[slots]);
            case HASH_SET -> HashSet.newHashSet(slots);
            case LINKED_SET -> LinkedHashSet.newLinkedHashSet(slots);
            case HASH_MAP -> HashMap.newHashMap(slots / 2);
            case LINKED_MAP -> LinkedHashMap.newLinkedHashMap(slots / 2);
            case CONCURRENT_MAP -> new ConcurrentHashMap<>(Math.max(16, slots));
            default -> null;
        };
    }

    @SuppressWarnings("unchecked")
    static void fill(NodeKind kind, Object container, Object[] values) {
        if (kind == NodeKind.FIXED_LIST) {
            List<Object> list = (List<Object>) container;
            for (int i = 0; i < values.length; i++) {
                list.set(i, values[i]);
            }
        } else if (kind.isMap()) {
            put((Map<Object, Object>) container, values);
        } else if (container instanceof Collection<?> collection) {
            ((Collection<Object>) collection).addAll(Arrays.asList(values));
        }
    }

    private static void put(Map<Object, Object> map, Object[] values) {
        for (int i = 0; i + 1 < values.length; i += 2) {
            map.put(values[i], values[i + 1]);
        }
    }

    @SuppressWarnings("unchecked")
    static Object construct(NodeKind kind, Object comparator, Object[] values) {
        return switch (kind) {
            case OPTIONAL -> values.length == 0 ? Optional.empty() : Optional.of(values[0]);
            case UNMODIFIABLE_LIST -> Arrays.asList(values).stream().toList();
            case UNMODIFIABLE_SET -> Set.of(values);
            case UNMODIFIABLE_MAP -> unmodifiableMap(values);
            case TREE_SET -> {
                TreeSet<Object> set = new TreeSet<>((Comparator<Object>) comparator);
                set.addAll(Arrays.asList(values));
                yield set;
            }
            case TREE_MAP -> {
                TreeMap<Object, Object> map = new TreeMap<>((Comparator<Object>) comparator);
                put(map, values);
                yield map;
            }
            default -> throw new IllegalArgumentException("kind=" + kind + ": not made from its elements");
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<Object, Object> unmodifiableMap(Object[] values) {
        Map.Entry[] entries = new Map.Entry[values.length / 2];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Map.entry(values[2 * i], values[2 * i + 1]);
        }
        return Map.ofEntries(entries);
    }
}
