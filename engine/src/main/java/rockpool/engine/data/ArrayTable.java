package rockpool.engine.data;

import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.UseWord;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.sync.RawLock;

/// The primitive arrays of a pool as this process makes them and takes them apart. Which steps there are, in which order, and what a death
/// leaves is at [ArrayLayout].
///
/// One lock in the pool's header covers who has which slot and which memory. It is held for no longer than taking or freeing those takes,
/// never while elements are written. Who is told of a death or takes something back only tries to get it.
final class ArrayTable {

    private static final long LOCK = PoolLayout.ARRAYS_OFFSET;

    private final Pool pool;
    private final ArrayMemory memory;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Queue<WeakReference<ArrayHome>> homes = new ConcurrentLinkedQueue<>();
    private long slotHint;

    private ArrayTable(Pool pool) {
        this.pool = pool;
        this.memory = new ArrayMemory(pool);
    }

    static ArrayTable of(Pool pool) {
        ArrayTable table = pool.attachment(ArrayTable.class, ArrayTable::new);
        if (table.begun.compareAndSet(false, true)) {
            pool.onDeath((cleaned, participant, process) -> table.recoverIfDead());
            pool.onClose(table::close);
            Handles.of(pool);
            table.recoverIfDead();
            Reclaimer.of(pool).takePrivateOnes(Reclaimer.NOBODY);
        }
        return table;
    }

    // This process's use

    /// Has the memory of an array be out of reach when this process closes the pool.
    void closeWithPool(ArrayHome home) {
        homes.removeIf(known -> known.refersTo(null));
        homes.add(new WeakReference<>(home));
    }

    private void close() {
        for (WeakReference<ArrayHome> known : homes) {
            ArrayHome home = known.get();
            if (home != null) {
                home.closeMemory();
            }
        }
    }

    // The lock

    /// @return false if somebody else has it, or this thread
    private boolean tryLock() {
        return entered(RawLock.tryTakeOver(pool, pool.actor(), LOCK));
    }

    private void lock() {
        if (!entered(RawLock.lock(pool, pool.actor(), LOCK, Long.MAX_VALUE, false))) {
            throw new IllegalStateException("pool=" + pool.name() + ": its table of arrays is lost");
        }
    }

    private boolean entered(RawLock.Result result) {
        if (result == RawLock.Result.OWNER_DIED) {
            repair();
            RawLock.recovered(pool, pool.actor(), LOCK);
        }
        return result.taken();
    }

    private void unlock() {
        RawLock.unlock(pool, pool.actor(), LOCK);
    }

    // Making

    /// Fills in the elements of an array that nobody else can see.
    @FunctionalInterface
    interface Filler {
        void fill(long position);
    }

    /// Makes an array.
    ///
    /// @param name null for none
    /// @throws IllegalArgumentException if the name is taken
    Handle create(ElementKind kind, long[] shape, String name, Filler filler) {
        requireUnused(name);
        Handles.of(pool).makeRoom();
        long bytes = ArrayShape.bytes(kind, shape);
        long slot = Reclaimer.of(pool).making(() -> claim(bytes));
        long incarnation = pool.nextIncarnation();
        Handle handle = null;
        try {
            handle = Handles.of(pool).create(slot, incarnation);
            fill(slot, kind, shape);
            filler.fill(pool.position() + data(slot));
            ArrayPoint.CREATE_FILLED.reach();
        } catch (Throwable e) {
            giveUp(slot);
            throw e;
        }
        ArrayLayout.setWord(pool.position() + slot, ArrayLayout.word(ArrayLayout.LIVE, incarnation));
        ArrayPoint.CREATE_LIVE.reach();
        giveName(handle, name);
        return handle;
    }

    private void requireUnused(String name) {
        Optional<Names.Entry> there = name == null ? Optional.empty() : pool.names().find(name);
        there.filter(entry -> entry.kind() == Names.ARRAY && !isLive(entry.offset(), entry.incarnation()))
                .ifPresent(entry -> pool.names().remove(name, entry.offset(), entry.incarnation()));
        if (name != null && pool.names().find(name).isPresent()) {
            throw new IllegalArgumentException("name=" + name + ": something in pool " + pool.name() + " has it already");
        }
    }

    private long claim(long bytes) {
        lock();
        long slot = 0;
        boolean done = false;
        try {
            slot = ArraySlots.free(pool, slotHint);
            claim(pool.position() + slot, bytes);
            slotHint = slot + ArrayLayout.BYTES;
            done = true;
            return slot;
        } finally {
            if (!done) {
                undo(slot);
            }
            unlock();
        }
    }

    private void claim(long position, long bytes) {
        Memory.putLongVolatile(position + ArrayLayout.DATA, 0);
        ArrayLayout.setWord(position, ArrayLayout.making(pool.actor()));
        ArrayPoint.CREATE_CLAIMED.reach();
        long data = memory.allocate(bytes);
        ArrayPoint.CREATE_ALLOCATED.reach();
        Memory.putLongVolatile(position + ArrayLayout.DATA, data);
    }

    /// @param slot 0 if none was found
    private void undo(long slot) {
        if (slot != 0) {
            ArrayLayout.setWord(pool.position() + slot, ArrayLayout.word(ArrayLayout.FREEING, 0));
        }
        repair();
    }

