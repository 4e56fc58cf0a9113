package rockpool.engine.process;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Shared;

/// Turns a graph of objects into bytes: sharing and cycles are kept, and no recursion follows the graph.
///
/// Objects with identity are **nodes**, numbered as they are met and written in that order; a **slot** holds a small value or the number of
/// a node. The finished graph is: count and names of classes, count of nodes, count of roots and their slots, the nodes.
///
/// More roots may be added after earlier ones are written, and share their nodes: that is how the variables come to the body.
final class Encoder {

    private final Output nodes = new Output();
    private final Output roots = new Output();
    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<Object> objects = new ArrayList<>();
    private final IntList parents = new IntList();
    private final List<String> rootNames = new ArrayList<>();
    private final LinkedHashMap<Class<?>, Integer> classes = new LinkedHashMap<>();
    private final Map<String, Class<?>> shippedByName = new HashMap<>();
    private final List<Class<?>> shipped = new ArrayList<>();
    private final List<SerializedLambda> lambdas = new ArrayList<>();
    private final Map<Descriptor, Shared> handles = new LinkedHashMap<>();
    private final Set<Long> resources = new LinkedHashSet<>();
    private int written;
    private int current;

    /// Adds a value with all that it reaches.
    ///
    /// @param name what it is to the user, such as `argument` or `variable 'c'`
    /// @throws NotCopyableException naming the path from the root
    void root(String name, Object value) {
        rootNames.add(name);
        current = -rootNames.size();
        slot(roots, value);
        while (written < objects.size()) {
            current = written++;
            node(objects.get(current));
        }
    }

    /// The classes of the prompt that were met so far.
    List<Class<?>> shipped() {
        return shipped;
    }

    /// @return null if no class of the prompt of this name was met
    Class<?> shipped(String name) {
        return shippedByName.get(name);
    }

    /// The lambdas that were met so far.
    List<SerializedLambda> lambdas() {
        return lambdas;
    }

    /// The handles that were met so far.
    Map<Descriptor, Shared> handles() {
        return handles;
    }

    /// The numbers of the resources that were met so far.
    Set<Long> resources() {
        return resources;
    }

    byte[] finish() {
        Output out = new Output().number(classes.size());
        classes.keySet().forEach(type -> out.text(type.getName()));
        byte[] rootBytes = roots.bytes();
        byte[] nodeBytes = nodes.bytes();
        return out.number(objects.size()).number(rootNames.size()).raw(rootBytes).raw(nodeBytes).bytes();
    }

    private void slot(Output out, Object value) {
        if (Slots.writeLeaf(out, value)) {
            return;
        }
        switch (value) {
            case Enum<?> constant -> out.octet(Slots.ENUM).number(number(constant.getDeclaringClass())).text(constant.name());
            case Class<?> type -> out.octet(Slots.CLASS).number(number(type));
            default -> out.octet(Slots.NODE).number(number(value));
        }
    }

    private int number(Object value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        Shape shape = Shape.of(value.getClass());
        if (shape.kind() == null) {
            throw new NotCopyableException(path(value) + ": " + shape.why());
        }
        int number = objects.size();
        numbers.put(value, number);
        objects.add(value);
        parents.add(current);
        return number;
    }

    private int number(Class<?> type) {
        Integer known = classes.get(type);
        if (known == null) {
            known = classes.size();
            classes.put(type, known);
            ship(type);
        }
        return known;
    }

