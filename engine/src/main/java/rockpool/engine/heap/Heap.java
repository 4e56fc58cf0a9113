package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.EventKind;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.Shared;
import rockpool.engine.pool.Units;
import rockpool.engine.pool.UseWord;
import rockpool.engine.sync.RawLock;

/// A collected heap of typed values in a pool, with one value at its root. Answers to Netmulticore's `heap`.
///
/// Readers take no lock. Whoever changes it takes the heap's lock, and the changes of one [#modify] happen as a whole or not at all, also if the
/// process is killed in it. All methods may be called by any thread of any process; in a process there is one object for a heap.
public final class Heap implements Shared {

    static final String KIND = "heap";

    static {
        Descriptors.register(KIND, (pool, descriptor) -> at(pool, descriptor.offset(), descriptor.incarnation()));
    }

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long offset;
    private final long descriptor;
    private final long live;
    private final int heapId;
    private final String name;
    private final Areas areas;
    private final HeapDirectory directory;
    private final Writer writer;
    /// What the last reader without the lock read from. Immutable where it matters, so any thread may take it.
    Source lastSource;
    private final Types types;
    /// Names this process as the heap's last writer.
    private final long identity;
    /// Keeps the heap. Null in an object that is used for one purpose and not given away.
    private final Handle handle;

    Heap(Pool pool, long offset, long incarnation, Handle handle) {
        this.handle = handle;
        this.pool = pool;
        this.units = pool.units();
        this.base = pool.position();
        this.offset = offset;
        this.descriptor = base + offset;
        this.live = HeapLayout.state(HeapLayout.LIVE_STATE, incarnation);
        this.heapId = HeapDirectory.heapId(units, offset);
        this.name = HeapDescriptor.name(descriptor);
        this.directory = HeapDirectory.of(pool);
        this.areas = new Areas(pool, offset, directory);
        this.writer = new Writer(this, areas);
        this.types = Types.of(pool);
        this.identity = ThreadLocalRandom.current().nextLong() | 1;
    }

    /// Creates a heap without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and no value
    /// in another heap refers to it.
    ///
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room
    public static Heap create(Pool pool) {
        return create(pool, null, Names.HEAP);
    }

    /// Creates a heap that can be found by name.
    ///
    /// @throws IllegalArgumentException if something in the pool has the name
    public static Heap create(Pool pool, String name) {
        return create(pool, name, Names.HEAP);
    }

    static Heap create(Pool pool, String name, int kind) {
        return create(pool, name, kind, heap -> { });
    }

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
    public static Optional<Heap> find(Pool pool, String name) {
        return find(pool, name, Names.HEAP);
    }

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
        Handle handle = HeapDirectory.isDescriptor(pool.position(), pool.units(), offset) ? Handles.of(pool).get(offset, incarnation) : null;
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

    // What it is

    public Pool pool() {
        return pool;
    }

    /// Its name, or an empty one.
    public String name() {
        return name;
    }

    @Override
    public Descriptor descriptor() {
        if (handle != null) {
            handle.share();
        }
        return new Descriptor(pool.objectName(), KIND, offset, incarnation());
    }

    long offset() {
        return offset;
    }

    long incarnation() {
        return HeapLayout.incarnationOf(live);
    }

    Types types() {
        return types;
    }

    public HeapStats stats() {
        return HeapStats.of(pool, offset);
    }

    @Override
    public String toString() {
        return "heap " + (name.isEmpty() ? "at " + offset : name) + " in " + pool;
    }

    // Reading without the lock

    /// The position of the pool's offset 0.
    long base() {
        return base;
    }

    /// Where the root's value word lies.
    long rootOffset() {
        return offset + HeapLayout.ROOT;
    }

    /// The root's value word.
    ///
    /// @throws IllegalStateException if the heap was destroyed
    long root() {
        long root = Memory.getLongAcquire(descriptor + HeapLayout.ROOT);
        requireLive();
        return root;
    }

    /// Odd while fields are overwritten; different after they were.
    long version() {
        return Memory.getLongAcquire(descriptor + HeapLayout.VERSION);
    }

    /// Different after blocks were freed.
    long sweepEpoch() {
        return Memory.getLongAcquire(descriptor + HeapLayout.SWEEP_EPOCH);
    }

    /// The number of the first collection that can take what is reachable now.
    long nextRun() {
        return Runs.next(descriptor);
    }

    /// The collections since then, for a message.
    String runsSince(long first) {
        return Runs.since(descriptor, first);
    }

    private void requireLive() {
        if (!isLive()) {
            throw destroyed();
        }
    }

    /// Whether it has not been destroyed.
    public boolean isLive() {
        return Memory.getLongAcquire(descriptor + HeapLayout.STATE) == live;
    }

    private RuntimeException destroyed() {
        if (pool.isClosed()) {
            return new PoolClosedException(pool.name());
        }
        return new IllegalStateException("heap=" + (name.isEmpty() ? offset : name) + ": it was destroyed");
    }

