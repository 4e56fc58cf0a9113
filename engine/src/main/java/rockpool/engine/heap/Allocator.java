package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitMeta;

/// Finds room for blocks. The allocation bits are the truth; the cursors here, one a class, remember where to look next and which bits of
/// one word are still free. When another process has written to the heap, the cursors stay where they are, and read their words again
/// ([#reread]). When it has begun a sweep, they are dropped ([#startOver]): a cursor must not be in an area that is not swept yet, since
/// the sweep gives areas without blocks back. A cursor that has come to the end of its area goes to one of [RoomyAreas], or to a new one.
///
/// A block is claimed by setting its allocation bit, after its header is written. While a collection marks or sweeps, it is born marked.
/// Used by the holder of the heap's lock only.
final class Allocator {

    /// A class gets pages until it has this many, then units.
    private static final int MOST_PAGES = 16;
    private static final int SERIALS_RESERVED = 1 << 12;
    private static final long UNKNOWN = -1;
    private static final int MARK_DELTA = UnitMeta.MARKED - UnitMeta.ALLOCATED;

    /// Where the allocator asks for a collection.
    interface Pressure {

        /// More is about to be handed out: the moment to begin a collection or to do a slice of one.
        void growing();

        /// Areas of a class are wanted: does some sweeping, if that is under way; no more than a slice takes, as there may be nothing to
        /// find.
        ///
        /// @return whether no sweep is under way now
        boolean wanted(int sizeClass);

        /// Makes something that takes memory of the pool. When the pool is full, memory is won by collecting, and it is tried again.
        ///
        /// @throws rockpool.engine.pool.OutOfPoolMemoryException if it stays full
        <R> R making(Supplier<R> maker);
    }

    private final long base;
    private final long descriptor;
    private final Areas areas;
    private final Pressure pressure;

    private final long[] free = new long[SizeClasses.COUNT];
    private final long[] wordBlock = new long[SizeClasses.COUNT];
    private final long[] wordPosition = new long[SizeClasses.COUNT];
    private final int[] index = new int[SizeClasses.COUNT];
    private final Area[] cursors = new Area[SizeClasses.COUNT];
    private final boolean[] open = new boolean[SizeClasses.COUNT];
    private final RoomyAreas roomy;
    private final Area large;
    /// Areas that this modify has allocated in and left.
    private final BitSet left = new BitSet();
    private long handedOut;
    private boolean black;
    private long firstNewSerial = Long.MAX_VALUE;
    private long serial;
    private long serialEnd;
    /// How often units had been given back when there was no room at hand.
    private long releasesWhenFull = UNKNOWN;
    /// Whether what is allocated is not worth a collection.
    private boolean sparing;

    Allocator(long base, long descriptor, Areas areas, Pressure pressure) {
        this.base = base;
        this.descriptor = base + descriptor;
        this.areas = areas;
        this.pressure = pressure;
        this.roomy = new RoomyAreas(areas);
        this.large = areas.cursor();
    }

    // What a modify needs to know

    /// Begins a modify: blocks from now on have greater serials than all before.
    void begin() {
        if (Memory.getLong(descriptor + HeapLayout.SERIAL) != serialEnd) {
            serial = serialEnd = Memory.getLong(descriptor + HeapLayout.SERIAL);
        }
        left.clear();
        firstNewSerial = serial;
    }

    /// Ends it.
    void end() {
        firstNewSerial = Long.MAX_VALUE;
    }

    /// The serials of the blocks allocated since the modify under way began are at least this.
    long firstNewSerial() {
        return firstNewSerial;
    }

    /// The serial that the next block gets.
    long nextSerial() {
        return serial;
    }

    /// Whether blocks are born marked.
    void setBlack(boolean marked) {
        black = marked;
    }

    /// The bytes of free blocks that cursors have taken since this was asked last.
    long takeHandedOut() {
        long bytes = handedOut;
        handedOut = 0;
        return bytes;
    }

