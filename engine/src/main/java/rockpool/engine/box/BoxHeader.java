package rockpool.engine.box;

import rockpool.engine.memory.Memory;

/// The beginning of a box, in the first of the DATA units that it has.
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | state: 1 open, 2 closed, 3 its receiver has died | the maker; the receiver; who finds it dead | compare-and-set |
/// | 8 | 4 | slots | the maker | plain |
/// | 12 | 4 | bytes of a message at most, a multiple of 16 | the maker | plain |
/// | 16 | 4 | bytes of a slot, a multiple of 64 | the maker | plain |
/// | 20 | 4 | what senders do when it is full, see [WhenFull] | the maker | plain |
/// | 24 | 4 | number of the messages' type, see [rockpool.engine.heap.MessageType] | the maker | plain |
/// | 28 | 4 | the receiver's slot among the participants | the maker | plain |
/// | 32 | 8 | the receiver's process, as in that slot | the maker | plain |
/// | 64 | 4 | the receiver's wake word | who ends its wait | add |
/// | 68 | 4 | 1 if the receiver may be asleep | the receiver; 0: who wakes it | volatile, compare-and-set |
/// | 72 | 4 | 1 if a sender has called the receiver without a message | that sender; 0: the receiver | volatile, compare-and-set |
/// | 80 | 8 | id of the thread that last asked for messages, 0 if none has | the receiver | plain |
/// | 128 | 4 | the senders' wake word | who ends their waits | add |
/// | 132 | 4 | 1 if a sender may be asleep | the sender; 0: who wakes it | volatile, compare-and-set |
/// | 192 | | the first slot, see [BoxSlot] | | |
///
/// The box is there if and only if the pool's names have an entry `box` for it, which the maker adds last; before, its death leaves a
/// pool with nobody in it, which goes with the next look. A flag says "may be asleep", so one that a death has left costs one wake-up that
/// nobody needs. Who clears a flag and dies before it wakes leaves sleepers, who look for themselves after 3 and then every 40
/// milliseconds. State 1 of a dead receiver is changed by the first sender that waits, or by who cleans up after it.
final class BoxHeader {

    static final int STATE = 0;
    static final int SLOTS = STATE + 8;
    static final int MESSAGE_BYTES = SLOTS + 4;
    static final int SLOT_BYTES = MESSAGE_BYTES + 4;
    static final int WHEN_FULL = SLOT_BYTES + 4;
    static final int TYPE = WHEN_FULL + 4;
    static final int RECEIVER_SLOT = TYPE + 4;
    static final int RECEIVER = RECEIVER_SLOT + 4;
    static final int RECEIVER_WAKE = 64;
    static final int RECEIVER_ASLEEP = RECEIVER_WAKE + 4;
    static final int CALLED = RECEIVER_ASLEEP + 4;
    static final int RECEIVER_THREAD = CALLED + 8;
    static final int SENDERS_WAKE = 128;
    static final int SENDERS_ASLEEP = SENDERS_WAKE + 4;
    static final int BYTES = 192;

    static final long OPEN = 1;
    static final long CLOSED = 2;
    static final long RECEIVER_DIED = 3;

    private BoxHeader() {}

    /// Sets a flag so that who reads it later, and what the caller reads later, cannot miss each other.
    static void raise(long flag) {
        Memory.putIntVolatile(flag, 1);
    }

    /// Clears a flag.
    ///
    /// @return whether the caller was the one to do so
    static boolean clear(long flag) {
        return Memory.getIntOpaque(flag) != 0 && Memory.compareAndSetInt(flag, 1, 0);
    }
}
