package rockpool.engine.data;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// The slot of a primitive array: 192 bytes in a unit of class ARRAYS, 341 in each.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: state 4 (bits 60–63), and what the state says | see below | volatile |
/// | 8 | 8 | `use`: see [rockpool.engine.pool.UseWord] | as said there | compare-and-set |
/// | 16 | 8 | offset of the elements, 0 for none | holder of the lock of the arrays | volatile |
/// | 24 | 4 | kind of the elements, [ElementKind#code()] | the maker | plain |
/// | 28 | 4 | dimensions, 1 to 16 | the maker | plain |
/// | 32 | 128 | their lengths, 8 bytes each | the maker | plain |
///
/// | state | the rest of the word | the slot is |
/// |---:|---|---|
/// | 0 FREE | 0 | nobody's |
/// | 1 MAKING | index 16 and incarnation 24 of the maker's actor | being made: by the maker alone, without the lock |
/// | 2 LIVE | incarnation | an array |
/// | 3 ENDED | incarnation | one that was destroyed; its elements stay as long as a process is registered |
/// | 4 FREEING | 0 | being taken apart, by the holder of the lock |
///
/// **Making**: under the lock FREE → MAKING, and elements are allocated; without it the maker registers, fills in everything, `use` PRIVATE
/// and the elements; then MAKING → LIVE. A name is given last. **Destroying**: LIVE → ENDED by compare-and-set, which decides; the name is
/// taken away; `use` becomes ENDED. **Taking apart**, when nobody is registered: under the lock `use` becomes DOOMED, the word FREEING, the
/// elements are freed, the word is FREE.
///
/// **A death leaves:** MAKING of a dead actor, or FREEING, which the next holder of the lock frees; ENDED without the other two steps,
/// which whoever meets the slot makes; elements that no slot names, or a slot with elements that are not marked as taken, which the next
/// holder of the lock puts right from the slots ([ArrayMemory]). Units of slots are kept for ever: who looks for an array always finds a
/// slot there, of its incarnation or of another.
final class ArrayLayout {

    static final int WORD = 0;
    static final int USE = WORD + Long.BYTES;
    static final int DATA = USE + Long.BYTES;
    static final int KIND = DATA + Long.BYTES;
    static final int DIMENSIONS = KIND + Integer.BYTES;
    static final int SHAPE = DIMENSIONS + Integer.BYTES;
    static final int MOST_DIMENSIONS = 16;
    /// A multiple of 64, as all that is registered.
    static final int BYTES = 192;

    static final int FREE = 0;
    static final int MAKING = 1;
    static final int LIVE = 2;
    static final int ENDED = 3;
    static final int FREEING = 4;

    private static final int STATE_SHIFT = 60;
    private static final int ACTOR_SHIFT = 24;
    private static final long REST = (1L << STATE_SHIFT) - 1;

    private ArrayLayout() {}

    static long word(int state, long rest) {
        return (long) state << STATE_SHIFT | rest & REST;
    }

    static long making(Actor maker) {
        return word(MAKING, (long) maker.index() << ACTOR_SHIFT | maker.incarnation());
    }

    static int state(long word) {
        return (int) (word >>> STATE_SHIFT);
    }

    static long incarnation(long word) {
        return word & REST;
    }

    /// Whether a word says that somebody may have the array.
    static boolean isThere(long word) {
        return state(word) == LIVE || state(word) == ENDED;
    }

    static int makerIndex(long word) {
        return (int) ((word & REST) >>> ACTOR_SHIFT);
    }

    static int makerIncarnation(long word) {
        return (int) word & (1 << ACTOR_SHIFT) - 1;
    }

    static long wordAt(long position) {
        return Memory.getLongVolatile(position + WORD);
    }

    static void setWord(long position, long word) {
        Memory.putLongVolatile(position + WORD, word);
    }
}
