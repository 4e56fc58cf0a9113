package rockpool.engine.pool;

import java.util.function.BooleanSupplier;
import rockpool.engine.memory.Memory;

/// The units of a pool: 64 KiB each, claimed alone or in runs, each described by one word that is the only truth about it.
///
/// | bits | field |
/// |---:|---|
/// | 0–31 | epoch: grows when the unit is given back |
/// | 32 | BACKED: memory is reserved for it and for its meta |
/// | 34–39 | class, see [UnitClass] |
/// | 40–63 | owner: what the class says; of a CHANGING unit the participant that is changing it, plus 1 |
///
/// **Claim**: each unit FREE → CHANGING by compare-and-set; memory is reserved; the metas are wiped; the tails are published in ascending
/// order, the head last. **Give back**: a single unit by one compare-and-set; a run's head → CHANGING, the tails → FREE in descending
/// order, the head last. So a LARGE_TAIL belongs to the nearest unit before it that is none, and when that one is CHANGING by a dead
/// participant, who recovers frees those tails, last first, and then the head ([#recover]). Memory that was reserved for nothing stays
/// until the unit is claimed or trimmed. A FREE unit keeps BACKED until [#trim] gives its memory back.
public final class Units {

    private static final long BACKED = 1L << 32;
    private static final int CLASS_SHIFT = 34;
    private static final long CLASS_MASK = 0x3F;
    private static final int OWNER_SHIFT = 40;
    private static final long EPOCH_MASK = 0xFFFF_FFFFL;
    private static final int GROWTH_STEPS = 16;

    /// The greatest number an owner can have.
    public static final int MOST_OWNERS = (1 << 24) - 1;

    private final MappedPool pool;
    private final long words;
    private final long metaOffset;
    private final long unitsOffset;
    private final int count;

    // Hints, this process's own: no unit below `hint` was free when the pool's count of releases was `releasesSeen`.
    private volatile int hint;
    private volatile long releasesSeen;
    /// The words of units that were free and backed when this process trimmed last.
    private long[] freeAtLastTrim = {};

    Units(MappedPool pool, PoolLayout layout) {
        this.pool = pool;
        this.words = pool.position() + layout.unitWordsOffset();
        this.metaOffset = layout.unitMetaOffset();
        this.unitsOffset = layout.unitsOffset();
        this.count = layout.units();
    }

    static long pack(int owner, int unitClass, boolean backed, long epoch) {
        return (long) owner << OWNER_SHIFT | (long) unitClass << CLASS_SHIFT | (backed ? BACKED : 0) | epoch & EPOCH_MASK;
    }

    public static int ownerOf(long word) {
        return (int) (word >>> OWNER_SHIFT);
    }

    public static int classOf(long word) {
        return (int) (word >>> CLASS_SHIFT & CLASS_MASK);
    }

    public static boolean backed(long word) {
        return (word & BACKED) != 0;
    }

    public static int epochOf(long word) {
        return (int) word;
    }

    private static long freed(long word) {
        return word & BACKED | word + 1 & EPOCH_MASK;
    }

    private static long changing(long word, int participant) {
        return pack(participant + 1, UnitClass.CHANGING, backed(word), word);
    }

    /// The position of a unit's word, for who looks at it often.
    public long wordPosition(int unit) {
        if (unit < 0 || unit >= count) {
            throw new IllegalArgumentException("unit=" + unit + ": allowed are 0 to " + (count - 1));
        }
        return words + (long) unit * PoolLayout.UNIT_WORD_BYTES;
    }

    /// How many the pool can have.
    public int count() {
        return count;
    }

    /// The word of a unit.
    public long word(int unit) {
        return Memory.getLongAcquire(wordPosition(unit));
    }

    /// Where a unit's 64 KiB begin.
    public long offset(int unit) {
        return unitsOffset + ((long) unit << PoolLayout.UNIT_SHIFT);
    }

