package rockpool.engine.heap;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Finds the way from a value to the part of it that cannot live in a heap. Slow, and used only once something was refused.
final class RefusalPath {

    private record Step(Step from, String name) {}

    private final Object refused;
    private final Deque<Object> open = new ArrayDeque<>();
    private final Map<Object, Step> steps = new IdentityHashMap<>();

    private RefusalPath(Object refused) {
        this.refused = refused;
    }

    /// The way as text, empty from a value to itself.
    static String find(Object root, Object refused) {
        if (root == refused) {
            return "";
        }
        var search = new RefusalPath(refused);
        search.reach(null, TypeNames.simple(visible(root)), root);
        return search.run();
    }

    /// What a person calls the class of a value: lists, sets and maps are called by their interfaces.
    private static Class<?> visible(Object value) {
        return switch (value) {
            case List<?> list -> List.class;
            case Set<?> set -> Set.class;
            case Map<?, ?> map -> Map.class;
            default -> value.getClass();
        };
    }

    private String run() {
        while (!open.isEmpty()) {
            Object next = open.poll();
            Step step = steps.get(next);
            if (isRefused(next)) {
                return text(step);
            }
            children(next, (name, child) -> reach(step, name, child));
        }
        return "";
    }

    private boolean isRefused(Object value) {
        return value == refused || refused.getClass() == value.getClass() && Shape.of(value.getClass()) instanceof RefusedShape;
    }

    private void reach(Step from, String name, Object value) {
        if (value != null && !steps.containsKey(value)) {
            steps.put(value, new Step(from, name));
            open.add(value);
        }
    }

    private static String text(Step last) {
        var text = new StringBuilder();
        for (Step step = last; step != null; step = step.from) {
            text.insert(0, step.name);
        }
        return text.toString();
    }

    private static void children(Object value, BiConsumer<String, Object> child) {
        switch (value) {
            case Record record -> components(record, child);
            case Object[] array -> indexed(array, child);
            case Collection<?> collection -> indexed(collection.toArray(), child);
            case Map<?, ?> map -> entries(map, child);
            case Optional<?> optional -> child.accept(".get()", optional.orElse(null));
            default -> { }
        }
    }

    private static void indexed(Object[] elements, BiConsumer<String, Object> child) {
        for (int i = 0; i < elements.length; i++) {
            child.accept("[" + i + "]", elements[i]);
        }
    }

    private static void entries(Map<?, ?> map, BiConsumer<String, Object> child) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            child.accept(".key(" + entry.getKey() + ")", entry.getKey());
            child.accept("[" + entry.getKey() + "]", entry.getValue());
        }
    }

    private static void components(Record record, BiConsumer<String, Object> child) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!component.getType().isPrimitive()) {
                child.accept("." + component.getName(), get(component, record));
            }
        }
    }

    private static Object get(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
