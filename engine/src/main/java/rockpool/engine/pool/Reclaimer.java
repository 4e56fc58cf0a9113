package rockpool.engine.pool;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.EngineThread;
import rockpool.engine.posix.ProcessState;

/// Takes back the objects of a pool that nobody can reach any more. In the pool's header:
///
/// | offset | size | field | who writes it | access |
/// |---:|---:|---|---|---|
/// | 1024 | 8 | lock: the actor that reclaims, as in a [PoolLock]; 0 if nobody does | anybody | compare-and-set |
/// | 1032 | 8 | epoch: grows by 1 when all objects without registrations are noted | holder of the lock | volatile |
/// | 1040 | 8 | how often a process has found the pool full, for others to collect their Java heaps | anybody | add |
///
/// A **round**, by the holder of the lock, which nobody waits for:
///
/// 1. Each object that is USED, has no name and no registration gets the number of the next epoch in its [UseWord].
/// 2. Registrations are read again after a full fence; what is registered is made USED again, and so is what is no longer the object that
///    was looked at: its place may have got another one before the number was stored.
/// 3. The epoch is advanced.
/// 4. Each heap that may hold handles marks, beginning after that; what it meets is made USED.
/// 5. An object whose epoch is not younger than the oldest of those marks, and which still has no name, turns DOOMED and is taken apart.
///
/// **Why nothing is taken that somebody has.** A value can be given a handle only by a process that is registered. If that was so before
/// step 2 the value was there before the mark of step 4 began, which therefore meets it. If it was after, the one who registered has made
/// the word USED, and step 5 fails. Who copies a descriptor out of a value and registers too late finds DOOMED or another incarnation: then
/// the value had been overwritten and collected meanwhile, and the copy is torn and is made again.
///
/// **A death** in step 1 or 2 leaves numbers of an epoch that does not begin before another holder of the lock has done both; in step 3 to
/// 5 nothing, or an object that is DOOMED, which the next one takes apart. Objects of heaps that refer to each other in a circle
/// stay until one of them is destroyed.
public final class Reclaimer {

    public static final long NOBODY = 0;
    private static final int MOST_ROUNDS = 8;
    private static final int LEAST_SHARED = 4096;
    private static final int TRIES = 50;
    private static final int TRIES_WHEN_BUSY = 500;
    private static final int MOST_ATTEMPTS = 20;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int BUSY = -1;

    private final Pool pool;
    private final AtomicInteger sharedSince = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile int worthIt = LEAST_SHARED;

    private Reclaimer(Pool pool) {
        this.pool = pool;
    }

    public static Reclaimer of(Pool pool) {
        return pool.attachment(Reclaimer.class, Reclaimer::new);
    }

    private record Candidate(Reclaimable kind, long offset, long incarnation, long position, long use) {}

    private record Named(long offset, long incarnation) {}

    /// The number of the epoch: objects of a greater one may not be there yet.
    public static long epoch(Pool pool) {
        return Math.max(UseWord.FIRST_EPOCH, Memory.getLongVolatile(pool.position() + PoolHeader.RECLAIM_EPOCH));
    }

    // Objects that need no mark

    /// Takes the objects that only their creator could know and that it has no handle of, those that were destroyed and that nobody has a
    /// handle of, and what the dead had begun to take apart.
    ///
    /// @param dead the process whose registrations do not count any more, see [Participants#identityWord], or [#NOBODY]
    public void takePrivateOnes(long dead) {
        List<Candidate> found = new ArrayList<>();
        forEach(candidate -> {
            if (UseWord.needsNoMark(candidate.use)) {
                found.add(candidate);
            }
        });
        if (found.isEmpty()) {
            return;
        }
        // A creator registers before its object is there, and a slot gets another user before that registers: read in this order nothing is missed.
        long[] registered = Registrations.all(pool, dead);
        for (Candidate one : found) {
            if (one.use == UseWord.DOOMED || !Registrations.contains(registered, one.offset, one.incarnation)) {
                reclaim(one);
            }
        }
    }

    private interface Visitor {
        void visit(Candidate candidate);
    }

    private void forEach(Visitor visitor) {
        for (Reclaimable kind : Reclaimable.Registry.kinds()) {
            kind.forEach(pool, (offset, incarnation) -> {
                long position = kind.useWord(pool, offset, incarnation);
                if (position != 0) {
                    visitor.visit(new Candidate(kind, offset, incarnation, position, Memory.getLongVolatile(position)));
                }
            });
        }
    }

    private boolean reclaim(Candidate one) {
        try {
            return one.kind.reclaim(pool, one.offset, one.incarnation, one.use);
        } catch (PoolDamagedException e) {
            // It stays as it is, for the verifier to show; the others are not held up by it.
            return false;
        }
    }

    // Rounds

    /// Takes all that can be taken now, unless somebody else is at it.
    ///
    /// @return how many objects were taken
    public int reclaim() {
        return Math.max(0, tryReclaim());
    }

    private int tryReclaim() {
        Actor me = pool.actor();
        long mine = PoolLock.wordOf(me.index(), me.incarnation());
        if (!lock(mine)) {
            return BUSY;
        }
        try {
            takePrivateOnes(NOBODY);
            int taken = 0;
            int last = 1;
            for (int round = 0; round < MOST_ROUNDS && last > 0; round++) {
                last = round();
                taken += last;
            }
            return taken;
        } finally {
            Memory.compareAndSetLong(pool.position() + PoolHeader.RECLAIM_LOCK, mine, 0);
        }
    }

