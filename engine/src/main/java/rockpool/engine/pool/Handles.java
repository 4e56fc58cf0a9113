package rockpool.engine.pool;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import rockpool.engine.memory.Memory;
import rockpool.engine.posix.EngineThread;

/// The objects of a pool of which this process has handles, each registered once ([Registrations]).
///
/// **Registering** something that is there already: the word is stored, then the object's incarnation is looked at, then its [UseWord] is
/// made USED. If it is another incarnation's, DOOMED or ENDED, the object is gone, and the word is given back. **Making** something: the
/// word is stored first, then the object becomes PRIVATE and valid. A registration is given back when the Java collector has found that no
/// handle is reachable, when the process leaves the pool, and when it is dead. What is PRIVATE then goes at once, and what is ENDED with
/// the last registration.
public final class Handles {

    private static final ReferenceQueue<Handle> UNREACHABLE = new ReferenceQueue<>();
    private static final int LEAST_ROOM = 8;
    private static final long LOOK_NANOS = 200_000;
    private static final long LONGEST_CLEANING_NANOS = 2_000_000_000L;
    private static final long WATCH_NANOS = 100_000_000;
    private static final long LEAST_NANOS_BETWEEN_COLLECTIONS = 200_000_000;

    /// Whether the cleaner is giving something back.
    private static volatile boolean busy;

    static {
        EngineThread.start("rockpool-handles", Handles::clean);
    }

    private final Pool pool;
    private final Registrations registrations;
    private final Map<Long, Entry> known = new HashMap<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /// Leads to a handle as long as it is reachable, and knows what to give back then.
    private static final class Entry extends WeakReference<Handle> {
        private final AtomicBoolean givenBack = new AtomicBoolean();
        private final Handles handles;
        private final long offset;
        private final long incarnation;
        private final Registrations.Place place;

        Entry(Handles handles, Handle handle, Registrations.Place place) {
            super(handle, UNREACHABLE);
            this.handles = handles;
            this.offset = handle.offset();
            this.incarnation = handle.incarnation();
            this.place = place;
        }
    }

    private Handles(Pool pool) {
        this.pool = pool;
        this.registrations = new Registrations(pool);
    }

    /// Where this process registers, for who does nothing else with handles.
    static Registrations registrations(Pool pool) {
        return pool.attachment(Handles.class, Handles::new).registrations;
    }

    public static Handles of(Pool pool) {
        Handles handles = pool.attachment(Handles.class, Handles::new);
        if (!handles.begun.get() && handles.begun.compareAndSet(false, true)) {
            pool.onDeath((cleaned, participant, process) -> Reclaimer.of(pool).takePrivateOnes(Participants.identityWord(process)));
            Thread watcher = EngineThread.start("rockpool-shortage", handles::watchShortages);
            pool.onClose(() -> LockSupport.unpark(watcher));
        }
        return handles;
    }

    /// The handle of an object that is there.
    ///
    /// @return null if it is not, or not any more
    /// @throws OutOfPoolMemoryException if the pool has no room to register it
    public Handle get(long offset, long incarnation) {
        Handle handle = known(offset, incarnation);
        if (handle != null) {
            return handle;
        }
        Registrations.Place place = register(offset, incarnation);
        if (!touch(pool, offset, incarnation)) {
            registrations.remove(place);
            return null;
        }
        Reclaimer.of(pool).countShared();
        return keep(new Handle(this, offset, incarnation, true), place);
    }

    /// The handle of an object that is about to be made: registered before it is there.
    public Handle create(long offset, long incarnation) {
        return keep(new Handle(this, offset, incarnation, false), register(offset, incarnation));
    }

    /// The handle of an object if this process has one.
    public synchronized Handle known(long offset, long incarnation) {
        Entry entry = known.get(Registrations.word(offset, incarnation));
        Handle handle = entry == null ? null : entry.get();
        return handle != null && handle.incarnation() == incarnation ? handle : null;
    }

    /// Sees to it that some more objects can be registered without memory for that.
    public void makeRoom() {
        if (!registrations.hasRoom(LEAST_ROOM)) {
            growOrReclaim();
        }
    }

    private void growOrReclaim() {
        try {
            registrations.grow();
        } catch (OutOfPoolMemoryException e) {
            Reclaimer.of(pool).shortOfMemory();
            if (!registrations.hasRoom(1)) {
                registrations.grow();
            }
        }
    }

    private Registrations.Place register(long offset, long incarnation) {
        Registrations.Place place = registrations.add(offset, incarnation);
        while (place == null) {
            growOrReclaim();
            place = registrations.add(offset, incarnation);
        }
        PoolPoints.HANDLE_REGISTERED.reach();
        return place;
    }

    /// Until the pool is closed: when another process finds it full, there may be handles here that nobody refers to.
    private void watchShortages() {
        long seen = Reclaimer.shortages(pool);
        while (!pool.isClosed()) {
            long now = Reclaimer.shortages(pool);
            if (now != seen) {
                seen = now;
                dropUnused();
                LockSupport.parkNanos(LEAST_NANOS_BETWEEN_COLLECTIONS);
            } else {
                LockSupport.parkNanos(WATCH_NANOS);
            }
        }
    }

