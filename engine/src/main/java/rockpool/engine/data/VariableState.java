package rockpool.engine.data;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Source;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Participant;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.posix.ProcessState;
import rockpool.engine.sync.Condition;
import rockpool.engine.sync.LockKind;
import rockpool.engine.sync.Mutex;

/// The root block of a shared variable.
///
/// | word | content | who changes it |
/// |---:|---|---|
/// | 0 | no header | |
/// | 1 | the *gate*, a mutex that who changes the value has | its maker |
/// | 2 | the condition at which waiters are, with the gate | its maker |
/// | 3 | the mutex that who computes the first value has | its maker |
/// | 4 | value, null if none was set | holder of the gate |
/// | 5 | version: how many values were set | holder of the gate |
/// | 6 | access: a number of [VariableAccess] | its maker |
/// | 7 | the owner's slot | its maker |
/// | 8 | upper half of the owner's identity, 0 if there is no owner | its maker |
/// | 9 | lower half | its maker |
/// | 10 | timeout in microseconds, 0 for none | its maker |
/// | 11 | when it was used last, if it has a timeout: microseconds of the monotonic clock; may lag by a [#LAG]th of the timeout | users |
///
/// A value and its version are one commit. Who sets one has the gate from before the commit until all who wait have been signalled:
///
/// | a death | leaves |
/// |---|---|
/// | before the commit | the value that was there, and the gate with a dead owner |
/// | after it | the new value, waiters without a signal, and the gate with a dead owner |
/// | while computing | no value, and the third mutex with a dead owner |
///
/// Who waits notices that the gate's owner is dead, takes the gate over and signals the others; so does who wants the gate for something
/// else. Who waits for the computation gets that mutex, finds no value and computes itself.
///
/// A variable is over when its owner has ended or its timeout has passed. The next who meets it removes it: the heap first, then the
/// condition, whose waiters are told by that. A death in between leaves a gate with a dead owner as above, and waiters who find no heap.
final class VariableState {

    private static final int GATE = 1;
    private static final int CHANGED = 2;
    private static final int COMPUTING = 3;
    static final int VALUE = 4;
    static final int VERSION = 5;
    private static final int ACCESS = 6;
    private static final int OWNER_SLOT = 7;
    private static final int OWNER_HIGH = 8;
    private static final int OWNER_LOW = 9;
    private static final int TIMEOUT = 10;
    private static final int USED = 11;
    static final int WORDS = 12;

    /// What the words with locks are for.
    static final Map<Integer, String> LOCK_NAMES = Map.of(GATE, "setting", CHANGED, "changed", COMPUTING, "computing");

    static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);
    static final Duration MOST_TIMEOUT = Duration.ofDays(365);
    private static final int LAG = 16;

    final Mutex gate;
    final Condition changed;
    final Mutex computing;
    final VariableAccess access;
    private final Structure structure;
    private final Pool pool;
    private final long root;
    private final int ownerSlot;
    private final long owner;
    private final long timeout;

    private VariableState(Structure structure, Source source) {
        this.structure = structure;
        this.pool = structure.heap().pool();
        this.root = structure.root();
        this.gate = (Mutex) structure.copy(source, source.word(root, GATE));
        this.changed = (Condition) structure.copy(source, source.word(root, CHANGED));
        this.computing = (Mutex) structure.copy(source, source.word(root, COMPUTING));
        this.access = VariableAccess.values()[(int) source.number(root, ACCESS)];
        this.ownerSlot = (int) source.number(root, OWNER_SLOT);
        this.owner = source.number(root, OWNER_HIGH) << Integer.SIZE | source.number(root, OWNER_LOW);
        this.timeout = source.number(root, TIMEOUT);
    }

    static VariableState of(Structure structure) {
        Structure untyped = structure.of(null);
        return untyped.read((source, root) -> new VariableState(untyped, source));
    }

    /// @param timeout null for none
    static Structure create(StructureKind kind, Pool pool, String name, VariableAccess access, Duration timeout) {
        long micros = micros(timeout);
        return kind.create(pool, name, null, (change, root) -> {
            change.put(root, GATE, change.copyIn(Mutex.create(pool)));
            change.put(root, CHANGED, change.copyIn(Condition.create(pool)));
            change.put(root, COMPUTING, change.copyIn(Mutex.create(pool, LockKind.ERRORCHECK)));
            change.putNumber(root, VERSION, 0);
            change.putNumber(root, ACCESS, access.ordinal());
            putOwner(change, root, access.isOwned() ? pool.self() : null);
            change.putNumber(root, TIMEOUT, micros);
            change.putNumber(root, USED, now());
        });
    }

    private static void putOwner(Change change, long root, Participant owner) {
        long identity = owner == null ? 0 : Participants.identityWord(owner.identity());
        change.putNumber(root, OWNER_SLOT, owner == null ? 0 : owner.index());
        change.putNumber(root, OWNER_HIGH, identity >>> Integer.SIZE);
        change.putNumber(root, OWNER_LOW, identity & 0xFFFF_FFFFL);
    }

    private static long micros(Duration timeout) {
        if (timeout == null) {
            return 0;
        }
        if (timeout.compareTo(LEAST_TIMEOUT) < 0 || timeout.compareTo(MOST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout=" + timeout + ": allowed are " + LEAST_TIMEOUT + " to " + MOST_TIMEOUT);
        }
        return timeout.toNanos() / 1000;
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    // Whose it is

    void requireSettable() {
        requireOwner(access.isReadOnly(), "set");
    }

    void requireRemovable() {
        requireOwner(access.isOwned(), "remove");
    }

    private void requireOwner(boolean needed, String what) {
        if (needed && owner != Participants.identityWord(pool.self().identity())) {
            throw new NotOwnerException(name() + ": only its owner, process " + Participants.pidOf(owner) + ", may " + what + " it");
        }
    }

    /// Whether its owner has ended.
    ///
    /// @param closer whether to ask the system, so that one counts that nobody has cleaned up after
    boolean isOrphan(boolean closer) {
        return access.isOwned() && (Participants.identityWord(pool.participants().word(ownerSlot)) != owner
            || closer && pool.participants().state(ownerSlot) == ProcessState.DEAD);
    }

    /// How many values were set.
    long version() {
        return structure.<Long>read((source, block) -> source.number(block, VERSION));
    }

    // When it was used

    /// How many nanoseconds are left until its timeout has passed.
    long left() {
        return timeout == 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(timeout + timeout / LAG - idle());
    }

    private long idle() {
        return now() - structure.<Long>read((source, block) -> source.number(block, USED));
    }

    /// Begins the timeout anew, if that is worth a store.
    void used() {
        if (timeout != 0 && idle() >= timeout / LAG) {
            try (Change change = structure.change()) {
                used(change);
                change.commit();
            }
        }
    }

    void used(Change change) {
        if (timeout != 0) {
            change.putNumber(root, USED, now());
        }
    }

    /// Why it is not there any more, or null.
    String end(boolean closer) {
        if (isOrphan(closer)) {
            return "its owner, process " + Participants.pidOf(owner) + ", has ended";
        }
        return left() <= 0 ? "nobody has used it for " + Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(timeout)) : null;
    }

    String name() {
        String name = structure.heap().name();
        return "variable=" + (name.isEmpty() ? "at " + structure.heap().descriptor().offset() : name);
    }
}
