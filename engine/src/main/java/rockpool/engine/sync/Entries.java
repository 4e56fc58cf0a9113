package rockpool.engine.sync;

import java.util.Arrays;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Actors;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Pool;

/// The entries of a condition, a protected semaphore, a read-write lock or a barrier: words that each name a thread which waits there or
/// has something of it. They lie in *parts*, further slots of LOCKS units, which hang on the slot in a chain that only grows.
///
/// A part:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | `word`: as in any slot; 0 while it is a part | creator, recoverer | compare-and-set |
/// | 8 | 4 | `wake`: where virtual threads sleep that have an entry here, and the waiters of a barrier in its first part | anyone, atomic add | volatile |
/// | 12 | 4 | `kind`: PART | creator | plain |
/// | 16 | 16 | entries 0 and 1 | see below | compare-and-set |
/// | 32 | 4 | the number of the slot that it belongs to: offset divided by 64 | creator | plain |
/// | 36 | 4 | the tag of that slot | creator | plain |
/// | 40 | 8 | `life` | as in any slot | volatile |
/// | 48 | 8 | entry 2 | see below | compare-and-set |
/// | 56 | 8 | the next part's offset, 0 for none; in the slot itself the first part's | who appends, compare-and-set from 0 | volatile |
///
/// An entry:
///
/// | bits | field |
/// |---:|---|
/// | 0–39 | the thread, as the owner in a [LockWord]; 0 for none |
/// | 40–42 | state |
/// | 43 | SHARED: its thread sleeps on the part's wake word, not on its own |
/// | 44–63 | tag of the slot |
///
/// The tag is new for each thing made in a slot. A handle of something that has been destroyed therefore changes nothing: no
/// compare-and-set of it succeeds, whatever lies there now.
///
/// **A death leaves:** before a part is live, a slot that is being made; then a part that is not on the chain, or is. A part belongs to its
/// slot if and only if that has the part's tag, and is live or being made by somebody alive; otherwise who looks for a free slot frees it.
/// One that never came on the chain stays until its slot goes. What an entry of a dead thread means is said where it is used.
final class Entries {

    static final long FREE = 0;
    /// In a condition: its thread waits and is awake. In a barrier: arrived in an even generation.
    static final long WAITING = 1L << 40;
    /// In a condition: its thread waits and has to be woken. In a barrier: arrived in an odd generation.
    static final long ASLEEP = 2L << 40;
    static final long SIGNALLED = 3L << 40;
    /// Its thread is giving a signal of a dead one to somebody else.
    static final long PASSING = 4L << 40;
    static final long HELD = 5L << 40;
    /// A place to wait that its thread keeps.
    static final long RESERVED = 6L << 40;
    /// Not an entry: 40 bits of something else.
    static final long DATA = 7L << 40;
    static final long SHARED = 8L << 40;

    static final int HEAD = LockSlot.RECURSION;
    static final int PER_PART = 3;
    static final int NONE = -1;

    private static final long STATE = 7L << 40;
    private static final int TAG_SHIFT = 44;
    private static final int[] IN_PART = {16, 24, 48};

    private final MappedPool pool;
    private final long slot;
    private final int tag;
    /// The positions of the parts. Only appended to.
    private volatile long[] parts = {};
    /// Where this process found a free one last.
    private volatile int hint;

    Entries(MappedPool pool, long slot, int tag) {
        this.pool = pool;
        this.slot = slot;
        this.tag = tag;
    }

    static long state(long word) {
        return word & STATE;
    }

    static long owner(long word) {
        return word & LockWord.OWNER;
    }

    static long data(long word) {
        return word & LockWord.OWNER;
    }

    /// The state and owner, without a tag.
    static long content(long word) {
        return word & (1L << TAG_SHIFT) - 1;
    }

    boolean isOurs(long word) {
        return word >>> TAG_SHIFT == tag;
    }

    private long tagged(long content) {
        return (long) tag << TAG_SHIFT | content;
    }

    /// How many there are now.
    int count() {
        long[] known = parts;
        long next = known.length == 0 ? slot : known[known.length - 1] - pool.position();
        while ((next = next(next)) != 0) {
            known = Arrays.copyOf(known, known.length + 1);
            known[known.length - 1] = pool.position() + next;
            parts = known;
        }
        return known.length * PER_PART;
    }

    /// The part behind another one, or behind the slot itself; 0 if there is none that belongs here.
    private long next(long offset) {
        long next = Memory.getLongVolatile(pool.position() + offset + LockSlot.PARTS);
        return next != 0 && isPartOf(pool, next, slot, tag) ? next : 0;
    }

    private static boolean isPartOf(MappedPool pool, long part, long slot, int tag) {
        if (!LockUnits.hasSlotAt(pool, part)) {
            return false;
        }
        long position = pool.position() + part;
        return isPart(pool, part) && headOf(position) == slot && LockSlot.tag(position) == tag;
    }

    static boolean isPart(MappedPool pool, long offset) {
        return Memory.getInt(pool.position() + offset + LockSlot.KIND) == SyncKind.PART && LockTable.isLive(LockTable.life(pool, offset));
    }

    private static long headOf(long position) {
        return (Memory.getInt(position + HEAD) & 0xFFFF_FFFFL) * LockSlot.BYTES;
    }

