package rockpool.engine.sync;

import java.util.Objects;
import java.util.Optional;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;

/// A handle of something in a lock slot of a pool that threads of several processes meet at. All that was said of a [Mutex] holds for it: a
/// handle may be used by any thread, travels by its [#descriptor()], and a copy of it is the same thing. What has a name lives until
/// [#destroy()]; what has none goes when nobody can reach it any more.
public abstract sealed class SyncObject implements Shared permits Semaphore, Condition, ReadWriteLock, Barrier, Latch {

    final Pool pool;
    final long offset;
    final long position;
    final long life;
    final SyncKind kind;
    final int tag;
    final Entries entries;
    /// Keeps the thing. Null if it had been destroyed when this was made.
    private final Handle handle;

    SyncObject(Pool pool, long offset, long life, Handle handle) {
        this.pool = pool;
        this.offset = offset;
        this.position = pool.position() + offset;
        this.life = life;
        this.handle = handle;
        this.tag = LockSlot.tag(position);
        this.kind = SyncKind.of(Memory.getInt(position + LockSlot.KIND));
        this.entries = new Entries(pool, offset, tag);
        Departures.listen(pool);
    }

    static String named(String name) {
        return Objects.requireNonNull(name, "name");
    }

    /// Makes the first part, and has it begin with some numbers.
    static void begin(Pool pool, long offset, int tag, long... data) {
        Entries fresh = new Entries(pool, offset, tag);
        fresh.append(pool);
        for (int i = 0; i < data.length; i++) {
            fresh.makeData(i, data[i]);
        }
    }

    boolean isThere() {
        return handle != null && LockTable.life(pool, offset) == life;
    }

    void requireThere() {
        if (!isThere()) {
            throw new IllegalStateException(this + ": has been destroyed");
        }
    }

    /// Takes a lock's outcome apart: what was taken of something else, or of something whose destroyer has died, is given back.
    ///
    /// @throws IllegalStateException if this is not there any more
    void requireThere(RawLock.Result result) {
        boolean retiring = result == RawLock.Result.OWNER_DIED && LockWord.has(LockSlot.word(position), LockWord.RETIRING);
        if (result != RawLock.Result.ABANDONED && isThere() && !retiring) {
            return;
        }
        if (retiring) {
            LockTable.retire(pool, pool.actor(), offset);
        } else if (result.taken()) {
            RawLock.unlock(pool, pool.actor(), offset);
        }
        throw new IllegalStateException(this + ": has been destroyed");
    }

    public final Optional<String> name() {
        return pool.names().nameOf(kind().nameKind(), offset, life);
    }

    abstract SyncKind kind();

    @Override
    public final Descriptor descriptor() {
        if (handle != null) {
            handle.share();
        }
        return new Descriptor(pool.objectName(), kind().title(), offset, life);
    }

    /// Removes it from the pool, and its name. Who waits at it or uses a handle of it afterwards gets an [IllegalStateException]. What is
    /// not there any more is left alone.
    ///
    /// @throws IllegalStateException if somebody alive has something of it
    public final void destroy() {
        if (isThere()) {
            LockTable.destroy(pool, offset, life, this::requireUnused);
        }
    }

    /// @throws IllegalStateException if somebody alive has something of it
    void requireUnused() {
        Look look = new Look();
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            if (entries.isOurs(word) && Entries.state(word) == Entries.HELD && !look.isOwnerDead(pool, Entries.owner(word))) {
                throw new IllegalStateException(this + ": cannot be destroyed, held by "
                        + Party.of(pool, LockWord.ownerIndex(word), LockWord.ownerIncarnation(word)));
            }
        }
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SyncObject object && object.pool == pool && object.offset == offset && object.life == life;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(offset * 31 + life);
    }

    @Override
    public final String toString() {
        return kind().title() + " " + LockNames.describe(pool, offset);
    }
}
