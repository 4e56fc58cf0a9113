package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessState;

/// The threads that use a pool. A slot:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: participant + 1 (16 bits from 32), incarnation (24 from 8), state (8) | claimer, owner, recoverer | compare-and-set |
/// | 8 | 8 | waiting for: an offset, 0 for nothing | the owner | volatile |
/// | 16 | 8 | waiting since | the owner | opaque |
/// | 24 | 4 | kind of wait | the owner | plain |
/// | 28 | 4 | number of waits | the owner | plain |
/// | 32 | 4 | wake: bumped by who wakes | anybody | add |
/// | 36 | 4 | 1 if the thread is virtual | the owner | plain |
/// | 40 | 8 | the thread's id | the owner | plain |
/// | 48 | 4 | length of the thread's name | the owner | plain |
/// | 52 | 44 | the thread's name | the owner | plain |
/// | 96 | 8 | with: what else the wait needs, by its kind: the offset of a lock, or a process as in a participant's word | the owner | plain |
/// | 104 | 8 | the thread of that process, 0 if not known | the owner | plain |
/// | 112 | 16 | 0 | | |
/// | 128 | 128 | sixteen pins: the offset of a block that must stay, or 0 | the owner | opaque |
/// | 256 | 4 | length of the line that waits; 0 if it has not been said yet | the owner; its process's watcher | release |
/// | 260 | 60 | the line that waits, as in a stack trace | who then stores the length | plain |
///
/// All but the word counts only while the state is PRESENT. The incarnation grows when a slot is freed: from that moment everything that
/// names the old one belongs to a dead owner. Freeing is one compare-and-set, by the owner's process when the thread ends or by whoever
/// finds the process dead; the next claimer wipes the slot before it says PRESENT. A claimer that dies before leaves a slot that names its
/// participant, and is freed with it.
public final class Actors {

    public static final int WORD = 0;
    public static final int WAITING_FOR = WORD + 8;
    public static final int WAIT_SINCE = WAITING_FOR + 8;
    public static final int WAIT_KIND = WAIT_SINCE + 8;
    public static final int WAIT_COUNT = WAIT_KIND + 4;
    public static final int WAKE = WAIT_COUNT + 4;
    static final int VIRTUAL = WAKE + 4;
    static final int THREAD_ID = VIRTUAL + 4;
    static final int NAME_LENGTH = THREAD_ID + 8;
    static final int NAME = NAME_LENGTH + 4;
    static final int WAIT_WITH = 96;
    static final int WAIT_THREAD = WAIT_WITH + 8;
    public static final int PINS = 128;
    public static final int PIN_COUNT = 16;
    static final int LINE_LENGTH = PINS + 8 * PIN_COUNT;
    static final int LINE = LINE_LENGTH + 4;

    static final int FREE = 0;
    static final int CLAIMED = 1;
    static final int PRESENT = 2;

    static final int NAME_SPACE = 44;
    static final int LINE_SPACE = 60;
    private static final int INCARNATION_MASK = (1 << 24) - 1;

    private final MappedPool pool;
    private final long base;
    private final int count;
    /// Where the search for a free slot begins.
    private volatile int next;

    Actors(MappedPool pool, long base, int count) {
        this.pool = pool;
        this.base = base;
        this.count = count;
    }

    static long pack(int participant, int incarnation, int state) {
        return (long) (participant + 1) << 32 | (incarnation & INCARNATION_MASK) << 8 & 0xFFFF_FFFFL | state;
    }

    private static long freed(long word) {
        return (incarnationOf(word) + 1L & INCARNATION_MASK) << 8;
    }

    static int stateOf(long word) {
        return (int) word & 0xFF;
    }

    static int incarnationOf(long word) {
        return (int) (word >>> 8) & INCARNATION_MASK;
    }

    static int participantOf(long word) {
        return (int) (word >>> 32 & 0xFFFF) - 1;
    }

    /// How many there can be.
    public int count() {
        return count;
    }

