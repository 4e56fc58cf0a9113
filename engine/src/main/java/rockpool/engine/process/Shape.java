package rockpool.engine.process;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
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
import rockpool.engine.pool.Shared;

/// How objects of one class are copied, found out once a class.
///
/// @param kind null if they cannot be; `why` then says the reason
/// @param members what is read of each object, for records and objects of the prompt's classes
/// @param maker of a record: its canonical constructor; of another object: the blank one
record Shape(NodeKind kind, String why, Member[] members, Constructor<?> maker) {

    private static final ClassValue<Shape> ALL = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.find(type);
        }
    };

    private static final Map<Class<?>, NodeKind> COLLECTIONS = Map.ofEntries(
            Map.entry(ArrayList.class, NodeKind.ARRAY_LIST),
            Map.entry(LinkedList.class, NodeKind.LINKED_LIST),
            Map.entry(ArrayDeque.class, NodeKind.ARRAY_DEQUE),
            Map.entry(Arrays.asList().getClass(), NodeKind.FIXED_LIST),
            Map.entry(List.of(1).getClass(), NodeKind.UNMODIFIABLE_LIST),
            Map.entry(List.of(1, 2, 3).getClass(), NodeKind.UNMODIFIABLE_LIST),
            Map.entry(List.of(1, 2, 3).subList(1, 2).getClass(), NodeKind.UNMODIFIABLE_LIST),
            Map.entry(Collections.unmodifiableList(new ArrayList<>()).getClass(), NodeKind.UNMODIFIABLE_LIST),
            Map.entry(HashSet.class, NodeKind.HASH_SET),
            Map.entry(LinkedHashSet.class, NodeKind.LINKED_SET),
            Map.entry(TreeSet.class, NodeKind.TREE_SET),
            Map.entry(Set.of(1).getClass(), NodeKind.UNMODIFIABLE_SET),
            Map.entry(Set.of(1, 2, 3).getClass(), NodeKind.UNMODIFIABLE_SET),
            Map.entry(HashMap.class, NodeKind.HASH_MAP),
            Map.entry(LinkedHashMap.class, NodeKind.LINKED_MAP),
            Map.entry(TreeMap.class, NodeKind.TREE_MAP),
            Map.entry(ConcurrentHashMap.class, NodeKind.CONCURRENT_MAP),
            Map.entry(Map.of(1, 1).getClass(), NodeKind.UNMODIFIABLE_MAP),
            Map.entry(Map.of(1, 1, 2, 2).getClass(), NodeKind.UNMODIFIABLE_MAP),
            Map.entry(Optional.class, NodeKind.OPTIONAL));

    private static final Member[] NONE = {};

    /// One thing that is read of an object and, unless it is a record's, set in its copy.
    ///
    /// @param field null if the record's module does not allow it; then the accessor is used
    record Member(String name, Field field, Method accessor) {

        Object get(Object of) throws ReflectiveOperationException {
            return field != null ? field.get(of) : accessor.invoke(of);
        }
    }

    static Shape of(Class<?> type) {
        return ALL.get(type);
    }

    private static Shape find(Class<?> type) {
        NodeKind collection = COLLECTIONS.get(type);
        if (collection != null) {
            return new Shape(collection, null, NONE, null);
        }
        if (type.isArray()) {
            return new Shape(type.componentType().isPrimitive() ? NodeKind.PRIMITIVES : NodeKind.ARRAY, null, NONE, null);
        }
        if (Shared.class.isAssignableFrom(type)) {
            return new Shape(NodeKind.SHARED, null, NONE, null);
        }
        if (type == Definition.class) {
            return new Shape(NodeKind.DEFINITION, null, NONE, null);
        }
        if (type == Resource.class) {
            return new Shape(NodeKind.RESOURCE, null, NONE, null);
        }
        if (Lambdas.isLambda(type)) {
            return Serializable.class.isAssignableFrom(type) ? new Shape(NodeKind.LAMBDA, null, NONE, null)
                    : refused("a lambda whose type is not Serializable cannot be copied");
        }
        if (type.isRecord()) {
            return ofRecord(type);
        }
        if (type.getClassLoader() instanceof ShippingClassLoader && isAllOfThePrompt(type)) {
            return ofPrompt(type);
        }
        return ofOther(type);
    }

    private static Shape refused(String why) {
        return new Shape(null, why, NONE, null);
    }

    private static Shape ofOther(Class<?> type) {
        if (Serializable.class.isAssignableFrom(type)) {
            return new Shape(NodeKind.SERIALIZED, null, NONE, null);
        }
        boolean platform = type.getModule() == Object.class.getModule() && Collection.class.isAssignableFrom(type);
        if (platform && List.class.isAssignableFrom(type)) {
            return new Shape(NodeKind.ARRAY_LIST, null, NONE, null);
        }
        if (platform && Set.class.isAssignableFrom(type)) {
            return new Shape(NodeKind.LINKED_SET, null, NONE, null);
        }
        return refused(type.getName() + " cannot be copied: it is neither a value, nor a class of the prompt, nor Serializable");
    }

    private static Shape ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Member[] members = new Member[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                members[i] = member(type, components[i]);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return new Shape(NodeKind.RECORD, null, members, constructor);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return refused("record " + type.getName() + " cannot be copied: " + e.getMessage());
        }
    }

    private static Member member(Class<?> type, RecordComponent component) throws NoSuchFieldException {
        Field field = type.getDeclaredField(component.getName());
        Method accessor = component.getAccessor();
        accessor.trySetAccessible();
        return new Member(component.getName(), field.trySetAccessible() ? field : null, accessor);
    }

    /// Whether every class above it, but `Object`, is one of the prompt as well.
    private static boolean isAllOfThePrompt(Class<?> type) {
        Class<?> at = type;
        while (at.getClassLoader() instanceof ShippingClassLoader) {
            at = at.getSuperclass();
        }
        return at == Object.class;
    }

    private static Shape ofPrompt(Class<?> type) {
        try {
            Constructor<?> blank = type.getDeclaredConstructor(BlankInstance.class);
            blank.setAccessible(true);
            List<Member> members = new ArrayList<>();
            for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                        field.setAccessible(true);
                        members.add(new Member(field.getName(), field, null));
                    }
                }
            }
            return new Shape(NodeKind.OBJECT, null, members.toArray(NONE), blank);
        } catch (NoSuchMethodException e) {
            return refused("class " + type.getName() + " cannot be copied: it was not prepared for travelling");
        }
    }
}
