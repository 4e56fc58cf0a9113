package rockpool.engine.heap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.UnitMeta;

/// A heap as it looks from outside: for inspection, by a process that has none of the user's classes and may only read.
///
/// Nothing is locked. What is read while the heap changes may be from different moments; what cannot be, whatever the moment, is a
/// [PoolDamagedException].
public final class HeapImage {

    private final MappedPool pool;
    private final long base;
    private final long offset;
    private final long descriptor;
    private final Types types;
    private final int heapId;

    private HeapImage(MappedPool pool, long offset) {
        this.pool = pool;
        this.base = pool.position();
        this.offset = offset;
        this.descriptor = base + offset;
        this.types = Types.of(pool);
        this.heapId = HeapDescriptors.heapId(pool.units(), offset);
    }

    /// The heaps of a pool, in the order in which they lie in it.
    public static List<HeapImage> all(MappedPool pool) {
        List<HeapImage> all = new ArrayList<>();
        HeapDescriptors.forEach(pool.position(), pool.units(), descriptor -> all.add(new HeapImage(pool, descriptor)));
        return all;
    }

    /// The heap whose descriptor lies at an offset.
    ///
    /// @throws PoolDamagedException if none can lie there
    public static HeapImage at(MappedPool pool, long offset) {
        return find(pool, offset).orElseThrow(() -> new PoolDamagedException(pool + ", a heap", "the offset of a descriptor", "" + offset));
    }

    /// The heap whose descriptor lies at an offset, if one can lie there.
    public static Optional<HeapImage> find(MappedPool pool, long offset) {
        return HeapDescriptors.isAt(pool.position(), pool.units(), offset) ? Optional.of(new HeapImage(pool, offset)) : Optional.empty();
    }

    public long offset() {
        return offset;
    }

    public long incarnation() {
        return HeapLayout.incarnationOf(get(HeapLayout.STATE));
    }

    /// Its name, or an empty one.
    public String name() {
        return HeapDescriptor.name(descriptor);
    }

    public HeapStats stats() {
        return HeapStats.of(pool, offset);
    }

    public boolean isLive() {
        return HeapLayout.stateOf(get(HeapLayout.STATE)) == HeapLayout.LIVE_STATE;
    }

    /// The number by which unit and page words name it as their owner.
    public int heapId() {
        return heapId;
    }

    // Fields that the verifier looks at

    public long root() {
        return get(HeapLayout.ROOT);
    }

    /// The value at its root, as a text of so many characters or little more.
    ///
    /// @throws PoolDamagedException if the value leads outside the pool
    public String text(int most) {
        return ValueText.show(pool.region(), types, root(), most);
    }

    /// What a word in it stands for, as a text of so many characters or little more.
    ///
    /// @throws PoolDamagedException if the value leads outside the pool
    public String text(long word, int most) {
        return ValueText.show(pool.region(), types, word, most);
    }

    /// Java for what a word in it stands for, as somebody types it who wants that value: `"ann"`, `5L`, `Colour.RED`, `new Place(3, 4)`.
    /// Strings, boxes, enums and records of these have such a text, of at most so many characters.
    ///
    /// @throws PoolDamagedException if the value leads outside the pool
    public Optional<String> java(long word, int most) {
        return JavaText.of(source(), word, most);
    }

    /// The names of a record's components, in the order of declaration; none of what is no record.
    ///
    /// @throws PoolDamagedException if the value leads outside the pool
    public List<String> components(long word) {
        return source().components(word);
    }

    /// Visits the handles in what a word in it stands for, each with the way that leads to it: `.guard`, `[3].lock`. What lies deep in it,
    /// or behind the first elements of something long, is left out.
    ///
    /// @throws PoolDamagedException if the value leads outside the pool
    public void forEachHandle(long word, BiConsumer<String, Descriptor> visitor) {
        new HandlePaths(source(), visitor).visit("", word);
    }

    /// Reads its blocks whatever is there, halves of two values included.
    public Source source() {
        return Source.inspected(pool.region(), types);
    }

    /// Odd while a writer stores over fields.
    public long version() {
        return get(HeapLayout.VERSION);
    }

    /// Entries of its log that are committed and not applied.
    public long logEntries() {
        return get(HeapLayout.LOG_COUNT);
    }

    /// Whether its log has units of its own.
    public boolean logHasUnits() {
        return get(HeapLayout.LOG_OVERFLOW) != 0;
    }

    /// A number that all serials are below.
    public long nextSerial() {
        return get(HeapLayout.SERIAL);
    }

    private long get(int field) {
        return Memory.getLongAcquire(descriptor + field);
    }

    // Areas

    /// A part of its memory with blocks of one size.
    ///
    /// @param unit the first
    /// @param page -1 if it is whole units
    /// @param offset of its first byte
    /// @param bytes of pool memory
    /// @param blockBytes of each block
    /// @param words of each of the bitmaps, one bit for each 16 bytes
    public record Part(int unit, int page, long offset, long bytes, long blockBytes, List<Bits> words) {}

