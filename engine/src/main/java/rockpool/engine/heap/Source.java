package rockpool.engine.heap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Region;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.Shared;

/// Where values are read from, and what has to stay as it is while they are.
///
/// A reader that does not hold the heap's lock notes the heap's version, and its sweep epoch unless a pin keeps what it reads, before it
/// loads the first word. [#confirm()] compares them: as long as they are the same, all that was read so far belongs to one value.
public final class Source {

    /// The heap has changed, or has come to its end, since the reader began; it has to begin again.
    static final class Torn extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final Torn INSTANCE = new Torn();

        private Torn() {
            super(null, null, false, false);
        }
    }

    /// How many steps are made along a chain before it is asked whether it is still one.
    private static final int STEPS = 64;

    private enum Watch { NOTHING, VERSION, VERSION_AND_SWEEPS }

    private final String place;
    /// Null for a message, which never grows.
    private final Region region;
    private final Types types;
    private final long base;
    private final Writer through;
    private final Heap heap;
    private final Watch watch;
    private final long version;
    private final long sweepEpoch;
    private final long limit;
    /// Counted by all who share it, without care.
    private int steps;

    private Source(Region region, Types types, Writer through, Heap heap, Watch watch) {
        this.place = region.name();
        this.region = region;
        this.types = types;
        this.base = region.position();
        this.limit = region.limit();
        this.through = through;
        this.heap = heap;
        this.watch = watch;
        this.version = watch == Watch.NOTHING ? 0 : heap.version();
        this.sweepEpoch = watch == Watch.VERSION_AND_SWEEPS ? heap.sweepEpoch() : 0;
    }

    /// For a reader of a message whose first byte lies somewhere from `base` on.
    private Source(String place, Types types, long base, long limit) {
        this.place = place;
        this.region = null;
        this.types = types;
        this.base = base;
        this.limit = limit;
        this.through = null;
        this.heap = null;
        this.watch = Watch.NOTHING;
        this.version = 0;
        this.sweepEpoch = 0;
    }

    /// For who keeps a message from being deleted meanwhile.
    ///
    /// @param base the position of its offset 0
    /// @param limit the first offset behind it
    static Source message(MappedPool pool, Types types, long base, long limit) {
        return new Source(pool.objectName(), types, base, limit);
    }

    /// For a reader without lock and pin. As long as nothing changes, all of them have the same one.
    static Source unprotected(Heap heap) {
        Source last = heap.lastSource;
        if (last != null && last.version == heap.version() && last.sweepEpoch == heap.sweepEpoch() && last.limit == last.region.limit()) {
            return last;
        }
        Source made = new Source(heap.pool().region(), heap.types(), null, heap, Watch.VERSION_AND_SWEEPS);
        heap.lastSource = made;
        return made;
    }

    /// For a reader that has pinned what it reads.
    static Source pinned(Heap heap) {
        return new Source(heap.pool().region(), heap.types(), null, heap, Watch.VERSION);
    }

    /// For the holder of the heap's lock, who sees its own changes.
    static Source locked(Writer writer) {
        return new Source(writer.heap().pool().region(), writer.heap().types(), writer, writer.heap(), Watch.NOTHING);
    }

    /// Whether the pool has not grown since this was made: then no check of bounds asks for more.
    boolean isCurrent() {
        return limit == region.limit();
    }

    /// For an inspector: whatever is there, halves of two values included.
    static Source inspected(Region region, Types types) {
        return new Source(region, types, null, null, Watch.NOTHING);
    }

    /// A part of a block, as its reader sees it.
    long longAt(long position) {
        return through == null ? Memory.getLong(position) : through.readWord(position - base);
    }

    /// A number inside a block, as its reader sees it; bits beyond its width may be anything.
    long bitsAt(long position, int width) {
        return through == null ? Numbers.load(position, width) : through.readThrough(position - base, width);
    }

    // Blocks of structures, which are value words

    /// A value word of a block.
    ///
    /// @throws PoolDamagedException if it does not lie in the pool
    public long word(long block, int index) {
        long at = Block.HEADER + (long) index * Long.BYTES;
        check(block, at + Long.BYTES);
        return through == null ? Memory.getLong(base + block + at) : through.readWord(block + at);
    }

    /// A number that [Change#putNumber] has stored in a block.
    public long number(long block, int index) {
        return number(word(block, index));
    }

    /// The number that a word of [Change#putNumber] stands for.
    public static long number(long word) {
        return Words.longOf(word);
    }

    /// The word that [Change#putNumber] stores for a small number.
    public static long word(int number) {
        return Words.of((long) number);
    }

    /// All value words of a block.
    ///
    /// @throws PoolDamagedException if they do not lie in the pool
    public long[] words(long block) {
        int length = length(block);
        check(block, Block.HEADER + (long) length * Long.BYTES);
        long[] words = new long[length];
        Memory.copyOut(base + block + Block.HEADER, ValueLayout.JAVA_LONG, words, 0, length);
        if (through != null) {
            through.readThrough(block + Block.HEADER, words);
        }
        return words;
    }

    /// How many words or elements a block has.
    public int length(long block) {
        check(block, Block.HEADER);
        int length = Block.length(Memory.getLong(base + block));
        check(block, Block.HEADER + (long) length);
        return length;
    }

    /// Copies bytes out of a block that [Change#allocateBytes] has made.
    ///
    /// @param from the first byte in the block
    /// @param to where to
    /// @param index of the first byte there
    public void copyBytes(long block, int from, MemorySegment to, long index, int count) {
        check(block, Block.HEADER + (long) from + count);
        Memory.copyOut(base + block + Block.HEADER + from, to, index, count);
    }

    /// Whether a word refers to a block of the structure's own, rather than being a value.
    public boolean isPart(long word, Part part) {
        if (!Words.isReference(word)) {
            return false;
        }
        check(word, Block.HEADER);
        return Block.typeId(Memory.getLong(base + word)) == part.type.id;
    }

    /// Is called once for each step along a chain, which may be torn and lead in a circle: it ends the attempt if so.
    public void step() {
        if ((++steps & STEPS - 1) == 0) {
            confirm();
        }
    }

    boolean isMessage() {
        return region == null;
    }

    Types types() {
        return types;
    }

    /// The name of the type of what a word stands for.
    String typeName(long word) {
        if (!Words.isReference(word)) {
            return Words.name(word);
        }
        check(word, Block.HEADER);
        return types.info(Block.typeId(Memory.getLong(base + word))).name();
    }

    /// The names of the components of what a word stands for, if it is a record.
    List<String> components(long word) {
        if (!Words.isReference(word)) {
            return List.of();
        }
        check(word, Block.HEADER);
        TypeInfo info = types.info(Block.typeId(Memory.getLong(base + word)));
        return info.kind == Kind.RECORD ? info.descriptor.parts().stream().map(TypeDescriptor.Part::name).toList() : List.of();
    }

    long base() {
        return base;
    }

    Writer through() {
        return through;
    }

    /// A handle that was read from a value.
    Shared resolve(Descriptor descriptor) {
        return heap == null ? Descriptors.resolve(descriptor) : Descriptors.resolve(heap.pool(), descriptor);
    }

    /// The most bytes that can lie there.
    long limit() {
        return region == null ? limit : region.limit();
    }

    String place() {
        return place;
    }

    /// Whether nobody overwrites a field at the moment that this reader began.
    boolean settled() {
        return (version & 1) == 0;
    }

    /// @throws Torn if what was read may be of two values
    void confirm() {
        if (torn()) {
            throw Torn.INSTANCE;
        }
    }

    /// Whether what was read may be of two values.
    boolean torn() {
        if (watch == Watch.NOTHING) {
            return false;
        }
        VarHandle.acquireFence();
        return heap.version() != version || watch == Watch.VERSION_AND_SWEEPS && heap.sweepEpoch() != sweepEpoch || !heap.isLive();
    }

    /// Checks a block's bounds before it is read.
    ///
    /// @throws PoolDamagedException if it is not all there
    void check(long offset, long length) {
        if (offset < 0 || length < 0 || offset > limit - length || (offset & Block.GRANULE - 1) != 0) {
            checkAgain(offset, length);
        }
    }

    /// The pool may have grown since this reader began.
    private void checkAgain(long offset, long length) {
        if ((offset & Block.GRANULE - 1) != 0 || region == null || !region.contains(offset, length)) {
            confirm();
            throw new PoolDamagedException(place() + ", a value", "within " + limit() + " bytes", length + " bytes at " + offset);
        }
    }
}