    /// Pins what the root refers to.
    ///
    /// @param pin the position of a pin that the calling thread's actor has opened
    /// @return the root's value word
    long pinRoot(long pin) {
        long root = Memory.getLongOpaque(descriptor + HeapLayout.ROOT);
        long pinned;
        do {
            pinned = root;
            Memory.putLongOpaque(pin, pinned);
            VarHandle.fullFence();
            root = root();
        } while (root != pinned);
        return root;
    }

    /// The position of the word that says whose the memory at an offset is, or 0 if it is not this heap's.
    long place(long block) {
        int unit = (block & Block.GRANULE - 1) == 0 ? units.unitAt(block) : -1;
        if (unit < 0) {
            return 0;
        }
        return Area.placeOf(pool, heapId, unit, block);
    }

    /// The position of the word of allocation bits with that of a block of this heap.
    long allocationWord(long block) {
        return writer.collector().marker().bitmapWord(block);
    }

    /// Whether an offset, which may be any number, lies in memory of this heap.
    boolean contains(long block) {
        return place(block) != 0;
    }

    /// Whether a block of this heap begins at an offset, which may be any number.
    boolean isBlock(long block) {
        return place(block) != 0 && writer.collector().marker().isAllocated(block);
    }

    /// Whether a block seen before is not the one that is there now. What was loaded from it counts only if this is false after an acquire fence.
    boolean stale(long block, long serial, long place, long placeWord) {
        return Memory.getLongOpaque(place) != placeWord || !writer.collector().marker().isAllocated(block) || Block.serial(base + block) != serial;
    }

    // Writing

    /// Changes the heap as a whole or not at all. Inside another one of the same heap and thread it is a part of that: what it throws undoes only
    /// its own changes. Two heaps have no common modify.
    ///
    /// @throws IllegalStateException if the heap was destroyed
    /// @throws CancellationException if the thread is interrupted while it waits for the lock
    public <R> R modify(Modification<R> body) {
        Writer opened = lock();
        try {
            R result = body.apply(opened.mutator());
            opened.commit();
            return result;
        } finally {
            opened.close();
        }
    }

    /// What whoever has the lock writes with.
    Writer writer() {
        return writer;
    }

    /// The calling thread's open writer, or null if it is in no modify of this heap.
    Writer mine() {
        return writer.isMine() ? writer : null;
    }

    /// Takes the lock and begins a modify; for the thread that has it already, a nested one.
    Writer lock() {
        if (writer.isMine()) {
            writer.enter();
            return writer;
        }
        Actor me = pool.actor();
        return opened(me, RawLock.lock(pool, me, offset + HeapLayout.LOCK, Long.MAX_VALUE, true));
    }

    private Writer opened(Actor me, RawLock.Result result) {
        boolean begun = false;
        try {
            if (result != RawLock.Result.ACQUIRED) {
                takeOver(me, result);
            }
            begin(me);
            begun = true;
        } finally {
            if (!begun && RawLock.isMine(pool, me, offset + HeapLayout.LOCK)) {
                RawLock.unlock(pool, me, offset + HeapLayout.LOCK);
            }
        }
        return writer;
    }

    private void begin(Actor me) {
        if (Memory.getLong(descriptor + HeapLayout.STATE) != live) {
            throw destroyed();
        }
        if (Memory.getLong(descriptor + HeapLayout.LAST_WRITER) != identity) {
            writer.collector().refresh();
            Memory.putLong(descriptor + HeapLayout.LAST_WRITER, identity);
        }
        writer.begin(me);
    }

