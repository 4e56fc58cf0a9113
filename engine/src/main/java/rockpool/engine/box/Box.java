package rockpool.engine.box;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import rockpool.engine.heap.MessageType;
import rockpool.engine.heap.MessageWriter;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Actor;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Participant;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;
import rockpool.engine.pool.PoolLayout;
import rockpool.engine.pool.UnitClass;
import rockpool.engine.posix.CoarseClock;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.sync.Look;
import rockpool.engine.sync.WakeWord;

/// A box in a pool, as both its ends use it: taking, filling, reporting and freeing slots, and who wakes whom. It never waits.
///
/// Any thread may use it. No step takes a lock. A death at any step costs nobody a slot; see [BoxSlot].
final class Box {

    static final int MOST_SLOTS = 1 << 20;
    static final int MOST_MESSAGE_BYTES = 1 << 26;

    private static final String ENTRY = "box";
    private static final int NONE = -1;

    final Pool pool;
    final long offset;
    final int slots;
    final int messageBytes;
    final WhenFull whenFull;
    private final int slotBytes;
    private final long header;
    private final long first;
    private final int pid;
    /// How many slots are to be free before senders that wait are woken, or go on by themselves after a short wait.
    final int portion;

    private Box(Pool pool, long offset) {
        this.pool = pool;
        this.offset = offset;
        this.header = pool.position() + offset;
        this.slots = Memory.getInt(header + BoxHeader.SLOTS);
        this.messageBytes = Memory.getInt(header + BoxHeader.MESSAGE_BYTES);
        this.slotBytes = Memory.getInt(header + BoxHeader.SLOT_BYTES);
        this.whenFull = WhenFull.of(Memory.getInt(header + BoxHeader.WHEN_FULL));
        this.first = header + BoxHeader.BYTES;
        this.pid = pool.identity().pid();
        this.portion = Math.max(1, slots / 4);
        if (slots < 1 || slotBytes != slotBytes(messageBytes) || whenFull == null
                || !pool.region().contains(offset, bytes(slots, messageBytes))) {
            throw new PoolDamagedException(pool.objectName() + ", box at " + offset, "a box within the object",
                    slots + " slots of " + slotBytes);
        }
        pool.onDeath((where, participant, process) -> died(participant));
    }

    static int slotBytes(int messageBytes) {
        return BoxSlot.MESSAGE + messageBytes + BoxSlot.ALIGNMENT - 1 & -BoxSlot.ALIGNMENT;
    }

    /// What a box takes in all.
    static long bytes(int slots, int messageBytes) {
        return BoxHeader.BYTES + (long) slots * slotBytes(messageBytes);
    }

    /// Makes a box in a pool that has none, of which this process is the receiver.
    static Box create(Pool pool, int slots, int messageBytes, WhenFull whenFull, Class<?> type) {
        int units = Math.toIntExact(bytes(slots, messageBytes) + PoolLayout.UNIT_BYTES - 1 >> PoolLayout.UNIT_SHIFT);
        int typeId = MessageType.declare(pool, type).id();
        int unit = pool.units().claim(units, UnitClass.DATA, 1);
        long offset = pool.units().offset(unit);
        long header = pool.position() + offset;
        Participant self = pool.self();
        Memory.wipe(header, BoxHeader.BYTES);
        Memory.putInt(header + BoxHeader.SLOTS, slots);
        Memory.putInt(header + BoxHeader.MESSAGE_BYTES, messageBytes);
        Memory.putInt(header + BoxHeader.SLOT_BYTES, slotBytes(messageBytes));
        Memory.putInt(header + BoxHeader.WHEN_FULL, whenFull.ordinal());
        Memory.putInt(header + BoxHeader.TYPE, typeId);
        Memory.putInt(header + BoxHeader.RECEIVER_SLOT, self.index());
        Memory.putLong(header + BoxHeader.RECEIVER, Participants.identityWord(self.identity()));
        for (int slot = 0; slot < slots; slot++) {
            Memory.wipe(header + BoxHeader.BYTES + (long) slot * slotBytes(messageBytes), BoxSlot.MESSAGE);
        }
        Memory.putLongVolatile(header + BoxHeader.STATE, BoxHeader.OPEN);
        BoxPoint.BOX_LAID_OUT.reach();
        if (!pool.names().put(ENTRY, Names.CAMLBOX, offset, 1)) {
            throw new IllegalArgumentException("pool=" + pool.name() + ": has a box already");
        }
        return pool.attachment(Box.class, here -> new Box(here, offset));
    }

