package rockpool.engine.heap;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// Compares two graphs: the same values, shared and leading back at the same places. Needs no recursion, and no `equals` of the graph.
final class SameValue {

    private record Pair(String path, Object expected, Object actual) {}

    private final Deque<Pair> open = new ArrayDeque<>();
    private final Map<Object, Object> partners = new IdentityHashMap<>();
    private final Map<Object, Object> back = new IdentityHashMap<>();

    private SameValue() {}

    /// The first difference, or null if there is none.
    static String difference(Object expected, Object actual) {
        var same = new SameValue();
        same.open.add(new Pair("value", expected, actual));
        while (!same.open.isEmpty()) {
            Pair pair = same.open.poll();
            String difference = same.compare(pair.path, pair.expected, pair.actual);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String compare(String path, Object expected, Object actual) {
        if (expected == null || actual == null) {
            return expected == actual ? null : path + ": " + expected + " became " + actual;
        }
        if (!hasParts(expected)) {
            return expected.equals(actual) && expected.getClass() == actual.getClass()
                    ? null : path + ": " + expected + " became " + actual;
        }
        if (hasIdentity(expected)) {
            Object known = partners.get(expected);
            if (known != null || back.containsKey(actual)) {
                return known == actual ? null : path + ": sharing is not kept";
            }
            partners.put(expected, actual);
            back.put(actual, expected);
        }
        return parts(path, expected, actual);
    }

    private static boolean hasParts(Object value) {
        return value instanceof Record || value.getClass().isArray() || value instanceof List || value instanceof Set
                || value instanceof Map
            || value instanceof Optional;
    }

    private static boolean hasIdentity(Object value) {
        return !(value instanceof Optional) && !(value instanceof Record && !((RecordShape) Shape.of(value.getClass())).identity);
    }

    private String parts(String path, Object expected, Object actual) {
        return switch (expected) {
            case Record record -> record(path, record, actual);
            case Optional<?> optional -> pair(path + ".get()", optional.orElse(null), ((Optional<?>) actual).orElse(null));
            case List<?> list -> iterate(path, list.iterator(), ((List<?>) actual).iterator());
            case Set<?> set -> sorted(path, set, actual, set instanceof SortedSet, actual instanceof SortedSet,
                () -> iterate(path, set.iterator(), ((Set<?>) actual).iterator()));
            case Map<?, ?> map -> sorted(path, map, actual, map instanceof SortedMap, actual instanceof SortedMap,
                    () -> map(path, map, actual));
            default -> array(path, expected, actual);
        };
    }

    private interface Check {
        String run();
    }

    private static String sorted(String path, Object expected, Object actual, boolean one, boolean other, Check check) {
        return one == other ? check.run() : path + ": " + expected.getClass() + " became " + actual.getClass();
    }

    private String pair(String path, Object expected, Object actual) {
        open.add(new Pair(path, expected, actual));
        return null;
    }

    private String record(String path, Record expected, Object actual) {
        if (actual.getClass() != expected.getClass()) {
            return path + ": " + expected.getClass() + " became " + actual.getClass();
        }
        for (RecordComponent component : expected.getClass().getRecordComponents()) {
            pair(path + "." + component.getName(), get(component, expected), get(component, actual));
        }
        return null;
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private String iterate(String path, Iterator<?> expected, Iterator<?> actual) {
        int i = 0;
        while (expected.hasNext() && actual.hasNext()) {
            pair(path + "[" + i++ + "]", expected.next(), actual.next());
        }
        return expected.hasNext() == actual.hasNext() ? null : path + ": another number of elements";
    }

    private String map(String path, Map<?, ?> expected, Object actual) {
        String keys = iterate(path + ".key", expected.keySet().iterator(), ((Map<?, ?>) actual).keySet().iterator());
        return keys != null ? keys : iterate(path, expected.values().iterator(), ((Map<?, ?>) actual).values().iterator());
    }

    private String array(String path, Object expected, Object actual) {
        if (expected.getClass() != actual.getClass() || Array.getLength(expected) != Array.getLength(actual)) {
            return path + ": another array";
        }
        for (int i = 0; i < Array.getLength(expected); i++) {
            pair(path + "[" + i + "]", Array.get(expected, i), Array.get(actual, i));
        }
        return null;
    }
}
