package rockpool.engine.process;

import java.io.IOException;

/// What a node of an encoded graph is: the objects that keep their identity when they are copied. The comments name what follows the kind.
enum NodeKind {
    /// Component's letter as in [Class#descriptorString()], count, the elements.
    PRIMITIVES,
    /// Component class, count, slots.
    ARRAY,
    /// Class, slots of the components.
    RECORD,
    /// Class of the prompt, count, slots of its fields and those of the classes above it.
    OBJECT,
    /// Count, slots; likewise for all lists and sets.
    ARRAY_LIST,
    LINKED_LIST,
    ARRAY_DEQUE,
    FIXED_LIST,
    UNMODIFIABLE_LIST,
    HASH_SET,
    LINKED_SET,
    UNMODIFIABLE_SET,
    /// Count, slot of the comparator, slots.
    TREE_SET,
    /// Count of slots, slots of keys and values in turn; likewise for all maps.
    HASH_MAP,
    LINKED_MAP,
    CONCURRENT_MAP,
    UNMODIFIABLE_MAP,
    /// Count, slot of the comparator, slots of keys and values.
    TREE_MAP,
    /// Count (0 or 1), slot.
    OPTIONAL,
    /// Capturing class, nine texts and the kind of what it was made of, count, slots of what it captured.
    LAMBDA,
    /// Pool, kind, offset, incarnation of a [rockpool.engine.pool.Descriptor].
    SHARED,
    /// Key of a definition.
    DEFINITION,
    /// Number and thing of a resource.
    RESOURCE,
    /// Bytes of Java serialization, count, slots of the objects in it that are nodes of their own.
    SERIALIZED;

    private static final NodeKind[] ALL = values();

    static NodeKind of(int ordinal) throws IOException {
        if (ordinal >= ALL.length) {
            throw new IOException("kind=" + ordinal + ": no such kind of node");
        }
        return ALL[ordinal];
    }

    boolean isMap() {
        return this == HASH_MAP || this == LINKED_MAP || this == CONCURRENT_MAP || this == UNMODIFIABLE_MAP || this == TREE_MAP;
    }

    boolean hasComparator() {
        return this == TREE_SET || this == TREE_MAP;
    }
}