    /// The box of a pool, if it has one.
    static Optional<Box> in(Pool pool) {
        return entry(pool.names()).map(entry -> pool.attachment(Box.class, here -> new Box(here, entry.offset())));
    }

    static Optional<Names.Entry> entry(Names names) {
        return names.find(ENTRY).filter(entry -> entry.kind() == Names.CAMLBOX);
    }

    String name() {
        return pool.name();
    }

    MessageType type() {
        return MessageType.of(pool, Memory.getInt(header + BoxHeader.TYPE));
    }

    private long slot(int index) {
        return first + (long) index * slotBytes;
    }

    long wordPosition(int index) {
        return slot(index) + BoxSlot.WORD;
    }

    long messagePosition(int index) {
        return slot(index) + BoxSlot.MESSAGE;
    }

    // Sending

    /// Takes a free slot.
    ///
    /// @param preferred where to look first
    /// @return -1 if there is none
    int claim(Actor me, int preferred) {
        for (int i = 0, index = preferred; i < slots; i++, index = index + 1 == slots ? 0 : index + 1) {
            long slot = slot(index);
            long word = Memory.getLongOpaque(slot + BoxSlot.WORD);
            if (BoxSlot.state(word) == BoxSlot.FREE && BoxSlot.change(slot, word, BoxSlot.writing(me, BoxSlot.number(word)))) {
                BoxPoint.SLOT_CLAIMED.reach();
                return index;
            }
        }
        return NONE;
    }

    boolean isFree(int index) {
        return BoxSlot.state(Memory.getLongOpaque(slot(index) + BoxSlot.WORD)) == BoxSlot.FREE;
    }

    /// Takes the slot of the oldest message that was not reported.
    ///
    /// @return -1 if there is none
    int claimOldest(Actor me) {
        while (true) {
            long now = System.nanoTime();
            int oldest = NONE;
            long oldestWord = 0;
            long age = Long.MIN_VALUE;
            for (int index = 0; index < slots; index++) {
                long word = BoxSlot.load(slot(index));
                long itsAge = now - Memory.getLong(slot(index) + BoxSlot.SENT_AT);
                if (BoxSlot.state(word) == BoxSlot.FULL && itsAge > age) {
                    age = itsAge;
                    oldest = index;
                    oldestWord = word;
                }
            }
            if (oldest == NONE || BoxSlot.change(slot(oldest), oldestWord, BoxSlot.writing(me, BoxSlot.number(oldestWord)))) {
                if (oldest != NONE) {
                    BoxPoint.SLOT_DROPPED.reach();
                }
                return oldest;
            }
        }
    }

    /// Puts a message into a slot that the caller has taken, and has the receiver find it.
    ///
    /// @param clock the thread's
    void fill(int index, MessageWriter message, long value, CoarseClock clock) {
        long slot = slot(index);
        long number = Memory.getLong(slot + BoxSlot.NUMBER) + 1;
        boolean done = false;
        try {
            Memory.putLong(slot + BoxSlot.NUMBER, number);
            Memory.putLong(slot + BoxSlot.SENT_AT, whenFull == WhenFull.DROP_OLDEST ? System.nanoTime() : clock.nanoTime());
            Memory.putLong(slot + BoxSlot.VALUE, value);
            Memory.putInt(slot + BoxSlot.LENGTH, (int) message.bytes());
            Memory.putInt(slot + BoxSlot.SENDER, pid);
            message.copyTo(slot + BoxSlot.MESSAGE);
            BoxPoint.SLOT_WRITTEN.reach();
            done = true;
        } finally {
            Memory.putLongVolatile(slot + BoxSlot.WORD, BoxSlot.word(done ? BoxSlot.FULL : BoxSlot.FREE, number));
        }
        BoxPoint.SLOT_FULL.reach();
        if (BoxHeader.clear(header + BoxHeader.RECEIVER_ASLEEP)) {
            wakeReceiver();
        }
    }