    /// Says that an object which this process has registered is in use.
    ///
    /// @return false if it is gone
    static boolean touch(Pool pool, long offset, long incarnation) {
        long use = useWord(pool, offset, incarnation);
        return use != 0 && UseWord.touch(use);
    }

    private static long useWord(Pool pool, long offset, long incarnation) {
        Reclaimable kind = Reclaimable.Registry.at(pool, offset);
        return kind == null ? 0 : kind.useWord(pool, offset, incarnation);
    }

    /// Another thread may have been faster: then its handle is the one.
    private synchronized Handle keep(Handle handle, Registrations.Place place) {
        Handle other = known(handle.offset(), handle.incarnation());
        if (other != null) {
            registrations.remove(place);
            return other;
        }
        known.put(Registrations.word(handle.offset(), handle.incarnation()), new Entry(this, handle, place));
        return handle;
    }

    void share(Handle handle) {
        long use = useWord(pool, handle.offset(), handle.incarnation());
        if (use != 0) {
            UseWord.share(use);
            Reclaimer.of(pool).countShared();
        }
    }

    /// A value refers to an object, which a look at the values of a heap has met.
    ///
    /// @param offset and incarnation may be anything
    public static void seen(Pool pool, long offset, long incarnation) {
        long use = useWord(pool, offset, incarnation);
        if (use != 0) {
            UseWord.touch(use);
        }
    }

    /// Has an object stay until it is destroyed: something refers to it in which nobody looks for that.
    public static void keepForGood(Pool pool, long offset, long incarnation) {
        long use = useWord(pool, offset, incarnation);
        if (use != 0) {
            UseWord.keep(use);
        }
    }

    /// The same of an object that is known by its descriptor, if this process has its pool open.
    public static void keepForGood(Descriptor thing) {
        Pool.open().stream().filter(pool -> pool.objectName().equals(thing.pool())).findFirst()
                .ifPresent(pool -> keepForGood(pool, thing.offset(), thing.incarnation()));
    }

    // What nobody refers to any more

    private static void clean() {
        while (true) {
            try {
                busy = false;
                Entry entry = (Entry) UNREACHABLE.remove();
                busy = true;
                entry.handles.unreachable(entry);
            } catch (RuntimeException | InternalError e) {
                // The pool is being closed, or damaged: whoever looks next finds the object.
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }

    /// Gives back what an unreachable handle stood for, once: the cleaner and who is short of memory may both come to it.
    private void unreachable(Entry entry) {
        if (entry.givenBack.compareAndSet(false, true)) {
            giveBack(entry);
        }
    }

    /// Gives a handle back now: nothing in this process comes to its object through it any more.
    public void giveBack(Handle handle) {
        Entry entry;
        synchronized (this) {
            entry = known.get(Registrations.word(handle.offset(), handle.incarnation()));
        }
        if (entry != null && entry.refersTo(handle)) {
            unreachable(entry);
        }
    }

    private void giveBack(Entry entry) {
        forget(entry);
        try {
            if (!pool.isClosed()) {
                take(entry, UseWord.PRIVATE);
            }
        } finally {
            if (!pool.isClosed()) {
                registrations.remove(entry.place);
            }
        }
        if (!pool.isClosed() && use(entry) == UseWord.ENDED
                && !Registrations.contains(Registrations.all(pool, Reclaimer.NOBODY), entry.offset, entry.incarnation)) {
            take(entry, UseWord.ENDED);
        }
    }

    private synchronized void forget(Entry entry) {
        known.remove(Registrations.word(entry.offset, entry.incarnation), entry);
    }

    /// What its word of use says; DOOMED if it is not there any more.
    private long use(Entry entry) {
        long use = useWord(pool, entry.offset, entry.incarnation);
        return use == 0 ? UseWord.DOOMED : Memory.getLongVolatile(use);
    }

    private void take(Entry entry, long expected) {
        if (use(entry) == expected) {
            Reclaimable.Registry.at(pool, entry.offset).reclaim(pool, entry.offset, entry.incarnation, expected);
        }
    }

    /// Has the Java collector find handles that nobody refers to, and gives them back, and those of destroyed objects. The references to
    /// them are cleared when it returns, though they may not have reached the cleaner, which may be in the middle of others.
    void dropUnused() {
        System.gc();
        cleared().forEach(this::unreachable);
        ended().forEach(Handle::letGo);
        long end = System.nanoTime() + LONGEST_CLEANING_NANOS;
        while (busy && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private synchronized List<Entry> cleared() {
        return known.values().stream().filter(entry -> entry.refersTo(null)).toList();
    }

    private synchronized List<Handle> ended() {
        return known.values().stream().filter(entry -> use(entry) == UseWord.ENDED).map(Entry::get).filter(Objects::nonNull).toList();
    }
}