    /// The unit in which an offset lies, or -1 if in none.
    public int unitAt(long offset) {
        long unit = offset - unitsOffset >> PoolLayout.UNIT_SHIFT;
        return unit < 0 || unit >= count ? -1 : (int) unit;
    }

    /// Where a unit's [UnitMeta] begins.
    public long metaOffset(int unit) {
        return metaOffset + (long) unit * UnitMeta.BYTES;
    }

    /// No unit from this one on was ever claimed.
    public int highest() {
        return Math.clamp(Memory.getLongAcquire(pool.position() + PoolHeader.UNITS_USED), 0, count);
    }

    /// How many nobody has.
    public int free() {
        int highest = highest();
        int free = count - highest;
        for (int unit = 0; unit < highest; unit++) {
            free += classOf(word(unit)) == UnitClass.FREE ? 1 : 0;
        }
        return free;
    }

    /// The length of the longest run that nobody has.
    public int longestFree() {
        int highest = highest();
        int longest = 0;
        int run = 0;
        for (int unit = 0; unit < highest; unit++) {
            run = classOf(word(unit)) == UnitClass.FREE ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return Math.max(longest, run + count - highest);
    }

    /// How many have memory of the system's.
    public int backed() {
        int backed = 0;
        for (int unit = highest() - 1; unit >= 0; unit--) {
            backed += backed(word(unit)) ? 1 : 0;
        }
        return backed;
    }

    /// The length of the run that begins at a unit.
    public int runLength(int first) {
        int end = first + 1;
        while (end < count && classOf(word(end)) == UnitClass.LARGE_TAIL) {
            end++;
        }
        return end - first;
    }

    /// Takes adjacent units. Their memory is reserved; what it holds is undefined. The meta of the first is all zeros.
    ///
    /// @param units how many, at least 1
    /// @param unitClass of the first; the others are LARGE_TAIL
    /// @param owner 0 to [#MOST_OWNERS], as the class says
    /// @return the first
    /// @throws OutOfPoolMemoryException if there are no so many together, or the system has no memory for them; nothing has changed then
    public int claim(int units, int unitClass, int owner) {
        requireClaimable(units, unitClass, owner);
        Pool writer = pool.writable();
        int first = takeBacked(writer, units);
        try {
            publish(first, units, unitClass, owner);
        } catch (Throwable e) {
            recover(writer.participants().selfIndex(), first, first + units, () -> true);
            throw e;
        }
        return first;
    }

    private void requireClaimable(int units, int unitClass, int owner) {
        if (units < 1) {
            throw new IllegalArgumentException("units=" + units + ": at least 1");
        }
        if (!UnitClass.claimable(unitClass)) {
            throw new IllegalArgumentException("unitClass=" + UnitClass.name(unitClass) + ": nobody can claim a unit for it");
        }
        if (owner < 0 || owner > MOST_OWNERS) {
            throw new IllegalArgumentException("owner=" + owner + ": allowed are 0 to " + MOST_OWNERS);
        }
    }

    private int takeBacked(Pool writer, int units) {
        int first = take(units);
        if (first < 0 && writer.recoverDead() > 0) {
            first = take(units);
        }
        if (first < 0) {
            throw outOfMemory(writer, units, OutOfPoolMemoryException.Why.POOL_FULL);
        }
        if (back(writer, first, units)) {
            return first;
        }
        first = search(0, highest(), units, true);
        if (first < 0) {
            throw outOfMemory(writer, units, OutOfPoolMemoryException.Why.SYSTEM_MEMORY_SHORT);
        }
        return first;
    }

    private OutOfPoolMemoryException outOfMemory(Pool writer, int units, OutOfPoolMemoryException.Why why) {
        long asked = (long) units << PoolLayout.UNIT_SHIFT;
        long free = (long) free() << PoolLayout.UNIT_SHIFT;
        long longest = (long) longestFree() << PoolLayout.UNIT_SHIFT;
        writer.events().publish(EventKind.OUT_OF_MEMORY, asked, free, pool.maximum(), why.ordinal(), longest);
        return new OutOfPoolMemoryException(pool.name(), asked, free, longest, pool.maximum(), why);
    }

    /// Reserves memory for units that are CHANGING, or gives them back.
    private boolean back(Pool writer, int first, int units) {
        int me = writer.participants().selfIndex();
        boolean reserved = false;
        try {
            PoolPoints.UNIT_CLAIMED.reach();
            reserved = reserve(first, units);
            PoolPoints.UNIT_RESERVED.reach();
        } finally {
            if (!reserved) {
                recover(me, first, first + units, () -> true);
            }
        }
        return reserved;
    }

    private boolean reserve(int first, int units) {
        for (int unit = first; unit < first + units; ) {
            int end = unit;
            while (end < first + units && !isThere(end)) {
                end++;
            }
            int run = end - unit;
            if (run > 0 && !(pool.region().reserve(metaOffset(unit), (long) run * UnitMeta.BYTES)
                    && pool.region().reserve(offset(unit), (long) run << PoolLayout.UNIT_SHIFT))) {
                return false;
            }
            unit = Math.max(end, unit + 1);
        }
        return true;
    }

    /// Whether a unit has memory. What a damaged word says lies behind the end of the object has none.
    private boolean isThere(int unit) {
        return backed(word(unit)) && pool.region().contains(offset(unit), PoolLayout.UNIT_BYTES);
    }

    private int take(int units) {
        long releases = releases();
        int highest = highest();
        int first = search(releases == releasesSeen ? hint : 0, highest, units, false);
        if (first < 0) {
            first = search(Math.max(0, highest - units + 1), count, units, false);
        }
        if (first < 0) {
            first = search(0, count, units, false);
        }
        if (first >= 0 && units == 1) {
            hint = first + 1;
            releasesSeen = releases;
        }
        return first;
    }

    /// How often units were given back, by anybody.
    public long releases() {
        return Memory.getLongAcquire(pool.position() + PoolHeader.RELEASES);
    }

    /// Finds and takes a run of free units.
    ///
    /// @return the first, now CHANGING, or -1
    private int search(int from, int to, int units, boolean backedOnly) {
        int run = 0;
        for (int unit = from; unit < to; unit++) {
            long word = word(unit);
            boolean fits = classOf(word) == UnitClass.FREE && (!backedOnly || backed(word));
            run = fits ? run + 1 : 0;
            if (run == units && takeAll(unit + 1 - units, units)) {
                return unit + 1 - units;
            }
            run = run == units ? 0 : run;
        }
        return -1;
    }

    private boolean takeAll(int first, int units) {
        raiseHighest(first + units);
        int me = pool.participants().selfIndex();
        for (int i = 0; i < units; i++) {
            long word = word(first + i);
            if (classOf(word) != UnitClass.FREE || !Memory.compareAndSetLong(wordPosition(first + i), word, changing(word, me))) {
                recover(me, first, first + i, () -> true);
                return false;
            }
        }
        return true;
    }

    private void raiseHighest(int to) {
        long position = pool.position() + PoolHeader.UNITS_USED;
        long now = Memory.getLongAcquire(position);
        while (now < to && !Memory.compareAndSetLong(position, now, to)) {
            now = Memory.getLongAcquire(position);
        }
        if (now < to && now * GROWTH_STEPS / count != (long) to * GROWTH_STEPS / count) {
            pool.events().publish(EventKind.GREW, (long) to << PoolLayout.UNIT_SHIFT, pool.maximum());
        }
    }

    private void publish(int first, int units, int unitClass, int owner) {
        Memory.wipe(pool.position() + metaOffset(first), UnitMeta.BYTES);
        for (int unit = first + 1; unit < first + units; unit++) {
            Memory.putLongRelease(wordPosition(unit), pack(owner, UnitClass.LARGE_TAIL, true, word(unit)));
            PoolPoints.UNIT_TAILS.reach();
        }
        Memory.putLongVolatile(wordPosition(first), pack(owner, unitClass, true, word(first)));
    }

    /// Gives units back.
    ///
    /// @param first the head of a run
    /// @param units its whole length
    /// @throws IllegalArgumentException if they are not exactly one run
    public void release(int first, int units) {
        Pool writer = pool.writable();
        long head = word(first);
        int unitClass = classOf(head);
        if (!UnitClass.claimable(unitClass) || runLength(first) != units) {
            throw new IllegalArgumentException("first=" + first + " units=" + units + ": not a run; class=" + UnitClass.name(unitClass)
                    + " length=" + runLength(first));
        }
        if (units == 1) {
            freeIf(first, head);
        } else {
            int me = writer.participants().selfIndex();
            if (Memory.compareAndSetLong(wordPosition(first), head, changing(head, me))) {
                PoolPoints.UNIT_RELEASING.reach();
                recover(me, first, first + 1, () -> true);
            }
        }
        hint = Math.min(hint, first);
        if (Memory.getAndAddLong(pool.position() + PoolHeader.RELEASES, 1) == releasesSeen) {
            releasesSeen++;
        }
    }

    /// Frees a single unit if it is of a class and an owner that stores no more.
    void freeOf(int unit, int unitClass, int owner, BooleanSupplier stillSo) {
        long word = word(unit);
        if (classOf(word) == unitClass && ownerOf(word) == owner && stillSo.getAsBoolean() && freeIf(unit, word)) {
            Memory.getAndAddLong(pool.position() + PoolHeader.RELEASES, 1);
        }
    }

    private boolean freeIf(int unit, long word) {
        return Memory.compareAndSetLong(wordPosition(unit), word, freed(word));
    }

    /// Frees what a participant was changing in a range: its CHANGING units, each with the tails that follow it. The words it frees are
    /// those it saw before `stillSo` confirmed that they are the participant's: what others have claimed since has another epoch.
    void recover(int participant, int from, int to, BooleanSupplier stillSo) {
        for (int unit = to - 1; unit >= from; unit--) {
            long head = word(unit);
            if (classOf(head) == UnitClass.CHANGING && ownerOf(head) == participant + 1 && stillSo.getAsBoolean()) {
                freeTails(unit, head);
                freeIf(unit, head);
            }
        }
    }

    private void freeTails(int unit, long head) {
        int tails = runLength(unit) - 1;
        long[] seen = new long[tails];
        for (int i = 0; i < tails; i++) {
            seen[i] = word(unit + 1 + i);
        }
        if (word(unit) == head) {
            for (int i = tails - 1; i >= 0; i--) {
                freeIf(unit + 1 + i, seen[i]);
            }
        }
    }

    /// Gives the memory of units back to the system that are free now and have been since this process trimmed last: so long after
    /// their release nobody reads them any more, and who does reads zeros.
    ///
    /// @return how many
    public synchronized int trim() {
        Pool writer = pool.writable();
        int highest = highest();
        long[] freeNow = new long[highest];
        int trimmed = 0;
        for (int unit = 0; unit < highest; unit++) {
            long word = word(unit);
            if (classOf(word) == UnitClass.FREE && backed(word)) {
                if (unit < freeAtLastTrim.length && freeAtLastTrim[unit] == word + 1) {
                    trimmed += trim(unit, word, writer.participants().selfIndex()) ? 1 : 0;
                } else {
                    freeNow[unit] = word + 1;
                }
            }
        }
        freeAtLastTrim = freeNow;
        if (trimmed > 0) {
            writer.events().publish(EventKind.TRIMMED, (long) trimmed << PoolLayout.UNIT_SHIFT);
        }
        return trimmed;
    }

    private boolean trim(int unit, long word, int me) {
        long trimming = changing(word & ~BACKED, me);
        if (!Memory.compareAndSetLong(wordPosition(unit), word, trimming)) {
            return false;
        }
        PoolPoints.UNIT_TRIMMING.reach();
        pool.region().punch(offset(unit), PoolLayout.UNIT_BYTES);
        return freeIf(unit, trimming);
    }
}
