package rockpool.engine.heap;

import java.util.Optional;
import rockpool.engine.pool.Pool;

/// What shared structures need of a heap beyond what users do.
public final class HeapAccess {

    private HeapAccess() {}

    /// Creates the heap of a structure.
    ///
    /// @param name null for none
    /// @param kind what the structure is in the pool's names
    /// @param value the first value of its root, which is there before anybody can find it by name
    /// @throws NotShareableException if a part of the value cannot live in a heap; then nothing is created
    public static Heap create(Pool pool, String name, int kind, Object value) {
        return Heaps.create(pool, name, kind, heap -> Root.of(heap, null).set(value));
    }

    /// The heap of a structure that has a name. What is destroyed just now counts as without one.
    ///
    /// @param kind what the structure is in the pool's names
    public static Optional<Heap> find(Pool pool, String name, int kind) {
        return Heaps.find(pool, name, kind);
    }

    /// The heap of a structure.
    ///
    /// @throws IllegalStateException if it was destroyed
    public static Heap at(Pool pool, long offset, long incarnation) {
        return Heaps.at(pool, offset, incarnation);
    }
}