    /// The same, without forgetting them.
    long handedOut() {
        return handedOut;
    }

    /// Visits the keys of all areas in which this modify can have allocated.
    void forEachTouched(java.util.function.IntConsumer visitor) {
        left.stream().forEach(visitor);
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            if (open[c]) {
                visitor.accept(cursors[c].key);
            }
        }
    }

    // Allocation

    /// Claims a block of any size.
    ///
    /// @param bytes of the whole block, header included
    /// @return its offset
    long allocate(long header, long bytes) {
        long granules = bytes + Block.GRANULE - 1 >>> Block.GRANULE_SHIFT;
        if (granules > SizeClasses.MOST_GRANULES) {
            return allocateRun(header, bytes);
        }
        int sizeClass = SizeClasses.classOf((int) granules);
        long bits = free[sizeClass];
        if (bits == 0) {
            bits = refill(sizeClass);
        }
        long bit = Long.lowestOneBit(bits);
        free[sizeClass] = bits ^ bit;
        long block = wordBlock[sizeClass] + ((long) Long.numberOfTrailingZeros(bit) << Block.GRANULE_SHIFT);
        claim(block, header, wordPosition[sizeClass], bit);
        return block;
    }

    /// Claims a block if there is room at hand: nothing is collected for it, and nobody is asked for memory. In a full pool it costs next
    /// to nothing.
    ///
    /// @param bytes of the whole block, header included; no more than fit into a unit twice
    /// @return its offset, or 0
    long allocateIfRoom(long header, long bytes) {
        int sizeClass = SizeClasses.classOf((int) (bytes + Block.GRANULE - 1 >>> Block.GRANULE_SHIFT));
        if (free[sizeClass] == 0 && releasesWhenFull == areas.pool().units().releases()) {
            return 0;
        }
        sparing = true;
        try {
            return allocate(header, bytes);
        } catch (OutOfPoolMemoryException e) {
            releasesWhenFull = areas.pool().units().releases();
            return 0;
        } finally {
            sparing = false;
        }
    }

    private void claim(long block, long header, long word, long bit) {
        if (serial == serialEnd) {
            reserveSerials();
        }
        Memory.putLong(base + block, header);
        Memory.putLong(base + block + Block.SERIAL, serial++);
        VarHandle.storeStoreFence();
        Memory.putLongOpaque(word, Memory.getLong(word) | bit);
        if (black) {
            Memory.putLongOpaque(word + MARK_DELTA, Memory.getLong(word + MARK_DELTA) | bit);
        }
        VarHandle.storeStoreFence();
        HeapPoint.ALLOC_CLAIMED.reach();
    }

    private void reserveSerials() {
        serial = Memory.getLong(descriptor + HeapLayout.SERIAL);
        Memory.putLongOpaque(descriptor + HeapLayout.SERIAL, serial + SERIALS_RESERVED);
        serialEnd = serial + SERIALS_RESERVED;
    }

    private long allocateRun(long header, long bytes) {
        int units = Math.toIntExact(bytes + PoolLayout.UNIT_BYTES - 1 >>> PoolLayout.UNIT_SHIFT);
        pressure.growing();
        int key = pressure.making(() -> areas.claimRun(units));
        left.set(key);
        handedOut += (long) units << PoolLayout.UNIT_SHIFT;
        large.load(key);
        claim(large.offset, header, large.allocated, 1);
        return large.offset;
    }

    /// Moves a class's cursor to the next word with free blocks.
    ///
    /// @return their bits
    private long refill(int sizeClass) {
        pressure.growing();
        long bits = free[sizeClass];
        while (bits == 0) {
            bits = open[sizeClass] ? nextWord(sizeClass) : 0;
            if (bits == 0) {
                nextArea(sizeClass);
            }
        }
        handedOut += (long) Long.bitCount(bits) * SizeClasses.bytes(sizeClass);
        return bits;
    }

    private long nextWord(int sizeClass) {
        Area area = cursors[sizeClass];
        for (int i = index[sizeClass] + 1; i < area.words; i++) {
            long bits = area.starts(i) & ~Memory.getLong(area.allocated + i * 8L);
            if (bits != 0) {
                index[sizeClass] = i;
                wordBlock[sizeClass] = area.block(i, 0);
                wordPosition[sizeClass] = area.allocated + i * 8L;
                return bits;
            }
        }
        return 0;
    }

    private void nextArea(int sizeClass) {
        if (open[sizeClass]) {
            left.set(cursors[sizeClass].key);
            open[sizeClass] = false;
        }
        if (openRoomy(sizeClass)) {
            return;
        }
        boolean swept = pressure.wanted(sizeClass);
        if (!openRoomy(sizeClass) && !(swept && openFound(sizeClass))) {
            open(sizeClass, claimArea(sizeClass));
        }
    }

    private boolean openRoomy(int sizeClass) {
        int key = roomy.take(sizeClass);
        while (key != RoomyAreas.NONE && !open(sizeClass, key)) {
            key = roomy.take(sizeClass);
        }
        return key != RoomyAreas.NONE;
    }

    /// Goes to an area with room that was on no list.
    ///
    /// @return false if none was found in the time
    private boolean openFound(int sizeClass) {
        roomy.look(sizeClass);
        return openRoomy(sizeClass);
    }

    private boolean open(int sizeClass, int key) {
        if (cursors[sizeClass] == null) {
            cursors[sizeClass] = areas.cursor();
        }
        open[sizeClass] = cursors[sizeClass].load(key) && cursors[sizeClass].sizeClass == sizeClass;
        index[sizeClass] = -1;
        return open[sizeClass];
    }

    private int claimArea(int sizeClass) {
        return sparing ? claimNew(sizeClass) : pressure.making(() -> roomy.has(sizeClass) ? roomy.take(sizeClass) : claimNew(sizeClass));
    }

    private int claimNew(int sizeClass) {
        if (!SizeClasses.fitsPage(sizeClass)) {
            return areas.claimSpan(sizeClass);
        }
        if (roomy.pages(sizeClass) >= MOST_PAGES) {
            try {
                return areas.claimSpan(sizeClass);
            } catch (OutOfPoolMemoryException e) {
                // A page may still be free in a unit that belongs to nobody alone.
            }
        }
        int key = areas.claimPage(sizeClass);
        roomy.countPage(sizeClass);
        return key;
    }

    // When others have written, or a sweep begins

    /// Another process has written: the bits that are known here may be out of date, and areas may be gone.
    void reread() {
        boolean changed = areas.stale();
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            if (open[c]) {
                handedOut -= (long) Long.bitCount(free[c]) * SizeClasses.bytes(c);
                free[c] = 0;
                index[c] = Math.max(index[c] - 1, -1);
                open[c] = !changed || cursors[c].load(cursors[c].key) && cursors[c].sizeClass == c;
            }
        }
    }

    /// Another process has begun a sweep: all that is known here is out of date.
    void startOver() {
        dropCursors();
        handedOut = 0;
        roomy.listAgain();
    }

    /// Another process has swept: areas with room may be on no list.
    void listAgain() {
        roomy.listAgain();
        releasesWhenFull = UNKNOWN;
    }

    /// Drops cursors and lists: a sweep by this process is going to find what is free.
    void restart() {
        dropCursors();
        roomy.listWhileSweeping();
    }

    private void dropCursors() {
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            if (open[c]) {
                left.set(cursors[c].key);
            }
        }
        Arrays.fill(free, 0);
        Arrays.fill(open, false);
        releasesWhenFull = UNKNOWN;
    }

    /// The areas that are known to have free blocks.
    RoomyAreas roomy() {
        return roomy;
    }
}
