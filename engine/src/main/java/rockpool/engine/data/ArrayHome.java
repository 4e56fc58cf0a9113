package rockpool.engine.data;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Optional;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.pool.PoolDamagedException;

/// What a process has of a primitive array in a pool: one object for each array, however many handles and parts of it there are.
///
/// The elements are reached through one segment, which ends when the process closes the pool or gives the array back. Ending it waits for
/// accesses that are under way. As long as the segment or a part of it can be reached by the program, and has not ended, so can this
/// object, and the process stays registered with the array: therefore its memory belongs to nothing else.
final class ArrayHome implements Handle.Companion {

    private final Pool pool;
    private final Handle handle;
    private final ElementKind kind;
    private final long[] shape;
    private final long wordPosition;
    private final long live;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    private ArrayHome(Pool pool, Handle handle) {
        this.pool = pool;
        this.handle = handle;
        this.wordPosition = pool.position() + handle.offset() + ArrayLayout.WORD;
        this.live = ArrayLayout.word(ArrayLayout.LIVE, handle.incarnation());
        ArrayInfo info = ArrayInfo.at(pool, handle.offset());
        if (info == null) {
            throw new PoolDamagedException("pool=" + pool.name() + " array=" + handle.offset(), "kind, shape and elements of an array",
                    "something else");
        }
        this.kind = info.kind();
        this.shape = info.lengths();
        this.memory = Memory.segment(pool.position() + info.data(), info.bytes(), arena, () -> Reference.reachabilityFence(this));
        ArrayTable.of(pool).closeWithPool(this);
    }

    /// What this process has of an array that somebody made.
    ///
    /// @throws IllegalStateException if it has been destroyed
    static ArrayHome at(Pool pool, long slot, long incarnation) {
        Handle handle = ArrayTable.of(pool).isLive(slot, incarnation) ? Handles.of(pool).get(slot, incarnation) : null;
        if (handle == null) {
            throw new IllegalStateException("array at " + slot + " in pool " + pool.name() + ": has been destroyed");
        }
        return of(pool, handle);
    }

    static ArrayHome of(Pool pool, Handle handle) {
        return handle.companion(ArrayHome.class, missing -> new ArrayHome(pool, handle));
    }

    Pool pool() {
        return pool;
    }

    Handle handle() {
        return handle;
    }

    ElementKind kind() {
        return kind;
    }

    long[] shape() {
        return shape;
    }

    MemorySegment memory() {
        return memory;
    }

    boolean isThere() {
        return Memory.getLongOpaque(wordPosition) == live;
    }

    /// @throws IllegalStateException if it has been destroyed, by any process
    /// @throws PoolClosedException if this process has closed the pool
    void requireThere() {
        if (!isThere()) {
            gone();
        }
    }

    private void gone() {
        if (pool.isClosed()) {
            throw new PoolClosedException(pool.name());
        }
        letGo();
        throw new IllegalStateException(text() + ": has been destroyed");
    }

    Optional<String> name() {
        return pool.isClosed() ? Optional.empty() : pool.names().nameOf(Names.ARRAY, handle.offset(), handle.incarnation());
    }

    /// What it is, and its name or where it lies.
    String text() {
        return ArrayShape.text(kind, shape) + " " + name().orElse("at " + handle.offset()) + " in pool " + pool.name();
    }

    void destroy() {
        ArrayTable.of(pool).destroy(handle.offset(), handle.incarnation());
        letGo();
    }

    @Override
    public void letGo() {
        if (closeMemory()) {
            Handles.of(pool).giveBack(handle);
        }
    }

    /// @return false if a call of the system is using the memory at this moment; it goes with the last handle then
    boolean closeMemory() {
        try {
            arena.close();
        } catch (IllegalStateException e) {
            return !arena.scope().isAlive();
        }
        return true;
    }
}
