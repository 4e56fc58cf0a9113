package rockpool.engine.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// The processes that use a pool. A slot:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 0 | 8 | word: pid 22, start time 40, state 2; 0 if free | claimer, owner, recoverer | compare-and-set |
/// | 8 | 8 | attached at, milliseconds since 1970 | the owner | plain |
/// | 16 | 4 | length of the name | the owner | plain |
/// | 20 | 4 | length of the role | the owner | plain |
/// | 24 | 48 | name | the owner | plain |
/// | 72 | 24 | role | the owner | plain |
/// | 96 | 416 | handles that it has, see [Registrations] | the owner | volatile |
///
/// The word alone says whose a slot is, from the compare-and-set that claims it until the one that frees it. A death at any step
/// leaves a word that names a dead process; the recoverer frees it after all else that names the slot. Name and role are for people: who
/// reads them while they are written may see half of each.
public final class Participants {

    static final int WORD = 0;
    static final int JOINED_AT = WORD + 8;
    static final int NAME_LENGTH = JOINED_AT + 8;
    static final int ROLE_LENGTH = NAME_LENGTH + 4;
    static final int NAME = ROLE_LENGTH + 4;
    static final int ROLE = NAME + 48;
    static final int END = ROLE + 24;

    static final long JOINING = 1;
    static final long PRESENT = 2;
    /// Its process is ending by itself and will store no more than what its last threads are at.
    static final long LEAVING = 3;

    private static final int PID_BITS = 22;
    private static final int START_BITS = 40;
    private static final long STATE_MASK = 3;

    private static volatile String ownName = "";
    private static volatile String ownRole = "";

    private final MappedPool pool;
    private final long base;
    private final int count;
    private final Liveness liveness;
    private final ProcessIdentity self;
    private volatile int selfIndex = -1;

    Participants(MappedPool pool, long base, int count, Liveness liveness, ProcessIdentity self) {
        this.pool = pool;
        this.base = base;
        this.count = count;
        this.liveness = liveness;
        this.self = self;
    }

    /// Says how this process is to be shown in all the pools that it attaches from now on, and in those it has attached.
    ///
    /// @param name cut to 48 bytes
    /// @param role cut to 24 bytes
    public static void introduce(String name, String role) {
        ownName = name;
        ownRole = role;
        Pool.open().forEach(pool -> pool.participants().describeSelf());
    }

    static long pack(ProcessIdentity process, long state) {
        return ((long) process.pid() & (1L << PID_BITS) - 1) << START_BITS + 2 | (process.startTime() & (1L << START_BITS) - 1) << 2 | state;
    }

    /// The part of a participant's word that says which process it is, now and ever.
    public static long identityWord(long word) {
        return word & ~STATE_MASK;
    }

    /// The same of a process.
    public static long identityWord(ProcessIdentity process) {
        return pack(process, 0);
    }

    static ProcessIdentity identityOf(long word) {
        return new ProcessIdentity((int) (word >>> START_BITS + 2), word >>> 2 & (1L << START_BITS) - 1);
    }

    /// The process id in a participant's word.
    public static int pidOf(long word) {
        return identityOf(word).pid();
    }

    static long stateOf(long word) {
        return word & STATE_MASK;
    }

    private long slot(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("participant=" + index + ": allowed are 0 to " + (count - 1));
        }
        return base + (long) index * PoolLayout.PARTICIPANT_BYTES;
    }

    /// How many there can be.
    public int count() {
        return count;
    }

    /// The word of a slot, which changes whenever its user does.
    public long word(int index) {
        return Memory.getLongAcquire(slot(index) + WORD);
    }

    /// Whether the process of a slot can still change the pool. A slot that is free or no slot at all counts as dead.
    public ProcessState state(int index) {
        return index < 0 || index >= count ? ProcessState.DEAD : stateOfOwner(word(index));
    }

    ProcessState stateOfOwner(long word) {
        if (word == 0) {
            return ProcessState.DEAD;
        }
        ProcessIdentity owner = identityOf(word);
        return owner.equals(self) ? ProcessState.ALIVE : liveness.stateOf(owner);
    }

    /// Who has a slot, or null if it is free.
    public Participant get(int index) {
        long slot = slot(index);
        long word = word(index);
        if (word == 0) {
            return null;
        }
        return new Participant(index, identityOf(word), Texts.read(slot + NAME, Memory.getInt(slot + NAME_LENGTH), ROLE - NAME),
                Texts.read(slot + ROLE, Memory.getInt(slot + ROLE_LENGTH), END - ROLE), Instant.ofEpochMilli(Memory.getLong(slot + JOINED_AT)));
    }

    /// All that have a slot, dead ones that nobody has cleaned up after included.
    public List<Participant> list() {
        List<Participant> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Participant one = get(i);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    /// @return false if no slot is free
    boolean join() {
        long claim = pack(self, JOINING);
        for (int i = 0; i < count; i++) {
            long slot = slot(i);
            if (Memory.getLongAcquire(slot + WORD) == 0 && Memory.compareAndSetLong(slot + WORD, 0, claim)) {
                PoolPoints.PARTICIPANT_CLAIMED.reach();
                Memory.putLong(slot + JOINED_AT, System.currentTimeMillis());
                wipeRegistrations(slot);
                selfIndex = i;
                describeSelf();
                Memory.putLongRelease(slot + WORD, pack(self, PRESENT));
                return true;
            }
        }
        return false;
    }

    private static void wipeRegistrations(long slot) {
        for (int at = END; at < PoolLayout.PARTICIPANT_BYTES; at += Long.BYTES) {
            if (Memory.getLong(slot + at) != 0) {
                Memory.putLong(slot + at, 0);
            }
        }
    }

    /// Where a slot lies in this process.
    long positionOf(int index) {
        return slot(index);
    }

    private void describeSelf() {
        pool.writable();
        long slot = slot(selfIndex);
        Memory.putInt(slot + NAME_LENGTH, Texts.write(ownName, slot + NAME, ROLE - NAME));
        Memory.putInt(slot + ROLE_LENGTH, Texts.write(ownRole, slot + ROLE, END - ROLE));
    }

    int selfIndex() {
        return selfIndex;
    }

    Participant self() {
        return get(selfIndex);
    }

    void leaving() {
        Memory.compareAndSetLong(slot(selfIndex) + WORD, pack(self, PRESENT), pack(self, LEAVING));
    }

    /// Frees the slot of a dead process.
    ///
    /// @param word what the slot held when the process was found dead
    /// @return false if another one did
    boolean free(int index, long word) {
        return Memory.compareAndSetLong(slot(index) + WORD, word, 0);
    }
}
