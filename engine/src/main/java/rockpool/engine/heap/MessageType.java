package rockpool.engine.heap;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import rockpool.engine.pool.MappedPool;

/// What both ends of a message agree on: the type of the messages, and the shapes of all types that it mentions.
///
/// It lies in the pool's type table, as an enum `message of T` with a constant for each type that a message itself can have: `T`, or what
/// `T` permits if it is sealed; none if `T` is open, as `Object` or `List` are. The shapes of those types, and of all that their components
/// mention, are in the table as well. Who sends compares them with its own classes before the first message.
public final class MessageType {

    private static final String PREFIX = "message of ";

    private final Types types;
    private final TypeInfo info;
    private final Set<String> names;

    private MessageType(Types types, TypeInfo info) {
        this.types = types;
        this.info = info;
        this.names = new LinkedHashSet<>();
        info.descriptor.parts().forEach(part -> names.add(part.name()));
    }

    /// Puts a type of messages into a pool's table.
    public static MessageType declare(MappedPool pool, Class<?> type) {
        TypeRegistry.offer(type);
        Types types = Types.of(pool);
        reach(type).values().forEach(shape -> shape.info(types));
        var parts = roots(type).stream().map(name -> new TypeDescriptor.Part(name, "")).toList();
        return new MessageType(types, types.info(TypeDescriptor.of(Kind.ENUM, PREFIX + TypeNames.of(type), parts)));
    }

    /// The type of messages that was declared under an id.
    ///
    /// @throws rockpool.engine.pool.PoolDamagedException if there is none
    public static MessageType of(MappedPool pool, int id) {
        Types types = Types.of(pool);
        return new MessageType(types, types.info(id));
    }

    /// Its number in the pool's table.
    public int id() {
        return info.id;
    }

    /// The source name of the type.
    public String name() {
        return info.descriptor.name().substring(PREFIX.length());
    }

    /// Checks that messages of a class are of this type, and that all that they can lead to has the same shape at both ends.
    ///
    /// @throws TypeMismatchException showing both shapes
    public void require(Class<?> type) {
        if (!admits(type)) {
            throw mismatch(shapeOf(type));
        }
        TypeRegistry.offer(type);
        reach(type).values().forEach(this::requireSameShape);
    }

    private boolean admits(Class<?> type) {
        if (TypeNames.of(type).equals(name())) {
            return true;
        }
        return names.isEmpty() ? isOpenFor(type) : !roots(type).isEmpty() && names.containsAll(roots(type));
    }

    /// Whether an open type of the platform takes a class; whether another one does only the receiver knows.
    private boolean isOpenFor(Class<?> type) {
        if (!name().startsWith("java.")) {
            return true;
        }
        try {
            return Class.forName(name()).isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    private void requireSameShape(NamedShape shape) {
        boolean same = types.has(shape.descriptor);
        TypeDescriptor there = same ? null : types.sameName(shape.descriptor);
        if (there != null) {
            throw new TypeMismatchException("the receiver takes " + there, "this process sends " + shape.descriptor, null);
        }
    }

    private TypeMismatchException mismatch(String sent) {
        return new TypeMismatchException("the receiver takes " + this, "this process sends " + sent, null);
    }

    private static String shapeOf(Class<?> type) {
        return Shape.of(type) instanceof NamedShape shape ? shape.descriptor.toString() : TypeNames.of(type);
    }

    /// The shape, or the shapes that there can be: `Account[String owner, long balance]`.
    @Override
    public String toString() {
        if (names.isEmpty()) {
            return TypeNames.simple(name());
        }
        return String.join(" or ", names.stream().map(this::shape).toList());
    }

    private String shape(String name) {
        TypeDescriptor shape = types.named(name);
        return Objects.toString(shape, TypeNames.simple(name));
    }

    /// The source names of the types that a message can have; none if that is open.
    private static Set<String> roots(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        return addRoots(type, names) ? names : Set.of();
    }

    private static boolean addRoots(Class<?> type, Set<String> names) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                if (!addRoots(permitted, names)) {
                    return false;
                }
            }
            return true;
        }
        boolean closed = type.isRecord() || type.isEnum() || type.isArray() || Leaves.has(type);
        return closed && names.add(TypeNames.of(type)) || closed;
    }

    /// All described types that a type mentions, by name.
    private static Map<String, NamedShape> reach(Class<?> type) {
        Map<String, NamedShape> found = new LinkedHashMap<>();
        Deque<Type> open = new ArrayDeque<>();
        open.add(type);
        var seen = new HashSet<Type>();
        while (!open.isEmpty()) {
            Type next = open.poll();
            if (seen.add(next)) {
                visit(next, open, found);
            }
        }
        return found;
    }

    private static void visit(Type type, Deque<Type> open, Map<String, NamedShape> found) {
        switch (type) {
            case Class<?> known -> visitClass(known, open, found);
            case ParameterizedType generic -> {
                open.add(generic.getRawType());
                Collections.addAll(open, generic.getActualTypeArguments());
            }
            case WildcardType wildcard -> Collections.addAll(open, wildcard.getUpperBounds());
            case GenericArrayType array -> open.add(array.getGenericComponentType());
            default -> { }
        }
    }

    private static void visitClass(Class<?> type, Deque<Type> open, Map<String, NamedShape> found) {
        if (type.isArray()) {
            open.add(type.getComponentType());
        }
        if (type.isSealed()) {
            Collections.addAll(open, type.getPermittedSubclasses());
        }
        if ((type.isRecord() || type.isEnum() || type.isArray()) && Shape.of(type) instanceof NamedShape shape) {
            found.put(TypeNames.of(type), shape);
        }
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                open.add(component.getType());
                open.add(component.getGenericType());
            }
        }
    }
}
