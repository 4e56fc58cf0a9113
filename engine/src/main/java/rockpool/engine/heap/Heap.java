package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Handle;
import rockpool.engine.pool.Handles;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolClosedException;
import rockpool.engine.pool.Reclaimer;
import rockpool.engine.pool.Shared;
import rockpool.engine.pool.Units;

/// A collected heap of typed values in a pool, with one value at its root. Answers to Netmulticore's `heap`.
///
/// Readers take no lock. Whoever changes it takes the heap's lock, and the changes of one [#modify] happen as a whole or not at all, also
/// if the process is killed in it. All methods may be called by any thread of any process; in a process there is one object for a heap.
public final class Heap implements Shared {

    static final String KIND = "heap";

    static {
        Descriptors.register(KIND, (pool, descriptor) -> Heaps.at(pool, descriptor.offset(), descriptor.incarnation()));
    }

    private final Pool pool;
    private final Units units;
    private final long base;
    private final long offset;
    private final long descriptor;
    private final long live;
    private final int heapId;
    private final String name;
    private final Writer writer;
    private final HeapLock lock;
    private final HeapEnd end;
    /// What the last reader without the lock read from. Immutable where it matters, so any thread may take it.
    Source lastSource;
    private final Types types;
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
        this.heapId = HeapDescriptors.heapId(units, offset);
        this.name = HeapDescriptor.name(descriptor);
        HeapDirectory directory = HeapDirectory.of(pool);
        Areas areas = new Areas(pool, offset, directory);
        this.writer = new Writer(this, areas);
        this.lock = new HeapLock(this, areas, writer);
        this.end = new HeapEnd(this, areas, directory);
        this.types = Types.of(pool);
    }

    /// Creates a heap without a name. It goes by itself when no process has a handle of it any more, none is on its way to one, and no
    /// value in another heap refers to it.
    ///
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no room
    public static Heap create(Pool pool) {
        return Heaps.create(pool, null, Names.HEAP, heap -> { });
    }

    /// Creates a heap that can be found by name.
    ///
    /// @throws IllegalArgumentException if something in the pool has the name
    public static Heap create(Pool pool, String name) {
        return Heaps.create(pool, name, Names.HEAP, heap -> { });
    }

    /// Finds a heap by name.
    public static Optional<Heap> find(Pool pool, String name) {
        return Heaps.find(pool, name, Names.HEAP);
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

    /// The exception for who uses it after its end.
    RuntimeException destroyed() {
        if (pool.isClosed()) {
            return new PoolClosedException(pool.name());
        }
        return new IllegalStateException("heap=" + nameOrOffset() + ": it was destroyed");
    }

    /// For a message.
    String nameOrOffset() {
        return name.isEmpty() ? Long.toString(offset) : name;
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

    /// Whether a block seen before is not the one that is there now. What was loaded from it counts only if this is false after an acquire
    /// fence.
    boolean stale(long block, long serial, long place, long placeWord) {
        return Memory.getLongOpaque(place) != placeWord || !writer.collector().marker().isAllocated(block) || Block.serial(base + block) != serial;
    }

    // Writing

    /// Changes the heap as a whole or not at all. Inside another one of the same heap and thread it is a part of that: what it throws
    /// undoes only its own changes. Two heaps have no common modify.
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
        return lock.open();
    }

    /// Takes the lock and begins a modify if nobody has the lock.
    ///
    /// @return null if somebody has, or the heap was destroyed
    Writer tryOpen() {
        return lock.tryOpen();
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
            end.destroy(opened);
        } finally {
            opened.close();
        }
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
            return end.reclaim(opened, expected);
        } finally {
            opened.close();
        }
    }

    /// A value of this heap is going to refer to a shared thing.
    void refersTo(Descriptor thing) {
        if (!thing.pool().equals(pool.objectName())) {
            Handles.keepForGood(thing);
        } else if (Memory.getLong(descriptor + HeapLayout.MARKED) == 0) {
            Memory.putLongVolatile(descriptor + HeapLayout.MARKED, Reclaimer.epoch(pool));
        }
    }
}