    /// Whether a slot is a part of something that is not there any more.
    static boolean isOrphan(MappedPool pool, long offset, Look look) {
        long position = pool.position() + offset;
        if (!isPart(pool, offset)) {
            return false;
        }
        long head = headOf(position);
        if (!LockUnits.hasSlotAt(pool, head) || LockSlot.tag(pool.position() + head) != LockSlot.tag(position)) {
            return true;
        }
        long word = LockSlot.word(pool.position() + head);
        boolean made = LockWord.has(word, LockWord.RETIRING) && !look.isOwnerDead(pool, word);
        return !made && !LockTable.isLive(LockTable.life(pool, head));
    }

    long position(int index) {
        return parts[index / PER_PART] + IN_PART[index % PER_PART];
    }

    /// The wake word of the part in which an entry lies.
    long wakePosition(int index) {
        return parts[index / PER_PART] + LockSlot.WAKE;
    }

    /// An entry, with its tag. Whoever looks for something in it sees to it that it [#isOurs].
    long get(int index) {
        return Memory.getLongVolatile(position(index));
    }

    /// @param content without a tag
    boolean change(int index, long from, long content) {
        return Memory.compareAndSetLong(position(index), from, tagged(content));
    }

    /// Takes a free entry, and makes one if there is none.
    ///
    /// @param content without a tag
    /// @return its index
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if the pool has no memory for more
    int claim(Pool writer, long content) {
        while (true) {
            int count = count();
            int start = hint;
            for (int i = 0; i < count; i++) {
                int index = (start + i) % count;
                if (get(index) == tagged(FREE) && change(index, tagged(FREE), content)) {
                    hint = index;
                    SyncPoint.ENTRY_CLAIMED.reach();
                    return index;
                }
            }
            if (!LockSlot.hasTag(pool.position() + slot, tag)) {
                return NONE;
            }
            append(writer);
        }
    }

    boolean hasFree() {
        int count = count();
        int start = hint;
        for (int i = 0; i < count; i++) {
            if (get((start + i) % count) == tagged(FREE)) {
                return true;
            }
        }
        return false;
    }

    /// Hangs another part on the chain.
    void append(Pool writer) {
        long part = LockTable.createPart(writer, slot, tag);
        SyncPoint.PART_MADE.reach();
        count();
        long[] known = parts;
        long last = known.length == 0 ? pool.position() + slot : known[known.length - 1];
        while (!Memory.compareAndSetLong(last + LockSlot.PARTS, 0, part)) {
            if (!LockSlot.hasTag(pool.position() + slot, tag)) {
                return;
            }
            count();
            last = parts[parts.length - 1];
        }
        count();
    }

    /// Makes a part whose entries are free. The caller holds its slot, which is not live yet.
    static void fillPart(long position, long head, int tag) {
        Memory.putInt(position + LockSlot.WAKE, 0);
        Memory.putInt(position + HEAD, (int) (head / LockSlot.BYTES));
        LockSlot.setTag(position, tag);
        for (int at : IN_PART) {
            Memory.putLong(position + at, (long) tag << TAG_SHIFT);
        }
        Memory.putLong(position + LockSlot.PARTS, 0);
    }

    /// Wakes the thread of an entry, where it sleeps.
    void wake(int index, long word) {
        int actor = LockWord.ownerIndex(word);
        if ((word & SHARED) != 0) {
            WakeWord.wakeAll(wakePosition(index));
        } else if (actor >= 0 && actor < pool.actors().count()) {
            WakeWord.wakeOne(pool.actors().positionOf(actor) + Actors.WAKE);
        }
    }

    /// Wakes all who wait at something that is being destroyed.
    ///
    /// @return the offsets of its parts
    static long[] wakeAllOf(Pool pool, long offset) {
        if (LockSlot.kindCode(pool.position() + offset) < SyncKind.SEMAPHORE.code() || isPart(pool, offset)) {
            return new long[0];
        }
        Entries entries = new Entries(pool, offset, LockSlot.tag(pool.position() + offset));
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            long word = entries.get(i);
            if (state(word) == WAITING || state(word) == ASLEEP) {
                entries.wake(i, word);
            }
            if (i % PER_PART == 0) {
                WakeWord.wakeAll(entries.wakePosition(i));
            }
        }
        return Arrays.stream(entries.parts).map(position -> position - pool.position()).toArray();
    }

    /// Turns an entry into a place for something else, before anybody else can know of it.
    void makeData(int index, long data) {
        Memory.putLongVolatile(position(index), tagged(DATA | data));
    }

    /// What such a place has, or -1 if it is not there any more.
    long data(int index) {
        long word = count() > index ? get(index) : 0;
        return isOurs(word) && state(word) == DATA ? data(word) : -1;
    }

    boolean changeData(int index, long from, long to) {
        return Memory.compareAndSetLong(position(index), tagged(DATA | from), tagged(DATA | to));
    }

    /// Whether an actor has an entry of a state.
    int indexOf(Actor actor, long state) {
        long wanted = tagged(state | LockWord.heldBy(actor));
        int count = count();
        for (int i = 0; i < count; i++) {
            if (get(i) == wanted) {
                return i;
            }
        }
        return NONE;
    }
}
