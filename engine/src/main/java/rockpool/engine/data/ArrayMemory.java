package rockpool.engine.data;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.pool.UnitMeta;
import rockpool.engine.pool.Units;

/// The memory of the elements of a pool's primitive arrays. More than 32 KiB are a run of units of their own, of class ARRAY_DATA and owner
/// 0. What is smaller is a block in a unit of that class which is divided into blocks of one size, whose number in [#SIZES], plus 1, is the
/// owner:
///
/// | where in the unit's meta | what | who writes it |
/// |---|---|---|
/// | [UnitMeta#ALLOCATED] | a bit for each block: taken | holder of the lock of the arrays |
///
/// **The slots are the truth**: a block or run is in use if and only if a slot names it. Bits, and units without any, are put right from
/// them by whoever takes the lock over from a dead holder ([#rebuild]). A unit whose last block comes free is given back to the pool.
///
/// All methods are called by the holder of that lock.
final class ArrayMemory {

    /// The sizes of blocks, in ascending order; each a multiple of 64, so that all elements are aligned.
    private static final int[] SIZES = {64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 21824,
        32768};
    private static final int RUN = 0;

    private final Pool pool;
    private final Units units;
    /// For each size the unit in which there was a free block last. This process's own.
    private final int[] hints = new int[SIZES.length + 1];

    ArrayMemory(Pool pool) {
        this.pool = pool;
        this.units = pool.units();
    }

    /// How many bytes an array of a length really takes.
    static long taken(long bytes) {
        int owner = ownerFor(bytes);
        return owner == RUN ? (long) unitsFor(bytes) << PoolLayout.UNIT_SHIFT : sizeOf(owner);
    }

    private static int ownerFor(long bytes) {
        for (int i = 0; i < SIZES.length; i++) {
            if (bytes <= SIZES[i]) {
                return i + 1;
            }
        }
        return RUN;
    }

    private static int sizeOf(int owner) {
        return SIZES[owner - 1];
    }

    private static int blocksOf(int owner) {
        return PoolLayout.UNIT_BYTES / sizeOf(owner);
    }

    /// Whether a unit of class ARRAY_DATA can have this owner.
    static boolean isPossible(int owner) {
        return owner >= RUN && owner <= SIZES.length;
    }

    static boolean isRun(int owner) {
        return owner == RUN;
    }

    /// Which block an offset in a unit is the beginning of, -1 if of none.
    static int blockAt(long inUnit, int owner) {
        return inUnit % sizeOf(owner) == 0 && inUnit / sizeOf(owner) < blocksOf(owner) ? (int) (inUnit / sizeOf(owner)) : -1;
    }

    /// Whether an array of a length lies in a unit of this owner.
    static boolean fits(long bytes, int owner) {
        return ownerFor(bytes) == owner;
    }

    private static int unitsFor(long bytes) {
        return Math.toIntExact(bytes + PoolLayout.UNIT_BYTES - 1 >> PoolLayout.UNIT_SHIFT);
    }

    /// Takes memory, which holds anything.
    ///
    /// @return its offset
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is none; nothing has changed then
    long allocate(long bytes) {
        int owner = ownerFor(bytes);
        if (owner == RUN) {
            return units.offset(units.claim(unitsFor(bytes), UnitClass.ARRAY_DATA, RUN));
        }
        long block = takeIn(hints[owner], owner);
        for (int unit = 0; block < 0 && unit < units.highest(); unit++) {
            block = takeIn(unit, owner);
        }
        return block >= 0 ? block : takeIn(units.claim(1, UnitClass.ARRAY_DATA, owner), owner);
    }

    /// @return -1 if the unit has no free block of that size
    private long takeIn(int unit, int owner) {
        if (!isOf(unit, owner)) {
            return -1;
        }
        int block = taken(unit, owner).nextClearBit(0);
        if (block >= blocksOf(owner)) {
            return -1;
        }
        hints[owner] = unit;
        set(unit, block, true);
        return units.offset(unit) + (long) block * sizeOf(owner);
    }

    private boolean isOf(int unit, int owner) {
        long word = units.word(unit);
        return Units.classOf(word) == UnitClass.ARRAY_DATA && Units.ownerOf(word) == owner;
    }

    private static long bits(MappedPool pool, int unit) {
        return pool.position() + pool.units().metaOffset(unit) + UnitMeta.ALLOCATED;
    }

    private BitSet taken(int unit, int owner) {
        return taken(pool, unit, owner);
    }

    /// Which blocks of a unit are marked as taken.
    static BitSet taken(MappedPool pool, int unit, int owner) {
        long[] words = new long[(blocksOf(owner) + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < words.length; i++) {
            words[i] = Memory.getLong(bits(pool, unit) + (long) i * Long.BYTES);
        }
        return BitSet.valueOf(words);
    }

    private void set(int unit, int block, boolean to) {
        long position = bits(pool, unit) + (long) (block / Long.SIZE) * Long.BYTES;
        long bit = 1L << block;
        Memory.putLong(position, to ? Memory.getLong(position) | bit : Memory.getLong(position) & ~bit);
    }

    /// Gives memory back that no slot names any more.
    void free(long offset) {
        int unit = units.unitAt(offset);
        int owner = Units.ownerOf(units.word(unit));
        if (owner == RUN) {
            units.release(unit, units.runLength(unit));
            return;
        }
        set(unit, (int) (offset - units.offset(unit)) / sizeOf(owner), false);
        if (taken(unit, owner).isEmpty()) {
            units.release(unit, 1);
        }
    }

    /// Marks exactly what slots name as taken.
    void rebuild(Set<Long> named) {
        Map<Integer, BitSet> blocks = new HashMap<>();
        Set<Integer> runs = new HashSet<>();
        for (long offset : named) {
            int unit = units.unitAt(offset);
            int owner = Units.ownerOf(units.word(unit));
            if (owner == RUN) {
                runs.add(unit);
            } else {
                blocks.computeIfAbsent(unit, fresh -> new BitSet()).set((int) (offset - units.offset(unit)) / sizeOf(owner));
            }
        }
        for (int unit = 0; unit < units.highest(); unit++) {
            if (Units.classOf(units.word(unit)) == UnitClass.ARRAY_DATA) {
                putRight(unit, runs.contains(unit), blocks.getOrDefault(unit, new BitSet()));
            }
        }
    }

    private void putRight(int unit, boolean usedRun, BitSet used) {
        int owner = Units.ownerOf(units.word(unit));
        if (owner != RUN && !used.isEmpty()) {
            for (int block = 0; block < blocksOf(owner); block++) {
                if (taken(unit, owner).get(block) != used.get(block)) {
                    set(unit, block, used.get(block));
                }
            }
        } else if (owner != RUN || !usedRun) {
            units.release(unit, units.runLength(unit));
        }
    }
}
