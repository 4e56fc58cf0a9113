package rockpool.engine.data;

import java.util.function.Function;
import rockpool.engine.heap.Heap;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Shared;

/// What arrays, matrices, buffers, queues and hash tables have in common: each lies in a heap of its own, and may have a **header**, one
/// more value for what belongs to the structure as a whole: locks, limits, counters.
///
/// Any thread of any process may use it. Two handles are equal if they are of the same structure.
public abstract sealed class SharedStructure implements Shared permits SharedArray, SharedMatrix, SharedBuffer, SharedQueue, SharedHashTable {

    private final StructureKind kind;
    final Structure structure;

    SharedStructure(StructureKind kind, Structure structure) {
        this.kind = kind;
        this.structure = structure;
    }

    /// The header: a copy of it for its own class; in place and unprotected for an interface to see it through, whose setters change one
    /// component of it. Answers to Netmulticore's `header` of each structure.
    ///
    /// @return null if there is none
    public final <H> H header(Class<H> type) {
        return structure.header(type);
    }

    /// Runs a function over the header in place, which cannot be collected meanwhile.
    ///
    /// @param body gets null if there is none
    public final <H, R> R withHeader(Class<H> view, Function<? super H, ? extends R> body) {
        return structure.withHeader(view, body);
    }

    /// Replaces the header as a whole.
    ///
    /// @param header may be null
    /// @throws rockpool.engine.heap.NotShareableException if a part of it cannot live in a heap; the old one stays
    public final void setHeader(Object header) {
        structure.setHeader(header);
    }

    /// The heap that it lives in. Answers to `heap`.
    public final Heap heap() {
        return structure.heap();
    }

    /// Takes it apart, and gives its memory back. Answers to `destroy`.
    ///
    /// @throws IllegalStateException if it was destroyed before, or a value in it is pinned
    public final void destroy() {
        heap().destroy();
    }

    /// What names it in messages and other processes; handles do that by themselves. Answers to `descr_of_sarray` and its like.
    @Override
    public final Descriptor descriptor() {
        return kind.descriptor(structure);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SharedStructure that && that.kind == kind && that.structure.equals(structure);
    }

    @Override
    public final int hashCode() {
        return structure.hashCode();
    }

    /// What is in it, shortened, or how much.
    ///
    /// @throws IllegalStateException if it was destroyed
    abstract String content();

    /// Its name, if it has one, and what is in it, shortened, or how much: `SharedQueue(jobs, 3 elements)`, `SharedArray(scores, [1, 2,
    /// 3])`.
    @Override
    public final String toString() {
        return kind.text(structure, this::content);
    }
}