    private void takeOver(Actor me, RawLock.Result result) {
        switch (result) {
            case OWNER_DIED -> recover(me);
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw new CancellationException("heap=" + (name.isEmpty() ? offset : name) + ": interrupted while waiting for its lock");
            }
            case ABANDONED -> throw new PoolDamagedException(toString(), "a heap that a successor could repair", "a lock given up");
            default -> throw new IllegalStateException(this + ": its lock gave " + result);
        }
    }

    /// Brings the heap to the state after its last commit. Every step may be cut off and done again.
    private void recover(Actor me) {
        HeapPoint.HEAP_RECOVERING.reach();
        if (isLive()) {
            long entries = Memory.getLong(descriptor + HeapLayout.LOG_COUNT);
            try {
                restoreKeptRoot();
                writer.log().recover();
                Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, 0);
                areas.releaseUnfinished();
                writer.collector().recover();
                Memory.putLong(descriptor + HeapLayout.LAST_WRITER, 0);
            } catch (PoolDamagedException e) {
                RawLock.abandon(pool, me, offset + HeapLayout.LOCK);
                throw e;
            }
            pool.events().publish(EventKind.REDONE, offset, entries);
        }
        RawLock.recovered(pool, me, offset + HeapLayout.LOCK);
    }

    /// Who died while it made sure that nothing is pinned has not destroyed the heap.
    private void restoreKeptRoot() {
        long kept = Memory.getLong(descriptor + HeapLayout.KEPT_ROOT);
        if (kept != 0) {
            Memory.putLongRelease(descriptor + HeapLayout.ROOT, kept);
        }
    }

    // Collecting

    /// Collects what cannot be reached any more, and returns when that is done.
    public void gc() {
        gc("on demand");
    }

    /// @param why for the event
    public void gc(String why) {
        if (writer.isMine()) {
            writer.collector().collectNow(why);
            return;
        }
        new OnDemand(this, why).run();
    }

    /// Sets how much garbage may be there for each byte that is live before a collection begins by itself.
    ///
    /// @param overhead 1.0 lets half of the heap be garbage; from 0.1 to 100
    public void setOverhead(double overhead) {
        if (!(overhead >= 0.1 && overhead <= 100)) {
            throw new IllegalArgumentException("overhead=" + overhead + ": from 0.1 to 100");
        }
        Writer opened = lock();
        try {
            Memory.putLong(descriptor + HeapLayout.OVERHEAD, Math.round(overhead * 1000));
            writer.collector().setThreshold();
            opened.commit();
        } finally {
            opened.close();
        }
    }

    // Its end

    /// Takes the heap apart: its memory goes back to the pool, its name is free. Handles and views of it report that from then on.
    ///
    /// @throws IllegalStateException if it was destroyed before, if a value in it is pinned, or inside a modify of it
    public void destroy() {
        if (writer.isMine()) {
            throw new IllegalStateException(this + ": cannot be destroyed inside its own modify");
        }
        Writer opened = lock();
        try {
            destroy(opened);
        } finally {
            opened.close();
        }
    }

    /// Takes the lock and begins a modify if nobody has the lock.
    ///
    /// @return null if somebody has, or the heap was destroyed
    Writer tryOpen() {
        Actor me = pool.actor();
        RawLock.Result result = RawLock.tryTakeOver(pool, me, offset + HeapLayout.LOCK);
        if (!result.taken()) {
            return null;
        }
        if (!isLive()) {
            RawLock.unlock(pool, me, offset + HeapLayout.LOCK);
            return null;
        }
        return opened(me, result);
    }

    /// Takes the heap apart if its lock is free, nothing in it is pinned, and its use word is as expected.
    ///
    /// @return whether it is gone
    boolean reclaim(long expected) {
        Writer opened = tryOpen();
        if (opened == null) {
            return false;
        }
        try {
            // Nobody can pin anything from here on: the use word says that no process has a handle.
            boolean mine = !isPinned() && UseWord.doom(descriptor + HeapLayout.USE, expected);
            if (mine) {
                destroy(opened);
            }
            return mine;
        } catch (IllegalStateException e) {
            // A thread that is about to end its use of it has pinned a value: it goes later.
            return false;
        } finally {
            opened.close();
        }
    }

    private boolean isPinned() {
        boolean[] pinned = {false};
        pool.actors().forEachPin(block -> pinned[0] |= isBlock(block));
        return pinned[0];
    }

    /// A value of this heap is going to refer to a shared thing.
    void refersTo(Descriptor thing) {
        if (!thing.pool().equals(pool.objectName())) {
            Handles.keepForGood(thing);
        } else if (Memory.getLong(descriptor + HeapLayout.MARKED) == 0) {
            Memory.putLongVolatile(descriptor + HeapLayout.MARKED, Reclaimer.epoch(pool));
        }
    }

    private void destroy(Writer opened) {
        requireUnpinned();
        // Who cleans up after a death from here on does the rest.
        Memory.putLongVolatile(descriptor + HeapLayout.USE, UseWord.DOOMED);
        if (!name.isEmpty()) {
            pool.names().remove(name, offset, incarnation());
        }
        // Who is copying a value out notices.
        Memory.putLongRelease(descriptor + HeapLayout.SWEEP_EPOCH, sweepEpoch() + 1);
        directory.destroy(offset, areas.units());
        opened.commit();
        pool.events().publish(EventKind.HEAP_DESTROYED, name, offset);
    }

    /// No value can be pinned from now on, and none is. Readers meanwhile take the root's null for a change under way.
    private void requireUnpinned() {
        long root = Memory.getLong(descriptor + HeapLayout.ROOT);
        Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, root);
        writer.log().beginOverwriting();
        Memory.putLongVolatile(descriptor + HeapLayout.ROOT, 0);
        VarHandle.fullFence();
        if (isPinned()) {
            Memory.putLongRelease(descriptor + HeapLayout.ROOT, root);
            writer.log().endOverwriting();
            Memory.putLong(descriptor + HeapLayout.KEPT_ROOT, 0);
            throw new IllegalStateException(this + ": a value in it is pinned");
        }
    }
}
