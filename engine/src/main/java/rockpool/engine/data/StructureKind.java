package rockpool.engine.data;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Pool;

/// A kind of structures that lie in a heap of their own: how they are made, found and called.
///
/// @param type the simple name of their class, for texts
/// @param inDescriptors what they are in descriptors
/// @param inNames what they are in the pool's names
/// @param part what their root block is
/// @param words of the root block
record StructureKind(String type, String inDescriptors, int inNames, Part part, int words) {

    /// Makes one.
    ///
    /// @param name null for none
    /// @param header null for none
    /// @param filling fills in the root block, but for the header
    Structure create(Pool pool, String name, Object header, BiConsumer<Change, Long> filling) {
        return Structure.create(pool, name, inNames, part, words, header, filling, null);
    }

    /// Finds one by its name.
    ///
    /// @param values what its values are taken for; null if the caller does not know
    Optional<Structure> find(Pool pool, String name, Class<?> values) {
        return Structure.find(pool, name, inNames, part, values);
    }

    /// The one that a descriptor names.
    ///
    /// @throws IllegalStateException if it was destroyed
    Structure at(Pool pool, Descriptor descriptor) {
        return Structure.at(pool, descriptor, part);
    }

    Descriptor descriptor(Structure structure) {
        return structure.descriptor(inDescriptors);
    }

    /// One as text.
    String text(Structure structure, Supplier<String> content) {
        return text(type, structure.heap(), content);
    }

    /// What lies in a heap as text, with its name if it has one: `SharedQueue(jobs, 3 elements)`.
    ///
    /// @param content throws an [IllegalStateException] if it was destroyed
    static String text(String type, Heap heap, Supplier<String> content) {
        try {
            String name = heap.name();
            return type + "(" + (name.isEmpty() ? "" : name + ", ") + content.get() + ")";
        } catch (IllegalStateException e) {
            return type + "(destroyed)";
        }
    }
}
