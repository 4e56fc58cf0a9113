package rockpool.engine.process;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares two graphs: the same values, and what is one object in the first is one object in the second.
final class SameShape {

    private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();

    private SameShape() {}

    static boolean test(Object first, Object second) {
        return new SameShape().same(first, second);
    }

    private boolean same(Object first, Object second) {
        if (first == null || second == null) {
            return first == second;
        }
        if (!hasIdentity(first)) {
            return first.equals(second);
        }
        Object partner = partners.put(first, second);
        return partner != null ? partner == second : first.getClass() == second.getClass() && sameParts(first, second);
    }

    private static boolean hasIdentity(Object value) {
        return value.getClass().isArray() || value instanceof List || value instanceof Map || value instanceof Record
                || value instanceof Optional;
    }

    private boolean sameParts(Object first, Object second) {
        return switch (first) {
            case List<?> list -> sameAll(list.iterator(), ((List<?>) second).iterator());
            case Map<?, ?> map -> map.keySet().equals(((Map<?, ?>) second).keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), ((Map<?, ?>) second).get(key)));
            case Optional<?> optional -> same(optional.get(), ((Optional<?>) second).get());
            case Record one -> sameComponents(one, second);
            default -> sameElements(first, second);
        };
    }

    private boolean sameAll(Iterator<?> first, Iterator<?> second) {
        while (first.hasNext() && second.hasNext()) {
            if (!same(first.next(), second.next())) {
                return false;
            }
        }
        return first.hasNext() == second.hasNext();
    }

    private boolean sameComponents(Record first, Object second) {
        for (RecordComponent component : first.getClass().getRecordComponents()) {
            try {
                if (!same(component.getAccessor().invoke(first), component.getAccessor().invoke(second))) {
                    return false;
                }
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        return true;
    }

    private boolean sameElements(Object first, Object second) {
        boolean same = Array.getLength(first) == Array.getLength(second);
        for (int i = 0; same && i < Array.getLength(first); i++) {
            same = same(Array.get(first, i), Array.get(second, i));
        }
        return same;
    }
}
