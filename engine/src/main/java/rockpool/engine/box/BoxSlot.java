package rockpool.engine.box;

import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;

/// A slot of a box. They lie one behind the other, each at a multiple of 64.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word, see below | who changes its state | compare-and-set; release by who has the slot |
/// | 8 | 8 | number of the last message here, counted from 1 | the sender that has the slot | plain |
/// | 16 | 8 | when it was sent, by [System#nanoTime()]; up to 10 ms too early unless the oldest is dropped when the box is full | the sender | plain |
/// | 24 | 8 | the value word that stands for it | the sender | plain |
/// | 32 | 4 | its bytes | the sender | plain |
/// | 36 | 4 | the sender's process id | the sender | plain |
/// | 48 | | the message, see [rockpool.engine.heap.MessageWriter] | the sender | plain |
///
/// | bits of the word | FREE, FULL, READING | WRITING |
/// |---|---|---|
/// | 0–1 | 0 FREE, 2 FULL, 3 READING | 1 |
/// | 2–23 | number of the message that is or was here | its lowest bits |
/// | 24–47 | … | incarnation of the sender's actor |
/// | 48–63 | … | index of the sender's actor |
///
/// ```
/// FREE ──sender──▶ WRITING ──same sender──▶ FULL ──receiver──▶ READING ──receiver──▶ FREE
///                     ▲                       │
///                     └─another sender, DROP_OLDEST
/// ```
///
/// Each arrow is one store. The other fields count while the word is FULL or READING, and are then not changed. A sender that dies in
/// WRITING is named in the word: who finds the box full, or cleans up, makes it FREE again, with the number in the second field. That has
/// been stored or not, and either is a number that no message had. What the receiver has in READING dies with the box.
final class BoxSlot {

    static final int WORD = 0;
    static final int NUMBER = WORD + 8;
    static final int SENT_AT = NUMBER + 8;
    static final int VALUE = SENT_AT + 8;
    static final int LENGTH = VALUE + 8;
    static final int SENDER = LENGTH + 4;
    static final int MESSAGE = 48;
    static final int ALIGNMENT = 64;

    static final int FREE = 0;
    static final int WRITING = 1;
    static final int FULL = 2;
    static final int READING = 3;

    private static final int NUMBER_SHIFT = 2;
    private static final long NUMBER_MASK = (1 << 22) - 1;
    private static final int INCARNATION_SHIFT = 24;
    private static final int INCARNATION_MASK = (1 << 24) - 1;
    private static final int ACTOR_SHIFT = 48;

    private BoxSlot() {}

    static int state(long word) {
        return (int) word & 3;
    }

    static long word(int state, long number) {
        return number << NUMBER_SHIFT | state;
    }

    /// The word of a slot that somebody writes.
    static long writing(Actor actor, long number) {
        return (long) actor.index() << ACTOR_SHIFT | (long) actor.incarnation() << INCARNATION_SHIFT
                | (number & NUMBER_MASK) << NUMBER_SHIFT | WRITING;
    }

    /// The number in a word that is not WRITING.
    static long number(long word) {
        return word >>> NUMBER_SHIFT;
    }

    static int actor(long writing) {
        return (int) (writing >>> ACTOR_SHIFT);
    }

    static int incarnation(long writing) {
        return (int) (writing >>> INCARNATION_SHIFT) & INCARNATION_MASK;
    }

    static long load(long slot) {
        return Memory.getLongAcquire(slot + WORD);
    }

    static boolean change(long slot, long from, long to) {
        return Memory.compareAndSetLong(slot + WORD, from, to);
    }
}
