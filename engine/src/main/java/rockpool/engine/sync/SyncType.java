package rockpool.engine.sync;

import java.util.Optional;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Pool;

/// How handles of one kind of [SyncObject] are made: of new things, by their names, and from descriptors.
final class SyncType<T extends SyncObject> {

    private final SyncKind kind;
    private final Maker<T> maker;

    /// Makes a handle of where a thing lies.
    @FunctionalInterface
    interface Maker<T> {
        T make(Pool pool, long offset, long life, Handle handle);
    }

    SyncType(SyncKind kind, Maker<T> maker) {
        this.kind = kind;
        this.maker = maker;
        Descriptors.register(kind.title(), this::resolve);
    }

    private T resolve(Pool pool, Descriptor descriptor) {
        return at(pool, descriptor.offset(), descriptor.incarnation());
    }

    /// Makes a thing.
    ///
    /// @param name null for none
    T create(Pool pool, String name, LockTable.Filler filler) {
        return create(pool, name, kind, filler);
    }

    /// Makes a thing of a kind that has the same handles.
    T create(Pool pool, String name, SyncKind another, LockTable.Filler filler) {
        Handle handle = LockTable.create(pool, name, another, filler);
        return maker.make(pool, handle.offset(), handle.incarnation(), handle);
    }

    Optional<T> find(Pool pool, String name) {
        return pool.names().find(name).filter(entry -> entry.kind() == kind.nameKind())
                .map(entry -> at(pool, entry.offset(), entry.incarnation()));
    }

    private T at(Pool pool, long offset, long life) {
        if (!LockUnits.hasSlotAt(pool, offset)) {
            throw new IllegalArgumentException("offset=" + offset + ": no " + kind.title() + " in pool " + pool.name());
        }
        return maker.make(pool, offset, life, Handles.of(pool).get(offset, life));
    }
}
