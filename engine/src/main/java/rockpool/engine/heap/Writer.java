package rockpool.engine.heap;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.sync.RawLock;

/// What the holder of a heap's lock changes it with. New blocks are written directly; what is stored over in existing ones is collected,
/// and happens at the commit, as a whole.
///
/// There is one a process and heap, used by the thread that has the lock. A level is a nested modify: its changes can be thrown away
/// without those around it.
final class Writer implements Destination {

    private static final int FIRST_LEVELS = 4;

    private final Heap heap;
    private final long base;
    private final long descriptor;
    private final RedoLog log;
    private final Collector collector;
    private final Allocator allocator;
    private final WriteSet changes = new WriteSet();
    private final LatinText texts = new LatinText();
    private Mutator mutator;
    private Change change;

    private Thread owner;
    private Actor actor;
    private int level;
    /// Blocks with this serial or a later one were allocated in this level, and since the last one inside it has ended.
    private long firstOwnSerial;
    private boolean committed;
    private boolean abandoned;
    /// Whether the commit is left to the next owner of the lock.
    private boolean unrepaired;
    private WriteSet.Mark[] marks = new WriteSet.Mark[FIRST_LEVELS];

    Writer(Heap heap, Areas areas) {
        this.heap = heap;
        this.base = heap.base();
        this.descriptor = heap.offset();
        this.collector = new Collector(heap.pool(), descriptor, areas, this::forEachNewValue);
        this.log = new RedoLog(heap.pool(), descriptor, collector);
        this.allocator = collector.allocator();
    }

    Heap heap() {
        return heap;
    }

