package rockpool.engine.heap;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import rockpool.engine.pool.Shared;

/// How a reference is to be seen, by the type that a view's method or a caller asks for.
///
/// @param type what the result is an instance of
/// @param inPlace whether it is a view of the value, rather than a copy
/// @param elements of a list: how each element is to be seen, null for anything else
record Wanted(Class<?> type, boolean inPlace, Wanted elements) {

    /// Whatever fits: numbers, strings and other leaves copied, records by name and lists in place.
    static final Wanted ANYTHING = new Wanted(Object.class, true, null);

    /// What a method's result type asks for.
    ///
    /// @param stored the source name of the component's own type; a result under that name is a copy
    static Wanted of(Type type, String stored) {
        if (type instanceof ParameterizedType generic && isList(generic.getRawType())) {
            return new Wanted(List.class, true, of(generic.getActualTypeArguments()[0], ""));
        }
        Class<?> raw = raw(type);
        if (isList(raw)) {
            return new Wanted(List.class, true, ANYTHING);
        }
        return new Wanted(raw, isView(raw) && !TypeNames.of(raw).equals(stored), null);
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> known -> known;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> Object.class;
        };
    }

    private static boolean isList(Type raw) {
        return raw == List.class || raw == Collection.class || raw == Iterable.class;
    }

    /// Whether a type is one that values are seen through, not one that they have.
    static boolean isView(Class<?> type) {
        return InHeap.class.isAssignableFrom(type) || type == Object.class
            || type.isInterface() && !type.isSealed() && type.getClassLoader() != null && !Shared.class.isAssignableFrom(type);
    }

    static Wanted of(Class<?> type) {
        return of(type, "");
    }
}
