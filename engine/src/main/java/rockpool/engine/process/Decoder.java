package rockpool.engine.process;

import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import rockpool.engine.pool.Descriptors;

/// Makes the graph that an [Encoder] wrote.
///
/// Containers are allocated when they are first met and filled when everything in them is complete; records and other things that need
/// their parts to be made at all come after those parts. On a cycle that goes through such a thing, the container is filled at the end.
/// No recursion follows the graph.
final class Decoder {

    private final Input in;
    private final ClassLoader loader;
    private Class<?>[] classes;
    private Node[] nodes;
    private final ArrayDeque<Node> path = new ArrayDeque<>();
    private final List<Node> unfilled = new ArrayList<>();

    private Decoder(Input in, ClassLoader loader) {
        this.in = in;
        this.loader = loader;
    }

    /// @param loader finds the classes
    /// @return the roots
    static Object[] read(Input in, ClassLoader loader) throws IOException {
        return new Decoder(in, loader).graph();
    }

    private Object[] graph() throws IOException {
        classes = new Class<?>[in.count(1)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = find(in.text());
        }
        nodes = new Node[in.count(1)];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new Node();
        }
        Object[] roots = slots(in.count(1));
        for (Node node : nodes) {
            parse(node);
        }
        for (int i = 0; i < roots.length; i++) {
            if (roots[i] instanceof Node node) {
                make(node);
            }
        }
        for (Node node : unfilled) {
            node.fill();
        }
        return Node.values(roots);
    }

    private Class<?> find(String name) throws IOException {
        try {
            Class<?> primitive = Class.forPrimitiveName(name);
            return primitive != null ? primitive : Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException("class " + name + " is not known here", e);
        }
    }

    private Class<?> type() throws IOException {
        long index = in.number();
        if (index < 0 || index >= classes.length) {
            throw new IOException("class=" + index + ": there are " + classes.length);
        }
        return classes[(int) index];
    }

    private Object[] slots(int count) throws IOException {
        Object[] slots = new Object[count];
        for (int i = 0; i < count; i++) {
            slots[i] = slot();
        }
        return slots;
    }

    private Object slot() throws IOException {
        int tag = in.octet();
        return switch (tag) {
            case Slots.NODE -> node();
            case Slots.CLASS -> type();
            case Slots.ENUM -> constant(type(), in.text());
            default -> Slots.readLeaf(in, tag);
        };
    }

    private Node node() throws IOException {
        long number = in.number();
        if (number < 0 || number >= nodes.length) {
            throw new IOException("node=" + number + ": there are " + nodes.length);
        }
        return nodes[(int) number];
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        Object[] constants = type.getEnumConstants();
        if (constants != null) {
            for (Object constant : constants) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
        }
        throw new IOException(type.getName() + " has no constant " + name);
    }

    private void parse(Node node) throws IOException {
        node.kind = NodeKind.of(in.octet());
        switch (node.kind) {
            case PRIMITIVES -> node.object = Primitives.read(in);
            case ARRAY, RECORD, OBJECT -> {
                node.type = type();
                node.slots = slots(in.count(1));
            }
            case LAMBDA -> lambda(node);
            case SHARED -> node.object = Descriptors.resolve(Parcel.descriptor(in));
            case DEFINITION -> node.object = new Definition<>(DefinitionKey.read(in), loader);
            case RESOURCE -> node.object = Resources.arrived(ResourceDescription.read(in));
            case SERIALIZED -> {
                node.bytes = in.block();
                node.slots = slots(in.count(1));
            }
            default -> {
                int count = in.count(1);
                node.comparator = node.kind.hasComparator() ? slot() : null;
                node.slots = slots(count);
            }
        }
    }

    private void lambda(Node node) throws IOException {
        node.type = type();
        node.lambda = new Node.LambdaParts(in.text(), in.text(), in.text(), (int) in.number(), in.text(), in.text(), in.text(), in.text());
        node.slots = slots(in.count(1));
    }

    /// Makes a node and what it reaches, depth first.
    private void make(Node root) throws IOException {
        enter(root);
        while (!path.isEmpty()) {
            Node node = path.peek();
            Node next = node.nextPart();
            if (next != null) {
                enter(next);
            } else {
                path.pop();
                leave(node);
            }
        }
    }

    private void enter(Node node) throws IOException {
        if (node.entered) {
            return;
        }
        node.entered = true;
        if (node.object == null) {
            node.allocate();
        }
        path.push(node);
    }

    private void leave(Node node) throws IOException {
        if (node.object == null) {
            node.construct(loader);
        } else if (node.isReady()) {
            node.fill();
        } else {
            unfilled.add(node);
        }
    }

    /// What is in a node besides its objects' slots, and how its object is made.
    private static final class Node {

        /// The texts of a lambda.
        record LambdaParts(String type, String method, String erased, int kind, String owner, String name, String signature,
                String instantiated) {}

        private NodeKind kind;
        private Class<?> type;
        private Object comparator;
        private Object[] slots = {};
        private byte[] bytes;
        private LambdaParts lambda;
        private Object object;
        private boolean entered;
        private int visited = -1;

        /// The next part that is a node, or null after the last.
        Node nextPart() {
            while (visited < slots.length) {
                Object part = visited < 0 ? comparator : slots[visited];
                visited++;
                if (part instanceof Node node && !node.entered) {
                    return node;
                }
            }
            return null;
        }

        /// Whether all parts are there.
        boolean isReady() {
            if (comparator instanceof Node node && node.object == null) {
                return false;
            }
            for (Object slot : slots) {
                if (slot instanceof Node node && node.object == null) {
                    return false;
                }
            }
            return true;
        }

        static Object value(Object slot) {
            return slot instanceof Node node ? node.object : slot;
        }

        static Object[] values(Object[] slots) {
            Object[] values = new Object[slots.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(slots[i]);
            }
            return values;
        }

        /// Makes the object if it can be made before its parts.
        void allocate() throws IOException {
            object = switch (kind) {
                case ARRAY -> Array.newInstance(type, slots.length);
                case OBJECT -> instance();
                default -> Containers.allocate(kind, slots.length);
            };
        }

        private Object instance() throws IOException {
            try {
                return shape().maker().newInstance((Object) null);
            } catch (ReflectiveOperationException e) {
                throw new IOException("no object of " + type.getName() + " can be made here", e);
            }
        }

        private Shape shape() throws IOException {
            Shape shape = Shape.of(type);
            if (shape.kind() != kind || shape.members().length != slots.length) {
                throw new IOException("class " + type.getName() + " is another here: " + (shape.why() == null ? "it has "
                        + shape.members().length + " components or fields, " + slots.length + " came" : shape.why()));
            }
            return shape;
        }

        /// Makes the object from its parts.
        void construct(ClassLoader loader) throws IOException {
            if (!isReady()) {
                throw new IOException("a cycle goes through " + (type == null ? kind : type.getName()) + ", which cannot be made before its parts");
            }
            object = switch (kind) {
                case RECORD -> record();
                case LAMBDA -> Lambdas.make(serializedLambda(), type);
                case SERIALIZED -> JavaSerialization.read(bytes, values(slots), loader);
                default -> Containers.construct(kind, value(comparator), values(slots));
            };
        }

        private Object record() throws IOException {
            Shape shape = shape();
            try {
                return shape.maker().newInstance(values(slots));
            } catch (InvocationTargetException e) {
                throw new IOException("the constructor of record " + type.getName() + " refused what came: " + e.getCause(), e.getCause());
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new IOException("record " + type.getName() + " cannot be made here: " + e.getMessage(), e);
            }
        }

        private SerializedLambda serializedLambda() {
            return new SerializedLambda(type, lambda.type, lambda.method, lambda.erased, lambda.kind, lambda.owner, lambda.name,
                    lambda.signature, lambda.instantiated, values(slots));
        }

        void fill() throws IOException {
            switch (kind) {
                case ARRAY -> System.arraycopy(values(slots), 0, object, 0, slots.length);
                case OBJECT -> setMembers();
                default -> Containers.fill(kind, object, values(slots));
            }
        }

        private void setMembers() throws IOException {
            Shape shape = shape();
            try {
                for (int i = 0; i < slots.length; i++) {
                    shape.members()[i].field().set(object, value(slots[i]));
                }
            } catch (IllegalAccessException | IllegalArgumentException e) {
                throw new IOException("object of " + type.getName() + " cannot be filled here: " + e.getMessage(), e);
            }
        }
    }
}