    @Override
    public Types types() {
        return heap.types();
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public LatinText texts() {
        return texts;
    }

    @Override
    public void refersTo(Descriptor thing) {
        heap.refersTo(thing);
    }

    Collector collector() {
        return collector;
    }

    RedoLog log() {
        return log;
    }

    Mutator mutator() {
        if (mutator == null) {
            mutator = new Mutator(this);
        }
        return mutator;
    }

    /// What an operation of a structure changes it with, until it closes it.
    Change change() {
        if (change == null || !change.source().isCurrent()) {
            change = new Change(this);
        }
        return change;
    }

    /// Whether the calling thread has the lock.
    boolean isMine() {
        Thread now = owner;
        return now != null && now == Thread.currentThread();
    }

    // Levels

    /// The lock has been taken.
    void begin(Actor me) {
        actor = me;
        owner = me.thread();
        level = 1;
        committed = false;
        if (changes.size() != 0) {
            // Left by a thread that ended without closing it.
            changes.clear();
        }
        collector.begin();
        firstOwnSerial = allocator.firstNewSerial();
    }

    /// The thread that has the lock begins a nested modify.
    void enter() {
        if (level == marks.length) {
            marks = Arrays.copyOf(marks, level * 2);
        }
        marks[level++] = changes.mark();
        firstOwnSerial = allocator.nextSerial();
        committed = false;
    }

    /// Makes the changes of this level count: those of the outermost one for everybody, those of an inner one for the one around it.
    void commit() {
        if (level == 1) {
            commitAll();
        }
        committed = true;
    }

    /// Throws the changes of this level away.
    void abort() {
        committed = false;
    }

    /// Ends this level; the outermost one gives the lock back. What has not been committed is thrown away.
    void close() {
        if (level > 1) {
            WriteSet.Mark mark = marks[--level];
            if (committed) {
                changes.keep(mark);
            } else {
                changes.back(mark);
            }
            firstOwnSerial = allocator.nextSerial();
            committed = false;
        } else {
            end();
        }
    }

    private void end() {
        try {
            if (changes.size() != 0) {
                changes.clear();
            }
            collector.end();
        } finally {
            Actor me = actor;
            owner = null;
            actor = null;
            level = 0;
            if (abandoned) {
                abandoned = false;
            } else if (unrepaired) {
                unrepaired = false;
                RawLock.leaveUnrepaired(heap.pool(), me, descriptor + HeapLayout.LOCK);
            } else {
                RawLock.unlock(heap.pool(), me, descriptor + HeapLayout.LOCK);
            }
        }
    }

    // Allocation

    /// Claims a block and writes its header. The contents are zeros if the type has references, undefined otherwise.
    ///
    /// @param length for the header: elements or bytes, as the type says
    /// @param contentBytes of the contents
    /// @return the block's offset
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if neither pool nor collector has room; everything stays usable
    @Override
    public long allocate(TypeInfo type, int length, long contentBytes) {
        long block = allocateUndefined(type, length, contentBytes);
        if (type.shape != TypeInfo.NO_REFERENCES) {
            clear(base + block + Block.HEADER, contentBytes);
        }
        return block;
    }

    /// The same, but the contents are undefined: the caller stores them before it does anything else with the heap.
    long allocateUndefined(TypeInfo type, int length, long contentBytes) {
        return allocator.allocate(Block.header(type.id, 0, length), contentBytes + Block.HEADER);
    }

    /// Claims a block of value words if there is room at hand, for what is not worth a collection.
    ///
    /// @param contentBytes of the contents, which are undefined: the caller stores them before it does anything else with the heap
    /// @return the block's offset, or 0
    long allocateIfRoom(TypeInfo type, int length, long contentBytes) {
        return allocator.allocateIfRoom(Block.header(type.id, 0, length), contentBytes + Block.HEADER);
    }

    private static void clear(long position, long bytes) {
        if (bytes > 128) {
            Memory.clear(position, bytes + 7 & -8);
        } else {
            for (long at = 0; at < bytes; at += 8) {
                Memory.putLong(position + at, 0);
            }
        }
    }

    /// Whether a block may be stored to directly: it was allocated in this level, so that nobody else can reach it, and the level around it
    /// has not seen it as it was before.
    boolean isNew(long block) {
        return Block.serial(base + block) >= firstOwnSerial;
    }

    // Overwriting

    /// Stores over a part of an existing block's contents that is no value word.
    ///
    /// @param width 1, 2, 4 or 8 bytes, always the same for a place
    void overwrite(long offset, int width, long value) {
        if (width != 1 && width != 2 && width != 4 && width != 8) {
            throw new IllegalArgumentException("width=" + width + ": 1, 2, 4 or 8");
        }
        changes.put(offset, width, value);
    }

    /// Stores over a value word of an existing block.
    void overwriteWord(long offset, long valueWord) {
        collector.barrier(valueWord);
        changes.put(offset, WriteSet.WORD, valueWord);
    }

    /// Stores over a value word of an existing block of which it does not matter whether it happens if the rest of the change does not, nor
    /// whether it does not if the rest does.
    void overwriteLoosely(long offset, long valueWord) {
        collector.barrier(valueWord);
        changes.put(offset, WriteSet.LOOSE_WORD, valueWord);
    }

    /// Stores all words of a block that was just allocated.
    void fill(long block, long[] valueWords) {
        if (marking()) {
            for (long word : valueWords) {
                collector.barrier(word);
            }
        }
        Memory.copyIn(valueWords, 0, ValueLayout.JAVA_LONG, base + block + Block.HEADER, valueWords.length);
    }

    void assignRoot(long valueWord) {
        overwriteWord(descriptor + HeapLayout.ROOT, valueWord);
    }

    /// What a place will hold after the commit, without sign.
    ///
    /// @param width 1, 2, 4 or 8 bytes
    long readThrough(long offset, int width) {
        int change = changes.size() == 0 ? -1 : changes.find(offset);
        long position = base + offset;
        if (change >= 0) {
            long value = changes.value(change);
            return width == 8 ? value : value & (1L << width * 8) - 1;
        }
        return switch (width) {
            case 1 -> Memory.getByte(position) & 0xFFL;
            case 2 -> Memory.getChar(position);
            case 4 -> Memory.getInt(position) & 0xFFFF_FFFFL;
            case 8 -> Memory.getLong(position);
            default -> throw new IllegalArgumentException("width=" + width + ": 1, 2, 4 or 8");
        };
    }

    /// What a value word will be after the commit.
    long readWord(long offset) {
        int change = changes.size() == 0 ? -1 : changes.find(offset);
        return change >= 0 ? changes.value(change) : Memory.getLong(base + offset);
    }

    /// What the value words of a block will be after the commit, where they are what they are now.
    ///
    /// @param offset of the first
    void readThrough(long offset, long[] words) {
        if (changes.size() != 0) {
            for (int i = 0; i < words.length; i++) {
                int change = changes.find(offset + (long) i * Long.BYTES);
                if (change >= 0) {
                    words[i] = changes.value(change);
                }
            }
        }
    }

    long root() {
        return readWord(descriptor + HeapLayout.ROOT);
    }

    // The collector

    /// Whether a run marks, so that references to existing blocks that are stored in new ones have to be shaded.
    boolean marking() {
        return collector.phase() == HeapLayout.MARKING;
    }

    /// Keeps the run under way from missing what a word refers to.
    void shade(long valueWord) {
        collector.barrier(valueWord);
    }

    /// Whether a block known from outside is still there and will be.
    boolean isThere(long block, long serial, long place, long placeWord) {
        return !heap.stale(block, serial, place, placeWord) && !collector.isCondemned(block);
    }

    private void forEachNewValue(LongConsumer visitor) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.isWord(i)) {
                visitor.accept(changes.value(i));
            }
        }
    }

    // Commit

    private void commitAll() {
        int count = changes.size();
        if (count == 0) {
            return;
        }
        if (marking()) {
            shadeChanges();
        }
        try {
            if (count == 1 && changes.offset(0) == descriptor + HeapLayout.ROOT) {
                storeRoot();
            } else if (changes.isOneStore()) {
                log.storeInOrder(changes);
            } else {
                log.commit(changes);
            }
        } catch (Throwable e) {
            repair(e);
            throw e;
        }
    }

    /// What is stored over was reachable when the run began, and what is stored is from now on.
    private void shadeChanges() {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.isWord(i)) {
                collector.barrier(Memory.getLong(base + changes.offset(i)));
                collector.barrier(changes.value(i));
            }
        }
    }

    private void storeRoot() {
        HeapPoint.ASSIGN_READY.reach();
        VarHandle.releaseFence();
        Memory.putLongRelease(base + descriptor + HeapLayout.ROOT, changes.value(0));
        HeapPoint.ASSIGN_DONE.reach();
    }

    /// Something was thrown inside a commit: the same is done as after a death. If there is not enough stack for that, the next owner of
    /// the lock does it.
    private void repair(Throwable thrown) {
        try {
            log.recover();
        } catch (StackOverflowError again) {
            unrepaired = true;
        } catch (Throwable again) {
            thrown.addSuppressed(again);
            abandoned = true;
            RawLock.abandon(heap.pool(), actor, descriptor + HeapLayout.LOCK);
        }
    }
}
