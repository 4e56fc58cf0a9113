package rockpool.engine.heap;

import java.util.Arrays;
import java.util.List;
import rockpool.engine.pool.Descriptor;

/// A value whose class this process does not have, as the pool describes it.
///
/// It is a copy: later changes in the heap do not reach it.
public abstract sealed class Value {

    private Value() {}

    /// The source name of its type.
    public abstract String typeName();

    /// A record.
    public static final class OfRecord extends Value {

        private static final int DEEPEST = 20;
        private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

        private final TypeDescriptor type;
        private final Object[] values;

        OfRecord(TypeDescriptor type) {
            this.type = type;
            this.values = new Object[type.parts().size()];
        }

        void set(int index, Object value) {
            values[index] = value;
        }

        @Override
        public String typeName() {
            return type.name();
        }

        /// The components' names, in the order of declaration.
        public List<String> names() {
            return type.parts().stream().map(TypeDescriptor.Part::name).toList();
        }

        /// A component's value.
        ///
        /// @throws IllegalArgumentException if there is none of that name
        public Object get(String name) {
            int index = names().indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("name=" + name + ": the components are " + names());
            }
            return values[index];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfRecord record && record.type == type && Arrays.equals(record.values, values);
        }

        @Override
        public int hashCode() {
            return type.hashCode() * 31 + Arrays.hashCode(values);
        }

        /// As a record prints itself: `Account[owner=ann, balance=10]`. What lies very deep is shown as `…`.
        @Override
        public String toString() {
            int depth = DEPTH.get();
            if (depth == DEEPEST) {
                return "…";
            }
            DEPTH.set(depth + 1);
            try {
                return text();
            } finally {
                DEPTH.set(depth);
            }
        }

        private String text() {
            var text = new StringBuilder(TypeNames.simple(type.name())).append('[');
            for (int i = 0; i < values.length; i++) {
                text.append(i == 0 ? "" : ", ").append(type.parts().get(i).name()).append('=').append(values[i]);
            }
            return text.append(']').toString();
        }
    }

    /// A constant of an enum.
    public static final class OfEnum extends Value {

        private final TypeDescriptor type;
        private final int ordinal;

        OfEnum(TypeDescriptor type, int ordinal) {
            this.type = type;
            this.ordinal = ordinal;
        }

        @Override
        public String typeName() {
            return type.name();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfEnum constant && constant.type == type && constant.ordinal == ordinal;
        }

        @Override
        public int hashCode() {
            return type.hashCode() + ordinal;
        }

        /// The constant's name.
        @Override
        public String toString() {
            return type.parts().get(ordinal).name();
        }
    }

    /// A handle of something shared, which has not been looked for.
    public static final class OfHandle extends Value {

        private final Descriptor descriptor;

        OfHandle(Descriptor descriptor) {
            this.descriptor = descriptor;
        }

        public Descriptor descriptor() {
            return descriptor;
        }

        @Override
        public String typeName() {
            return descriptor.kind();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfHandle handle && handle.descriptor.equals(descriptor);
        }

        @Override
        public int hashCode() {
            return descriptor.hashCode();
        }

        @Override
        public String toString() {
            return descriptor.kind() + "@" + Long.toHexString(descriptor.offset());
        }
    }
}
