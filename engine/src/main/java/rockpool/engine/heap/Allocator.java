package rockpool.engine.heap;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.OutOfPoolMemoryException;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitMeta;

/// Finds room for blocks. The allocation bits are the truth; the cursors here, one a class, remember where to look next and which bits of one
/// word are still free. When another process has written to the heap, the cursors stay where they are, and read their words again
/// ([#reread]). When it has begun a sweep, they are dropped ([#startOver]): a cursor must not be in an area that is not swept yet, since the
/// sweep gives areas without blocks back. Areas with room that a sweep elsewhere has left are looked for some at a time, when one is needed.
///
/// A block is claimed by setting its allocation bit, after its header is written. While a collection marks or sweeps, it is born marked.
/// Used by the holder of the heap's lock only.
final class Allocator {

    /// A class gets pages until it has this many, then units.
    private static final int MOST_PAGES = 16;
    private static final int SERIALS_RESERVED = 1 << 12;
    /// So many areas are looked at, when one with room is wanted, before memory is claimed: 64 words each at most, together some 50 µs.
    private static final int MOST_LOOKS = 512;
    private static final int ALL = Integer.MAX_VALUE;
    private static final long UNKNOWN = -1;
    private static final int MARK_DELTA = UnitMeta.MARKED - UnitMeta.ALLOCATED;

    /// Where the allocator asks for a collection.
    interface Pressure {

        /// More is about to be handed out: the moment to begin a collection or to do a slice of one.
        void growing();

        /// Areas of a class are wanted: does some sweeping, if that is under way; no more than a slice takes, as there may be nothing to find.
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
    private final Keys[] ready = new Keys[SizeClasses.COUNT];
    private final int[] pages = new int[SizeClasses.COUNT];
    /// From this key on, areas with room may be on no list.
    private int listedTo;
    private final Area counted;
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
        this.counted = areas.cursor();
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

    /// Claims a block if there is room at hand: nothing is collected for it, and nobody is asked for memory. In a full pool it costs next to nothing.
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
        counted.load(key);
        claim(counted.offset, header, counted.allocated, 1);
        return counted.offset;
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
        if (openReady(sizeClass)) {
            return;
        }
        boolean swept = pressure.wanted(sizeClass);
        if (!openReady(sizeClass) && !(swept && openFound(sizeClass))) {
            open(sizeClass, claimArea(sizeClass));
        }
    }

    private boolean openReady(int sizeClass) {
        Keys keys = ready[sizeClass];
        while (keys != null && !keys.isEmpty()) {
            if (open(sizeClass, keys.take())) {
                return true;
            }
        }
        return false;
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
        return sparing ? claimNew(sizeClass) : pressure.making(() -> hasReady(sizeClass) ? ready[sizeClass].take() : claimNew(sizeClass));
    }

    private int claimNew(int sizeClass) {
        if (!SizeClasses.fitsPage(sizeClass)) {
            return areas.claimSpan(sizeClass);
        }
        if (pages[sizeClass] >= MOST_PAGES) {
            try {
                return areas.claimSpan(sizeClass);
            } catch (OutOfPoolMemoryException e) {
                // A page may still be free in a unit that belongs to nobody alone.
            }
        }
        int key = areas.claimPage(sizeClass);
        pages[sizeClass]++;
        return key;
    }

    // What is known of free areas

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
        restart();
        handedOut = 0;
        listedTo = 0;
    }

    /// Another process has swept: areas with room may be on no list.
    void listAgain() {
        Arrays.fill(ready, null);
        Arrays.fill(pages, 0);
        listedTo = 0;
        releasesWhenFull = UNKNOWN;
    }

    /// Drops cursors and lists: a sweep by this process is going to find what is free.
    void restart() {
        for (int c = 1; c < SizeClasses.COUNT; c++) {
            if (open[c]) {
                left.set(cursors[c].key);
            }
        }
        Arrays.fill(free, 0);
        Arrays.fill(open, false);
        Arrays.fill(ready, null);
        Arrays.fill(pages, 0);
        listedTo = ALL;
        releasesWhenFull = UNKNOWN;
    }

    /// Says that an area has free blocks.
    void addReady(Area area) {
        if (ready[area.sizeClass] == null) {
            ready[area.sizeClass] = new Keys();
        }
        ready[area.sizeClass].add(area.key);
    }

    /// Counts an area that stays.
    void count(Area area) {
        if (area.isPage()) {
            pages[area.sizeClass]++;
        }
    }

    /// Whether an area of a class is known to have free blocks.
    boolean hasReady(int sizeClass) {
        return ready[sizeClass] != null && !ready[sizeClass].isEmpty();
    }

    /// Goes to an area with room for a class that was on no list.
    ///
    /// @return false if none was found in the time
    private boolean openFound(int sizeClass) {
        if (listedTo != ALL) {
            areas.refresh();
        }
        for (int i = 0; i < MOST_LOOKS && listedTo != ALL && !hasReady(sizeClass); i++) {
            listNext();
        }
        return openReady(sizeClass);
    }

    private void listNext() {
        if (!areas.next(counted, listedTo)) {
            listedTo = ALL;
            return;
        }
        listedTo = counted.behind();
        count(counted);
        if (!counted.isLarge() && hasFree(counted)) {
            addReady(counted);
        }
    }

    private static boolean hasFree(Area area) {
        for (int i = 0; i < area.words; i++) {
            if ((area.starts(i) & ~Memory.getLong(area.allocated + i * 8L)) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Area keys, last in first out.
    private static final class Keys {

        private int[] keys = new int[8];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        void add(int key) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
            }
            keys[size++] = key;
        }

        int take() {
            return keys[--size];
        }
    }
}
