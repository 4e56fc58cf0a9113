package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import rockpool.engine.memory.Memory;

/// Which process has a handle of which object: words that only the process itself writes, one for each object of which it has handles,
/// however many.
///
/// | where | how many | they count |
/// |---|---:|---|
/// | from offset 96 of the participant's slot | 52 | while the slot's word is not 0; who takes the slot wipes them before it is PRESENT |
/// | in units of class `HANDLES`, whose owner is the participant plus 1 | 8192 each | if their number is less than the header of the unit's meta |
///
/// A word is the object's offset, divided by 64, in the upper 36 bits, and the lower 28 bits of its incarnation; 0 if it is free. Two
/// incarnations that agree in those keep the object longer than needed, never shorter.
///
/// | step | who | a death leaves |
/// |---|---|---|
/// | a new unit, whose header is 0 | the process | a unit that is freed with the participant |
/// | registering: the word, volatile; the header if it is less, volatile; then the object is looked at | the process | a word of a dead participant |
/// | giving back: 0, release | the process | nothing |
/// | a death, or leaving the pool | recovery, or the process itself | the units go before the participant's slot is free |
final class Registrations {

    static final int WORDS_OF_PARTICIPANT = (PoolLayout.PARTICIPANT_BYTES - Participants.END) / Long.BYTES;
    static final int WORDS_OF_UNIT = PoolLayout.UNIT_BYTES / Long.BYTES;
    private static final int OBJECT_SHIFT = 6;
    private static final int INCARNATION_BITS = 28;

    private final Pool pool;
    private final List<Page> pages = new ArrayList<>();

    /// A row of words of this process.
    static final class Page {
        private final long position;
        private final int count;
        /// The position of a unit's header, or 0.
        private final long header;
        private final BitSet used = new BitSet();
        private int taken;
        private int most;

        private Page(long position, int count, long header) {
            this.position = position;
            this.count = count;
            this.header = header;
        }

        private void put(int index, long word) {
            Memory.putLongVolatile(position + (long) index * Long.BYTES, word);
            if (header != 0 && index >= most) {
                most = index + 1;
                Memory.putLongVolatile(header, most);
            }
        }
    }

    /// A word that this process has taken.
    record Place(Page page, int index) {}

    Registrations(Pool pool) {
        this.pool = pool;
        Participants participants = pool.participants();
        pages.add(new Page(participants.positionOf(participants.selfIndex()) + Participants.END, WORDS_OF_PARTICIPANT, 0));
    }

    static long word(long offset, long incarnation) {
        return offset >>> OBJECT_SHIFT << INCARNATION_BITS | incarnation & (1L << INCARNATION_BITS) - 1;
    }

    /// Registers an object; from the return on everybody sees it.
    ///
    /// @return null if there is no word free
    synchronized Place add(long offset, long incarnation) {
        for (Page page : pages) {
            if (page.taken < page.count) {
                int index = page.used.nextClearBit(0);
                page.used.set(index);
                page.taken++;
                page.put(index, word(offset, incarnation));
                return new Place(page, index);
            }
        }
        return null;
    }

    synchronized int size() {
        int size = 0;
        for (Page page : pages) {
            size += page.taken;
        }
        return size;
    }

    synchronized boolean hasRoom(int words) {
        int room = 0;
        for (Page page : pages) {
            room += page.count - page.taken;
        }
        return room >= words;
    }

    /// Takes another unit.
    ///
    /// @throws OutOfPoolMemoryException if the pool has none
    void grow() {
        int unit = pool.units().claim(1, UnitClass.HANDLES, pool.participants().selfIndex() + 1);
        long position = pool.position() + pool.units().offset(unit);
        long header = pool.position() + pool.units().metaOffset(unit) + UnitMeta.HEADER;
        synchronized (this) {
            pages.add(new Page(position, WORDS_OF_UNIT, header));
        }
    }

    /// Gives a word back. Its unit stays: it is the place for the next objects when the pool is full.
    synchronized void remove(Place place) {
        Page page = place.page;
        Memory.putLongRelease(page.position + (long) place.index * Long.BYTES, 0);
        page.used.clear(place.index);
        page.taken--;
    }

    /// The words of all participants, in ascending order.
    ///
    /// @param dead the process that does not count any more, whose units are free already; [Reclaimer#NOBODY] for none
    static long[] all(Pool pool, long dead) {
        Words words = new Words();
        for (int i = 0; i < pool.participants().count(); i++) {
            long word = pool.participants().word(i);
            if (word != 0 && Participants.identityWord(word) != dead) {
                words.add(pool.participants().positionOf(i) + Participants.END, WORDS_OF_PARTICIPANT);
            }
        }
        Units units = pool.units();
        for (int unit = 0; unit < units.highest(); unit++) {
            long word = units.word(unit);
            if (Units.classOf(word) == UnitClass.HANDLES) {
                long count = Memory.getLongVolatile(pool.position() + units.metaOffset(unit) + UnitMeta.HEADER);
                words.add(pool.position() + units.offset(unit), Math.clamp(count, 0, WORDS_OF_UNIT));
            }
        }
        return words.sorted();
    }

    static boolean contains(long[] sorted, long offset, long incarnation) {
        return Arrays.binarySearch(sorted, word(offset, incarnation)) >= 0;
    }

    private static final class Words {
        private long[] found = new long[64];
        private int size;

        void add(long position, int count) {
            for (int i = 0; i < count; i++) {
                long word = Memory.getLongAcquire(position + (long) i * Long.BYTES);
                if (word != 0) {
                    found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                    found[size++] = word;
                }
            }
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(found, size);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /// Frees the units of a participant that stores no more.
    static void freeAllOf(Pool pool, int participant, BooleanSupplier stillSo) {
        Units units = pool.units();
        for (int unit = 0; unit < units.highest(); unit++) {
            units.freeOf(unit, UnitClass.HANDLES, participant + 1, stillSo);
        }
    }
}