    /// Calls the receiver without a message.
    void call() {
        BoxHeader.raise(header + BoxHeader.CALLED);
        wakeReceiver();
    }

    // Receiving

    /// Makes the next message the receiver's, which is thereby told of it.
    ///
    /// @param from where to look first
    /// @param most how many slots to look at
    /// @return its slot, -1 if there is none
    int report(int from, int most) {
        for (int i = 0, index = from; i < most; i++, index = index + 1 == slots ? 0 : index + 1) {
            long slot = slot(index);
            long word = Memory.getLongOpaque(slot + BoxSlot.WORD);
            if (BoxSlot.state(word) == BoxSlot.FULL && BoxSlot.change(slot, word, BoxSlot.word(BoxSlot.READING, BoxSlot.number(word)))) {
                BoxPoint.SLOT_REPORTED.reach();
                return index;
            }
        }
        return NONE;
    }

    /// Takes a report back, for another to get it.
    void unreport(int index) {
        long word = BoxSlot.load(slot(index));
        Memory.putLongVolatile(slot(index) + BoxSlot.WORD, BoxSlot.word(BoxSlot.FULL, BoxSlot.number(word)));
        if (BoxHeader.clear(header + BoxHeader.RECEIVER_ASLEEP)) {
            wakeReceiver();
        }
    }

    /// Whether a message is there that the receiver was not told of.
    boolean hasNew() {
        for (int index = 0; index < slots; index++) {
            if (BoxSlot.state(Memory.getLongOpaque(slot(index) + BoxSlot.WORD)) == BoxSlot.FULL) {
                return true;
            }
        }
        return false;
    }

    boolean isReported(int index) {
        return index >= 0 && index < slots && BoxSlot.state(BoxSlot.load(slot(index))) == BoxSlot.READING;
    }

    /// What stands for the message that a slot has.
    long value(int index) {
        return Memory.getLong(slot(index) + BoxSlot.VALUE);
    }

    /// Makes a slot of the receiver's free.
    ///
    /// @return false if it was not the receiver's
    boolean free(int index) {
        long slot = slot(index);
        long word = BoxSlot.load(slot);
        if (BoxSlot.state(word) != BoxSlot.READING) {
            return false;
        }
        Memory.putLongRelease(slot + BoxSlot.WORD, BoxSlot.word(BoxSlot.FREE, BoxSlot.number(word)));
        BoxPoint.SLOT_DELETED.reach();
        return true;
    }

    /// Wakes senders that wait for the slots that were made free.
    void announceRoom() {
        VarHandle.fullFence();
        if (BoxHeader.clear(header + BoxHeader.SENDERS_ASLEEP)) {
            wakeSenders();
        }
    }

    /// Whether a sender has called since the last time that this was asked.
    boolean answerCall() {
        return BoxHeader.clear(header + BoxHeader.CALLED);
    }

    boolean isCalled() {
        return Memory.getIntVolatile(header + BoxHeader.CALLED) != 0;
    }

    // Waiting and waking

    long receiverWakeOffset() {
        return offset + BoxHeader.RECEIVER_WAKE;
    }

    long sendersWakeOffset() {
        return offset + BoxHeader.SENDERS_WAKE;
    }

