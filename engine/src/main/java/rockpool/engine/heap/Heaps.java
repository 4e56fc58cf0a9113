package rockpool.engine.heap;

import java.util.Optional;
import java.util.function.Consumer;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Reclaimer;

/// Makes heaps, and finds them. In a process there is one [Heap] for each that somebody has a handle of.
final class Heaps {

    private Heaps() {}

    /// Makes a heap.
    ///
    /// @param name null for none
    /// @param kind what it is to be in the pool's names
    /// @param filling puts the first value into it, before anybody can find it; if it throws, the heap is destroyed
    static Heap create(Pool pool, String name, int kind, Consumer<Heap> filling) {
        requireFree(pool, name);
        Handle handle = claim(pool, name);
        long offset = handle.offset();
        long incarnation = handle.incarnation();
        Heap heap = of(pool, handle);
        boolean named = false;
        try {
            filling.accept(heap);
            if (name != null) {
                handle.share();
            }
            named = name == null || pool.names().put(name, kind, offset, incarnation);
        } finally {
            if (!named) {
                heap.destroy();
            }
        }
        if (!named) {
            requireFree(pool, name);
        }
        pool.events().publish(EventKind.HEAP_CREATED, name == null ? "" : name, offset);
        return heap;
    }

    private static Handle claim(Pool pool, String name) {
        return Reclaimer.of(pool).making(() -> HeapDirectory.of(pool).create(name));
    }

    private static void requireFree(Pool pool, String name) {
        if (name != null && pool.names().find(name).isPresent()) {
            // It may be of something whose destroyer has died in the middle.
            Reclaimer.of(pool).takePrivateOnes(Reclaimer.NOBODY);
            pool.names().find(name).ifPresent(there -> {
                throw new IllegalArgumentException("name=" + name + ": something in pool " + pool.name() + " has it");
            });
        }
    }

    /// Finds a heap by name.
    ///
    /// @param kind what it is in the pool's names
    static Optional<Heap> find(Pool pool, String name, int kind) {
        return pool.names().find(name).filter(entry -> entry.kind() == kind).map(entry -> ifThere(pool, entry.offset(), entry.incarnation()));
    }

    /// The heap that a descriptor names.
    ///
    /// @throws IllegalStateException if it was destroyed
    static Heap at(Pool pool, long offset, long incarnation) {
        Heap heap = ifThere(pool, offset, incarnation);
        if (heap == null) {
            throw new IllegalStateException("heap at " + offset + " in " + pool + ": it was destroyed");
        }
        return heap;
    }

    /// @return null if it was destroyed
    private static Heap ifThere(Pool pool, long offset, long incarnation) {
        Handle handle = HeapDescriptors.isAt(pool.position(), pool.units(), offset) ? Handles.of(pool).get(offset, incarnation) : null;
        Heap heap = handle == null ? null : of(pool, handle);
        return heap != null && heap.isLive() ? heap : null;
    }

    private static Heap of(Pool pool, Handle handle) {
        return handle.companion(Heap.class, known -> new Heap(pool, known.offset(), known.incarnation(), known));
    }

    /// The heap's object in this process if it has one, otherwise one for the caller alone, which does not count as a handle.
    static Heap passing(Pool pool, long offset, long incarnation) {
        Handle handle = Handles.of(pool).known(offset, incarnation);
        return handle != null ? of(pool, handle) : new Heap(pool, offset, incarnation, null);
    }
}