    /// One word of the bitmaps.
    public record Bits(long starts, long allocated, long marked, long grey) {}

    public void forEachPart(Consumer<Part> visitor) {
        HeapAreas.forEach(pool, offset, area -> visitor.accept(part(area)));
    }

    private static Part part(Area area) {
        List<Bits> words = new ArrayList<>(area.words);
        for (int i = 0; i < area.words; i++) {
            long word = area.allocated + i * 8L;
            words.add(new Bits(area.starts(i), Memory.getLongAcquire(word), Memory.getLong(word + UnitMeta.MARKED - UnitMeta.ALLOCATED),
                    Memory.getLong(word + UnitMeta.GREY - UnitMeta.ALLOCATED)));
        }
        return new Part(Area.unit(area.key), area.isPage() ? Area.page(area.key) : -1, area.offset, area.bytes, area.blockBytes(), words);
    }

    // Blocks

    /// A block as its header says.
    ///
    /// @param capacity bytes behind the header
    /// @param length elements or bytes, as the type says
    public record BlockInfo(long offset, long capacity, int typeId, int length, long serial) {}

    /// Visits all blocks that are allocated, reachable or not.
    public void forEachBlock(Consumer<BlockInfo> visitor) {
        forEachPart(part -> forEachBlock(part, visitor));
    }

    private void forEachBlock(Part part, Consumer<BlockInfo> visitor) {
        pool.checkOffset(part.offset(), part.bytes());
        for (int i = 0; i < part.words().size(); i++) {
            Bits word = part.words().get(i);
            for (long bits = word.allocated() & word.starts(); bits != 0; bits &= bits - 1) {
                long granule = (long) i << 6 | Long.numberOfTrailingZeros(bits);
                visitor.accept(block(part.offset() + (granule << Block.GRANULE_SHIFT), part.blockBytes() - Block.HEADER));
            }
        }
    }

    private BlockInfo block(long block, long capacity) {
        long header = Memory.getLong(base + block);
        return new BlockInfo(block, capacity, Block.typeId(header), Block.length(header), Block.serial(base + block));
    }

    /// The name of a block's type.
    ///
    /// @throws PoolDamagedException if there is no such type
    public String typeName(BlockInfo block) {
        return types.info(block.typeId()).name();
    }

    /// The bytes of contents that a block says it has.
    ///
    /// @throws PoolDamagedException if there is no such type
    public long contentBytes(BlockInfo block) {
        return types.info(block.typeId()).contentBytes(block.length());
    }

    /// Visits the references in a block.
    ///
    /// @throws PoolDamagedException if there is no such type, or the block cannot be so long
    public void forEachReference(BlockInfo block, LongConsumer visitor) {
        TypeInfo type = types.info(block.typeId());
        long bytes = contentBytes(block);
        if (bytes < 0 || bytes > block.capacity()) {
            throw new PoolDamagedException(pool + ", block at " + block.offset(), "at most " + block.capacity() + " bytes", "" + bytes);
        }
        long contents = base + block.offset() + Block.HEADER;
        if (type.shape == TypeInfo.FIELDS) {
            for (int reference : type.referenceOffsets) {
                visit(Memory.getLong(contents + reference), visitor);
            }
        } else if (type.shape == TypeInfo.WORDS) {
            for (int i = 0; i < block.length(); i++) {
                visit(Memory.getLong(contents + i * 8L), visitor);
            }
        }
    }

    private static void visit(long valueWord, LongConsumer visitor) {
        if (Block.isReference(valueWord)) {
            visitor.accept(valueWord);
        }
    }

    /// How much of a heap is of one type.
    ///
    /// @param bytes with headers and what rounding costs
    public record TypeUse(String type, long blocks, long bytes) {}

    /// Its types, those with the most bytes first. What the collector has not taken yet is counted as well.
    public List<TypeUse> types() {
        Map<Integer, long[]> sums = new HashMap<>();
        forEachBlock(block -> {
            long[] sum = sums.computeIfAbsent(block.typeId(), missing -> new long[2]);
            sum[0]++;
            sum[1] += block.capacity() + Block.HEADER;
        });
        Map<String, TypeUse> byName = new HashMap<>();
        sums.forEach((id, sum) -> byName.merge(nameOf(id), new TypeUse(nameOf(id), sum[0], sum[1]),
                (a, b) -> new TypeUse(a.type(), a.blocks() + b.blocks(), a.bytes() + b.bytes())));
        return sorted(byName.values());
    }

    private String nameOf(int typeId) {
        try {
            return types.info(typeId).name();
        } catch (PoolDamagedException e) {
            return "type " + typeId + " (damaged)";
        }
    }

    private static List<TypeUse> sorted(Collection<TypeUse> uses) {
        List<TypeUse> sorted = new ArrayList<>(uses);
        sorted.sort((a, b) -> a.bytes() != b.bytes() ? Long.compare(b.bytes(), a.bytes()) : a.type().compareTo(b.type()));
        return sorted;
    }
}