    private void fill(long slot, ElementKind kind, long[] shape) {
        long position = pool.position() + slot;
        Memory.putLongVolatile(position + ArrayLayout.USE, UseWord.PRIVATE);
        Memory.putInt(position + ArrayLayout.KIND, kind.code());
        Memory.putInt(position + ArrayLayout.DIMENSIONS, shape.length);
        for (int i = 0; i < shape.length; i++) {
            Memory.putLong(position + ArrayLayout.SHAPE + (long) i * Long.BYTES, shape[i]);
        }
    }

    private void giveUp(long slot) {
        lock();
        try {
            release(slot);
        } finally {
            unlock();
        }
    }

    private void giveName(Handle handle, String name) {
        if (name == null) {
            return;
        }
        handle.share();
        boolean named = false;
        try {
            named = pool.names().put(name, Names.ARRAY, handle.offset(), handle.incarnation());
        } finally {
            if (!named) {
                destroy(handle.offset(), handle.incarnation());
                Handles.of(pool).giveBack(handle);
            }
        }
        if (!named) {
            throw new IllegalArgumentException("name=" + name + ": something in pool " + pool.name() + " has it already");
        }
    }

    // Being there

    long data(long slot) {
        return Memory.getLongVolatile(pool.position() + slot + ArrayLayout.DATA);
    }

    boolean isLive(long slot, long incarnation) {
        return ArraySlots.hasSlotAt(pool, slot)
                && ArrayLayout.wordAt(pool.position() + slot) == ArrayLayout.word(ArrayLayout.LIVE, incarnation);
    }

    // Taking apart

    /// Destroys an array: nobody finds it any more, and its memory goes when no process is registered.
    ///
    /// @return false if that had been done
    boolean destroy(long slot, long incarnation) {
        boolean mine = Memory.compareAndSetLong(pool.position() + slot + ArrayLayout.WORD, ArrayLayout.word(ArrayLayout.LIVE, incarnation),
                ArrayLayout.word(ArrayLayout.ENDED, incarnation));
        if (mine) {
            ArrayPoint.DESTROY_ENDED.reach();
            finishDestroying(pool, slot, incarnation);
        }
        return mine;
    }

    /// Makes the last two steps for an array that is ENDED, if they have not been made.
    static void finishDestroying(Pool pool, long slot, long incarnation) {
        long use = pool.position() + slot + ArrayLayout.USE;
        if (!UseWord.isOver(Memory.getLongVolatile(use))) {
            pool.names().nameOf(Names.ARRAY, slot, incarnation).ifPresent(name -> pool.names().remove(name, slot, incarnation));
            ArrayPoint.DESTROY_UNNAMED.reach();
            UseWord.end(use);
        }
    }

    /// Takes an array apart that nobody is registered with.
    ///
    /// @param expected what its `use` has to be
    /// @return false if it stays
    boolean reclaim(long slot, long incarnation, long expected) {
        if (!tryLock()) {
            return false;
        }
        try {
            long position = pool.position() + slot;
            long word = ArrayLayout.wordAt(position);
            if (!ArrayLayout.isThere(word) || ArrayLayout.incarnation(word) != incarnation
                    || !UseWord.doom(position + ArrayLayout.USE, expected)) {
                return false;
            }
            ArrayPoint.RECLAIM_DOOMED.reach();
            release(slot);
            return true;
        } finally {
            unlock();
        }
    }

    /// Frees a slot and its memory. The caller has the lock.
    private void release(long slot) {
        long position = pool.position() + slot;
        long data = data(slot);
        ArrayLayout.setWord(position, ArrayLayout.word(ArrayLayout.FREEING, 0));
        Memory.putLongVolatile(position + ArrayLayout.DATA, 0);
        ArrayPoint.RECLAIM_FREEING.reach();
        if (data != 0) {
            memory.free(data);
        }
        ArrayLayout.setWord(position, ArrayLayout.FREE);
    }

    // Recovery

    /// Finishes what the dead were doing, unless somebody else is at it.
    void recoverIfDead() {
        if (tryLock()) {
            try {
                if (somethingIsLeft()) {
                    repair();
                }
            } finally {
                unlock();
            }
        }
    }

    private boolean somethingIsLeft() {
        boolean[] found = {false};
        ArraySlots.forEach(pool, slot -> found[0] |= isLeft(ArrayLayout.wordAt(pool.position() + slot)));
        return found[0];
    }

    /// Whether nobody goes on with what is being done to a slot. Asked by the holder of the lock.
    private boolean isLeft(long word) {
        int state = ArrayLayout.state(word);
        return state == ArrayLayout.FREEING || state == ArrayLayout.MAKING
                && pool.actors().state(ArrayLayout.makerIndex(word), ArrayLayout.makerIncarnation(word)) == ProcessState.DEAD;
    }

    /// Frees what is half made or half freed, and puts the memory right. May itself be cut off anywhere. The caller has the lock.
    private void repair() {
        ArraySlots.layOut(pool);
        Set<Long> named = new HashSet<>();
        ArraySlots.forEach(pool, slot -> {
            long position = pool.position() + slot;
            long word = ArrayLayout.wordAt(position);
            if (isLeft(word)) {
                ArrayLayout.setWord(position, ArrayLayout.word(ArrayLayout.FREEING, 0));
                Memory.putLongVolatile(position + ArrayLayout.DATA, 0);
                ArrayLayout.setWord(position, ArrayLayout.FREE);
            } else if (word != ArrayLayout.FREE && data(slot) != 0) {
                named.add(data(slot));
            }
        });
        memory.rebuild(named);
    }
}