    private void ship(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.componentType();
        }
        if (element.isHidden()) {
            throw new NotCopyableException(rootNames.getLast() + ": hidden " + element + " cannot be copied");
        }
        if (element.getClassLoader() instanceof ShippingClassLoader) {
            Class<?> other = shippedByName.putIfAbsent(element.getName(), element);
            if (other == null) {
                shipped.add(element);
            } else if (other != element) {
                throw new NotCopyableException(rootNames.getLast() + ": two classes named " + element.getName() + " meet in one graph");
            }
        }
    }

    private void node(Object value) {
        Shape shape = Shape.of(value.getClass());
        nodes.octet(shape.kind().ordinal());
        switch (shape.kind()) {
            case PRIMITIVES -> Primitives.write(nodes, value);
            case ARRAY -> array((Object[]) value);
            case RECORD, OBJECT -> members(shape, value);
            case OPTIONAL -> optional((Optional<?>) value);
            case LAMBDA -> lambda(value);
            case SHARED -> shared((Shared) value);
            case DEFINITION -> ((Definition<?, ?>) value).key().write(nodes);
            case RESOURCE -> resource((Resource) value);
            case SERIALIZED -> serialized((Serializable) value);
            case HASH_MAP, LINKED_MAP, CONCURRENT_MAP, UNMODIFIABLE_MAP, TREE_MAP -> map(shape.kind(), (Map<?, ?>) value);
            default -> collection(shape.kind(), (Collection<?>) value);
        }
    }

    private void array(Object[] array) {
        nodes.number(number(array.getClass().componentType())).number(array.length);
        for (Object element : array) {
            slot(nodes, element);
        }
    }

    private void members(Shape shape, Object value) {
        nodes.number(number(value.getClass())).number(shape.members().length);
        for (Shape.Member member : shape.members()) {
            slot(nodes, read(member, value));
        }
    }

    private Object read(Shape.Member member, Object value) {
        try {
            return member.get(value);
        } catch (ReflectiveOperationException e) {
            throw new NotCopyableException(path(value) + "." + member.name() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void collection(NodeKind kind, Collection<?> collection) {
        Object[] elements = collection.toArray();
        nodes.number(elements.length);
        if (kind.hasComparator()) {
            slot(nodes, ((SortedSet<?>) collection).comparator());
        }
        for (Object element : elements) {
            slot(nodes, element);
        }
    }

    private void map(NodeKind kind, Map<?, ?> map) {
        List<Object> entries = new ArrayList<>(2 * map.size());
        map.forEach((key, value) -> {
            entries.add(key);
            entries.add(value);
        });
        nodes.number(entries.size());
        if (kind.hasComparator()) {
            slot(nodes, ((SortedMap<?, ?>) map).comparator());
        }
        for (Object entry : entries) {
            slot(nodes, entry);
        }
    }

    private void optional(Optional<?> optional) {
        nodes.number(optional.isPresent() ? 1 : 0);
        optional.ifPresent(value -> slot(nodes, value));
    }

    private void lambda(Object value) {
        SerializedLambda parts = Lambdas.parts(value);
        if (parts == null) {
            throw new NotCopyableException(path(value) + ": the lambda does not say what it was made of");
        }
        Class<?> capturing = capturing(value, parts);
        lambdas.add(parts);
        nodes.number(number(capturing));
        nodes.text(parts.getFunctionalInterfaceClass()).text(parts.getFunctionalInterfaceMethodName());
        nodes.text(parts.getFunctionalInterfaceMethodSignature()).number(parts.getImplMethodKind());
        nodes.text(parts.getImplClass()).text(parts.getImplMethodName()).text(parts.getImplMethodSignature());
        nodes.text(parts.getInstantiatedMethodType()).number(parts.getCapturedArgCount());
        for (int i = 0; i < parts.getCapturedArgCount(); i++) {
            slot(nodes, parts.getCapturedArg(i));
        }
    }

    private Class<?> capturing(Object value, SerializedLambda parts) {
        try {
            return Class.forName(parts.getCapturingClass().replace('/', '.'), false, value.getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NotCopyableException(path(value) + ": " + e, e);
        }
    }

    private void resource(Resource resource) {
        resources.add(resource.id());
        resource.description().write(nodes);
    }

    private void shared(Shared handle) {
        Descriptor descriptor = handle.descriptor();
        handles.put(descriptor, handle);
        Parcel.write(nodes, descriptor);
    }

    private void serialized(Serializable value) {
        LeftOut own = new LeftOut();
        byte[] bytes;
        try {
            bytes = JavaSerialization.write(value, own);
        } catch (NotCopyableException e) {
            throw new NotCopyableException(path(value) + ": " + e.getMessage(), e);
        }
        nodes.block(bytes).number(own.objects.size());
        for (Object part : own.objects) {
            slot(nodes, part);
        }
    }

    /// Connects Java serialization with the graph.
    private final class LeftOut implements JavaSerialization.Surroundings {
        private final List<Object> objects = new ArrayList<>();

        @Override
        public boolean isNode(Object object) {
            return numbers.containsKey(object);
        }

        @Override
        public int leaveOut(Object object) {
            objects.add(object);
            return objects.size() - 1;
        }

        @Override
        public void mention(Class<?> type) {
            ship(type);
        }

        @Override
        public void mention(SerializedLambda lambda) {
            lambdas.add(lambda);
        }
    }

    /// The way from the root to a value that was met in the node that is being written, or to that node itself.
    private String path(Object value) {
        StringBuilder path = new StringBuilder();
        int owner = current;
        Object at = value;
        if (owner >= 0 && objects.get(owner) == value) {
            owner = parents.get(owner);
        }
        while (owner >= 0) {
            path.insert(0, Paths.step(objects.get(owner), at));
            at = objects.get(owner);
            owner = parents.get(owner);
        }
        return path.insert(0, rootNames.get(-owner - 1)).toString();
    }

    /// A list of numbers without boxes.
    private static final class IntList {
        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int get(int index) {
            return values[index];
        }
    }
}
