package rockpool.engine.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;

/// Copies an object that only Java serialization can copy.
///
/// The objects in it that the codec copies itself (records, collections, lambdas, handles, classes of the prompt), or that have been met
/// outside of it, are left out: a [Place] stands for each, and they become nodes of their own. So they need not be `Serializable`, and
/// stay shared with the rest of the graph. Two objects that are written like this and contain the same third one get a copy of it each.
final class JavaSerialization {

    /// Stands for an object that is not in the bytes.
    private record Place(int index) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    private JavaSerialization() {}

    /// The codec around it.
    interface Surroundings {

        /// Whether an object is a node already.
        boolean isNode(Object object);

        /// Makes an object that is left out a node.
        ///
        /// @return the index of its place
        int leaveOut(Object object);

        /// The bytes mention a class.
        void mention(Class<?> type);

        /// The bytes contain a lambda.
        void mention(SerializedLambda lambda);
    }

    static byte[] write(Serializable value, Surroundings surroundings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Writing(bytes, value, surroundings)) {
            out.writeObject(value);
        } catch (NotSerializableException | InvalidClassException e) {
            throw new NotCopyableException(value.getClass().getName() + " contains what cannot be copied: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new NotCopyableException(value.getClass().getName() + " cannot be copied: " + e, e);
        }
        return bytes.toByteArray();
    }

    private static final class Writing extends ObjectOutputStream {
        private final Object root;
        private final Surroundings surroundings;

        Writing(OutputStream to, Object root, Surroundings surroundings) throws IOException {
            super(to);
            this.root = root;
            this.surroundings = surroundings;
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            surroundings.mention(type);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof SerializedLambda lambda) {
                surroundings.mention(lambda);
            }
            return object == root || !isLeftOut(object) ? object : new Place(surroundings.leaveOut(object));
        }

        private boolean isLeftOut(Object object) {
            if (object instanceof Enum<?> || object instanceof Class<?> || object instanceof Place) {
                return false;
            }
            NodeKind kind = Shape.of(object.getClass()).kind();
            return kind == NodeKind.SERIALIZED ? surroundings.isNode(object) : kind != null && kind != NodeKind.PRIMITIVES;
        }
    }

    static Object read(byte[] bytes, Object[] own, ClassLoader loader) throws IOException {
        try (ObjectInputStream in = new Reading(bytes, own, loader)) {
            return in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("class " + e.getMessage() + " is not known here", e);
        }
    }

    private static final class Reading extends ObjectInputStream {
        private final Object[] own;
        private final ClassLoader loader;

        Reading(byte[] bytes, Object[] own, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.own = own;
            this.loader = loader;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object object) {
            return object instanceof Place place ? own[place.index] : object;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