    private boolean lock(long mine) {
        long position = pool.position() + PoolHeader.RECLAIM_LOCK;
        long word = Memory.getLongVolatile(position);
        boolean free = word == 0 || word != mine
                && pool.actors().state(PoolLock.actorOf(word), PoolLock.incarnationOf(word)) == ProcessState.DEAD;
        return free && Memory.compareAndSetLong(position, word, mine);
    }

    private int round() {
        note();
        PoolPoints.RECLAIM_NOTED.reach();
        long epoch = epoch(pool) + 1;
        Memory.putLongVolatile(pool.position() + PoolHeader.RECLAIM_EPOCH, epoch);
        for (Reclaimable.Container container : Reclaimable.Registry.containers()) {
            container.look(pool, epoch);
        }
        PoolPoints.RECLAIM_LOOKED.reach();
        return takeUnseen();
    }

    /// Steps 1 and 2.
    private void note() {
        long next = epoch(pool) + 1;
        Set<Named> named = named();
        long[] registered = Registrations.all(pool, NOBODY);
        List<Candidate> noted = new ArrayList<>();
        forEach(one -> {
            if (one.use == next || one.use == UseWord.USED && !named.contains(new Named(one.offset, one.incarnation))
                    && !Registrations.contains(registered, one.offset, one.incarnation)
                    && Memory.compareAndSetLong(one.position, UseWord.USED, next)) {
                noted.add(one);
            }
        });
        VarHandle.fullFence();
        long[] now = Registrations.all(pool, NOBODY);
        for (Candidate one : noted) {
            if (Registrations.contains(now, one.offset, one.incarnation) || one.kind.useWord(pool, one.offset, one.incarnation) == 0) {
                Memory.compareAndSetLong(one.position, next, UseWord.USED);
            }
        }
    }

    /// Step 5.
    private int takeUnseen() {
        long looked = Long.MAX_VALUE;
        for (Reclaimable.Container container : Reclaimable.Registry.containers()) {
            looked = Math.min(looked, container.looked(pool));
        }
        long oldest = Math.min(looked, epoch(pool));
        List<Candidate> unseen = new ArrayList<>();
        int[] objects = {0};
        forEach(one -> {
            objects[0]++;
            if (UseWord.isEpoch(one.use) && one.use <= oldest) {
                unseen.add(one);
            }
        });
        Set<Named> named = named();
        int taken = 0;
        for (Candidate one : unseen) {
            taken += !named.contains(new Named(one.offset, one.incarnation)) && reclaim(one) ? 1 : 0;
        }
        sharedSince.set(0);
        worthIt = Math.max(LEAST_SHARED, 2 * (objects[0] - taken));
        return taken;
    }

    private Set<Named> named() {
        Set<Named> named = new HashSet<>();
        pool.names().list().forEach(entry -> named.add(new Named(entry.offset(), entry.incarnation())));
        return named;
    }

    // When

    /// One more object was shared. When there may be as many without users as with, they are looked for in a thread of its own.
    void countShared() {
        if (sharedSince.incrementAndGet() >= worthIt && running.compareAndSet(false, true)) {
            sharedSince.set(0);
            EngineThread.start("rockpool-reclaimer", this::inBackground);
        }
    }

    private void inBackground() {
        try {
            if (!pool.isClosed()) {
                reclaim();
            }
        } catch (RuntimeException | InternalError e) {
            // The pool is being closed, or damaged: it is left as it is.
            Thread.onSpinWait();
        } finally {
            running.set(false);
        }
    }

    /// How often a process has found the pool full.
    static long shortages(Pool pool) {
        return Memory.getLongOpaque(pool.position() + PoolHeader.SHORTAGES);
    }

    /// Makes something. When the pool is full, what nobody can reach is taken back and it is tried again, as long as that gains anything:
    /// what was gained may have gone to something else.
    ///
    /// @throws OutOfPoolMemoryException if the pool stays full
    public <T> T making(Supplier<T> maker) {
        for (int attempt = 1; ; attempt++) {
            try {
                return maker.get();
            } catch (OutOfPoolMemoryException full) {
                boolean gained = shortOfMemory();
                if (attempt > 1 && !gained || attempt == MOST_ATTEMPTS) {
                    throw full;
                }
            }
        }
    }

    /// The pool is full: what the Java collector finds here is given back, garbage in heaps too, and all that can be taken is. Other
    /// processes that have handles are asked for the same, and get half a second for it; who is reclaiming already gets more. Who holds a
    /// heap's lock may call it: it waits for no lock.
    ///
    /// @return whether anything was taken or came free; what another one has taken meanwhile may not show
    public boolean shortOfMemory() {
        int before = pool.units().free();
        Memory.getAndAddLong(pool.position() + PoolHeader.SHORTAGES, 1);
        Handles.of(pool).dropUnused();
        Reclaimable.Registry.containers().forEach(container -> container.collect(pool));
        int taken = tryReclaim();
        for (int i = 0; taken <= 0 && pool.units().free() <= before && isWorthWaiting(taken, i); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            taken = tryReclaim();
        }
        return taken > 0 || pool.units().free() > before;
    }

    private boolean isWorthWaiting(int taken, int tries) {
        return taken == BUSY ? tries < TRIES_WHEN_BUSY : tries < TRIES && othersHaveHandles();
    }

    private boolean othersHaveHandles() {
        return Registrations.all(pool, NOBODY).length > Handles.registrations(pool).size();
    }
}