    /// Where a slot lies in this process.
    public long positionOf(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("actor=" + index + ": allowed are 0 to " + (count - 1));
        }
        return base + (long) index * PoolLayout.ACTOR_BYTES;
    }

    long word(int index) {
        return Memory.getLongAcquire(positionOf(index) + WORD);
    }

    /// Whether an actor is still the one that has its slot: a compare, which does not notice that its process has died.
    public boolean holdsSlot(int index, int incarnation) {
        if (index < 0 || index >= count) {
            return false;
        }
        long word = word(index);
        return stateOf(word) != FREE && incarnationOf(word) == incarnation;
    }

    /// Whether an actor can still change the pool: not if another has its slot, if its thread has ended or its process has died.
    public ProcessState state(int index, int incarnation) {
        if (!holdsSlot(index, incarnation)) {
            return ProcessState.DEAD;
        }
        ProcessState state = pool.participants().state(participantOf(word(index)));
        return holdsSlot(index, incarnation) ? state : ProcessState.DEAD;
    }

    /// The slot of the process that an actor belongs to, or -1 if the slot is free.
    public int participant(int index) {
        return participantOf(word(index));
    }

    /// Calls back for each actor's every pin that is not 0.
    public void forEachPin(LongConsumer pinned) {
        for (int i = 0; i < count; i++) {
            if (stateOf(word(i)) == PRESENT) {
                long pins = positionOf(i) + PINS;
                for (int pin = 0; pin < PIN_COUNT; pin++) {
                    long offset = Memory.getLongOpaque(pins + 8L * pin);
                    if (offset != 0) {
                        pinned.accept(offset);
                    }
                }
            }
        }
    }

    /// What a slot says, or null if nobody has it.
    public ActorInfo get(int index) {
        long slot = positionOf(index);
        long word = word(index);
        if (stateOf(word) != PRESENT) {
            return null;
        }
        return new ActorInfo(index, incarnationOf(word), participantOf(word),
                Texts.read(slot + NAME, Memory.getInt(slot + NAME_LENGTH), NAME_SPACE), Memory.getLong(slot + THREAD_ID),
                Memory.getInt(slot + VIRTUAL) != 0, Memory.getLongVolatile(slot + WAITING_FOR), Memory.getLongOpaque(slot + WAIT_SINCE),
                Memory.getInt(slot + WAIT_KIND), Memory.getInt(slot + WAIT_COUNT), pins(slot), Memory.getLong(slot + WAIT_WITH),
                Memory.getLong(slot + WAIT_THREAD), Texts.read(slot + LINE, Memory.getInt(slot + LINE_LENGTH), LINE_SPACE));
    }

    private static int pins(long slot) {
        int pins = 0;
        for (int pin = 0; pin < PIN_COUNT; pin++) {
            pins += Memory.getLongOpaque(slot + PINS + 8L * pin) == 0 ? 0 : 1;
        }
        return pins;
    }

    /// All that have a slot.
    public List<ActorInfo> list() {
        List<ActorInfo> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ActorInfo one = get(i);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    /// Takes a slot for a thread of this process.
    Actor claim(Thread thread) {
        Pool writer = pool.writable();
        Actor actor = claimFree(thread);
        if (actor == null) {
            // Others may be freeing the same slots: then there is room, though this process has freed none.
            writer.releaseEndedThreads();
            writer.recoverDead();
            actor = claimFree(thread);
        }
        if (actor == null) {
            throw new IllegalStateException("pool=" + pool.name() + " actors=" + count + ": all are taken by living threads");
        }
        return actor;
    }

    private Actor claimFree(Thread thread) {
        int participant = pool.participants().selfIndex();
        int start = next;
        for (int i = 0; i < count; i++) {
            int index = (start + i) % count;
            long word = word(index);
            if (stateOf(word) == FREE) {
                // No actor has incarnation 0, so that no single damaged bit in a free lock's word names one.
                long claim = pack(participant, Math.max(1, incarnationOf(word)), CLAIMED);
                if (Memory.compareAndSetLong(positionOf(index) + WORD, word, claim)) {
                    PoolPoints.ACTOR_CLAIMED.reach();
                    next = (index + 1) % count;
                    return describe(index, participant, claim, thread);
                }
            }
        }
        return null;
    }

    private Actor describe(int index, int participant, long claim, Thread thread) {
        long slot = positionOf(index);
        for (int pin = 0; pin < PIN_COUNT; pin++) {
            if (Memory.getLongOpaque(slot + PINS + 8L * pin) != 0) {
                Memory.putLong(slot + PINS + 8L * pin, 0);
            }
        }
        Memory.putLong(slot + WAITING_FOR, 0);
        Memory.putInt(slot + VIRTUAL, thread.isVirtual() ? 1 : 0);
        Memory.putLong(slot + THREAD_ID, thread.threadId());
        Memory.putInt(slot + NAME_LENGTH, Texts.write(thread.getName(), slot + NAME, NAME_SPACE));
        long present = pack(participant, incarnationOf(claim), PRESENT);
        Memory.compareAndSetLong(slot + WORD, claim, present);
        return new Actor(this, index, present, slot, thread);
    }

    /// Frees a slot if it still holds what is given.
    boolean free(int index, long word) {
        return Memory.compareAndSetLong(positionOf(index) + WORD, word, freed(word));
    }

    /// Frees all slots of a participant that stores no more.
    void freeAllOf(int participant, BooleanSupplier stillSo) {
        for (int i = 0; i < count; i++) {
            long word = word(i);
            if (stateOf(word) != FREE && participantOf(word) == participant && stillSo.getAsBoolean()) {
                free(i, word);
            }
        }
    }
}