    /// Asks to be woken for the next message. The caller looks again afterwards, before it sleeps.
    void receiverSleeps() {
        BoxHeader.raise(header + BoxHeader.RECEIVER_ASLEEP);
    }

    /// Asks to be woken for a free slot. The caller looks again afterwards, before it sleeps.
    void senderSleeps() {
        BoxHeader.raise(header + BoxHeader.SENDERS_ASLEEP);
    }

    void wakeReceiver() {
        WakeWord.wakeAll(header + BoxHeader.RECEIVER_WAKE);
    }

    private void wakeSenders() {
        WakeWord.wakeAll(header + BoxHeader.SENDERS_WAKE);
    }

    /// Whether any slot could be taken by a sender that looks closely: free, or a dead one's.
    boolean hasRoom(Look look) {
        for (int index = 0; index < slots; index++) {
            long word = BoxSlot.load(slot(index));
            if (BoxSlot.state(word) == BoxSlot.FREE || isOfDead(word, look)) {
                return true;
            }
        }
        return false;
    }

    // Its end, and the ends of its users

    long state() {
        return Memory.getLongAcquire(header + BoxHeader.STATE);
    }

    boolean isOpen() {
        return state() == BoxHeader.OPEN;
    }

    /// @throws BoxClosedException if it has no receiver any more
    void requireOpen() {
        long state = state();
        if (state != BoxHeader.OPEN) {
            throw closed(state);
        }
    }

    BoxClosedException closed(long state) {
        return new BoxClosedException(name(), state == BoxHeader.RECEIVER_DIED ? "its receiver has died" : "its receiver has closed it");
    }

    /// Says that it has no receiver, and ends all waits for room.
    void close(long state) {
        if (Memory.compareAndSetLong(header + BoxHeader.STATE, BoxHeader.OPEN, state)) {
            BoxPoint.BOX_CLOSED.reach();
        }
        wakeSenders();
    }

    /// The process that receives, as in its slot among the participants.
    long receiver() {
        return Memory.getLong(header + BoxHeader.RECEIVER);
    }

    /// The thread of the receiver that last asked for messages: who waits for room waits for it.
    long receiverThread() {
        return Memory.getLong(header + BoxHeader.RECEIVER_THREAD);
    }

    void receiverThread(long id) {
        Memory.putLong(header + BoxHeader.RECEIVER_THREAD, id);
    }

    /// Finds out whether the receiver lives, which takes a system call.
    boolean isReceiverDead() {
        int index = Memory.getInt(header + BoxHeader.RECEIVER_SLOT);
        Participants participants = pool.participants();
        if (index < 0 || index >= participants.count()) {
            return true;
        }
        return Participants.identityWord(participants.word(index)) != receiver() || participants.state(index) == ProcessState.DEAD;
    }

    private boolean isOfDead(long word, Look look) {
        return BoxSlot.state(word) == BoxSlot.WRITING && look.isActorDead(pool, BoxSlot.actor(word), BoxSlot.incarnation(word));
    }

    /// Frees the slots of senders that died while they wrote.
    void reclaim(Look look) {
        for (int index = 0; index < slots; index++) {
            long slot = slot(index);
            long word = BoxSlot.load(slot);
            if (isOfDead(word, look)) {
                long number = Memory.getLong(slot + BoxSlot.NUMBER);
                if (BoxSlot.change(slot, word, BoxSlot.word(BoxSlot.FREE, number))) {
                    BoxPoint.SLOT_RECLAIMED.reach();
                }
            }
        }
    }

    /// Closes the box if its receiver has died.
    void closeIfOrphaned() {
        if (isOpen() && isReceiverDead()) {
            close(BoxHeader.RECEIVER_DIED);
        }
    }

    private void died(int participant) {
        reclaim(new Look());
        announceRoom();
        if (isOpen() && Memory.getInt(header + BoxHeader.RECEIVER_SLOT) == participant) {
            close(BoxHeader.RECEIVER_DIED);
        }
    }
}
