package rockpool.engine.heap;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/// The classes that this program is known to use: those offered, and those whose instances were copied into a heap.
///
/// Only from here does a value that comes out of a heap get its class. A class is never looked up by a name that was found in a pool;
/// without one that has the value's source name and structure the value is shown generically, as a [Value].
///
/// Classes are held weakly. Any thread may call it.
public final class TypeRegistry {

    private static final ConcurrentHashMap<TypeDescriptor, Candidates> CANDIDATES = new ConcurrentHashMap<>();
    private static final Set<Class<?>> OFFERED = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        offer(java.time.DayOfWeek.class);
        offer(java.time.Month.class);
        offer(java.util.concurrent.TimeUnit.class);
        offer(java.time.temporal.ChronoUnit.class);
        offer(java.math.RoundingMode.class);
        Arrays.asList(Object[].class, String[].class, Integer[].class, Long[].class, Double[].class, int[][].class, long[][].class,
            double[][].class, byte[][].class, char[][].class, boolean[][].class, String[][].class).forEach(TypeRegistry::offer);
    }

    private TypeRegistry() {}

    /// Says that the program uses a class, and so all that its components mention: records, enums, the permitted subclasses of sealed
    /// types, elements of arrays, arguments of generic types. Other classes are passed over.
    public static void offer(Class<?> type) {
        Deque<Type> open = new ArrayDeque<>();
        open.add(type);
        var seen = new HashSet<Type>();
        while (!open.isEmpty()) {
            Type next = open.poll();
            if (seen.add(next)) {
                visit(next, open);
            }
        }
    }

    private static void visit(Type type, Deque<Type> open) {
        switch (type) {
            case Class<?> known -> visitClass(known, open);
            case ParameterizedType generic -> {
                open.add(generic.getRawType());
                Collections.addAll(open, generic.getActualTypeArguments());
            }
            case WildcardType wildcard -> Collections.addAll(open, wildcard.getUpperBounds());
            case GenericArrayType array -> open.add(array.getGenericComponentType());
            default -> { }
        }
    }

    private static void visitClass(Class<?> type, Deque<Type> open) {
        if (type.isPrimitive() || type == Object.class || !OFFERED.add(type)) {
            return;
        }
        if (type.isArray()) {
            open.add(type.getComponentType());
        }
        if (type.isSealed()) {
            Collections.addAll(open, type.getPermittedSubclasses());
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                open.add(component.getType());
                open.add(component.getGenericType());
            }
        }
        if (Shape.of(type) instanceof NamedShape shape) {
            candidates(shape.descriptor).add(shape);
            if (!type.isArray()) {
                open.add(type.arrayType());
            }
        }
    }

    static Candidates candidates(TypeDescriptor descriptor) {
        return CANDIDATES.computeIfAbsent(descriptor, key -> new Candidates());
    }

    /// A class of this process that has the source name, but another structure; null if there is none.
    static NamedShape sameName(TypeDescriptor descriptor) {
        for (Map.Entry<TypeDescriptor, Candidates> entry : CANDIDATES.entrySet()) {
            var other = entry.getKey();
            if (other.name().equals(descriptor.name()) && other.kind() == descriptor.kind() && !other.equals(descriptor)) {
                var shape = entry.getValue().choose(null);
                if (shape != null) {
                    return shape;
                }
            }
        }
        return null;
    }
}
