package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import rockpool.engine.memory.Memory;
import rockpool.engine.memory.Region;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// A pool of memory that several processes share.
///
/// A process has one of these for each pool it uses, however often it attaches; the last [#close()] gives its slot back, and when no
/// process uses the pool any more it is gone. A process that ends without closing leaves the same way; one that is killed is cleaned up
/// after by the others ([#recoverDead()]), and the object of a pool whose users were all killed goes with [#clean()].
///
/// All methods may be called by any thread of any process that has attached the pool. Closing it while other threads use it does them no
/// harm: they get exceptions, or read zeros.
public final class Pool extends MappedPool implements Shared {

    private static final Surroundings HERE = Surroundings.real();
    private static final int RECENT = 64;
    /// By inode: the pools that this process has attached. Guarded by itself.
    private static final Map<Long, Pool> OPEN = new HashMap<>();

    static {
        Descriptors.register("pool", (pool, descriptor) -> pool);
        Runtime.getRuntime().addShutdownHook(new Thread(Pool::leaveAll, "rockpool-leave"));
    }

    private final Surroundings surroundings;
    private final PoolObjects objects;
    private final long inode;
    private final ThreadLocal<Actor> actors = new ThreadLocal<>();
    /// The actors of this process's threads, each with the end of its thread.
    private final Map<Actor, ThreadEnd> present = new ConcurrentHashMap<>();
    private final List<RecoveryListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> closeListeners = new CopyOnWriteArrayList<>();
    private final Map<Class<?>, Object> attachments = new ConcurrentHashMap<>();
    private final Recovery recovery = new Recovery(this, listeners);
    private int handles = 1;
    private volatile boolean closed;
    /// The actors that were asked for last, by the low bits of their threads' numbers: a thread that asks again finds itself here. Only its
    /// own thread uses what it finds, so plain accesses do.
    private final Actor[] recent = new Actor[RECENT];

    private Pool(Surroundings surroundings, Made made) {
        super(made.opened(), made.region(), surroundings.liveness(), surroundings.self());
        this.surroundings = surroundings;
        this.objects = new PoolObjects(surroundings.system(), made.opened().header().kind());
        this.inode = made.opened().inode();
    }

    /// Creates a pool with tables that fit its size.
    ///
    /// @param name letters, digits and `_`, at most 63
    /// @param maximumBytes the most that its units may have together, up to 1 TiB; what the tables take comes on top
    /// @throws IllegalArgumentException if there is a pool of that name
    /// @throws OutOfPoolMemoryException if the system has no memory for the tables
    public static Pool create(String name, long maximumBytes) {
        return create(name, PoolOptions.of(maximumBytes));
    }

    /// Creates a pool.
    public static Pool create(String name, PoolOptions options) {
        return create(ObjectKind.POOL, name, options);
    }

    /// Creates a pool that is an object of a kind.
    public static Pool create(ObjectKind kind, String name, PoolOptions options) {
        synchronized (OPEN) {
            return opened(createAs(HERE, kind, name, options));
        }
    }

    static Pool createAs(Surroundings surroundings, ObjectKind kind, String name, PoolOptions options) {
        Identifiers.require("pool", name);
        if (PoolObjects.isObjectName(name)) {
            throw new IllegalArgumentException("pool=" + name + ": that form is kept for the names of objects");
        }
        PoolObjects objects = new PoolObjects(surroundings.system(), kind);
        Optional<String> there = objects.find(name);
        // Who cleans up may have removed it first: only one that is still there is in use.
        if (there.isPresent() && !objects.removeUnused(there.get()) && objects.find(name).isPresent()) {
            throw new IllegalArgumentException("pool=" + name + ": there is one of that name in use (" + there.get() + ")");
        }
        Pool pool = new Pool(surroundings, make(surroundings, objects, kind, name, PoolLayout.of(options)));
        pool.join(() -> pool.events().publish(EventKind.POOL_CREATED, name, pool.maximum()));
        return pool;
    }

    private static Made make(Surroundings surroundings, PoolObjects objects, ObjectKind kind, String name, PoolLayout layout) {
        Region region = objects.create(name, layout);
        boolean done = false;
        try {
            OperatingSystem system = surroundings.system();
            PoolHeader header = new PoolHeader(kind, system.bootIdentity(), system.pidNamespace(),
                    Participants.pack(surroundings.self(), Participants.PRESENT), System.currentTimeMillis(), layout, region.position(), name);
            header.write(region.position());
            PoolPoints.POOL_WRITTEN.reach();
            PoolHeader.publish(region.position());
            PoolPoints.POOL_PUBLISHED.reach();
            PoolObjects.Opened opened = new PoolObjects.Opened(region.name(), region.fd(), system.inode(region.fd()), header);
            done = true;
            return new Made(opened, region);
        } finally {
            if (!done) {
                region.detach();
            }
        }
    }

    private record Made(PoolObjects.Opened opened, Region region) {}

    /// Attaches a pool that is there.
    ///
    /// @param name its name, or its object's
    /// @throws NoSuchPoolException if there is none
    /// @throws PoolDamagedException if its header is not what a creator wrote
    public static Pool attach(String name) {
        return find(name).orElseThrow(() -> new NoSuchPoolException(name, new PoolObjects(HERE.system()).names()));
    }

    /// Attaches a pool if it is there.
    public static Optional<Pool> find(String name) {
        return find(ObjectKind.POOL, name);
    }

    /// Attaches an object of a kind if it is there.
    ///
    /// @param name its name, or its object's
    public static Optional<Pool> find(ObjectKind kind, String name) {
        PoolObjects objects = new PoolObjects(HERE.system(), kind);
        synchronized (OPEN) {
            Optional<PoolObjects.Opened> found = objects.find(name).flatMap(objects::open);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Pool attached = OPEN.get(found.get().inode());
            if (attached != null) {
                HERE.system().close(found.get().fd());
                attached.handles++;
                return Optional.of(attached);
            }
            return Optional.of(opened(attachOpened(HERE, objects, found.get())));
        }
    }

    /// Attaches a pool as if this were another process, for tests.
    static Pool attachAs(Surroundings surroundings, String name) {
        PoolObjects objects = new PoolObjects(surroundings.system());
        PoolObjects.Opened opened = objects.find(name).flatMap(objects::open)
                .orElseThrow(() -> new NoSuchPoolException(name, objects.names()));
        return attachOpened(surroundings, objects, opened);
    }

    private static Pool attachOpened(Surroundings surroundings, PoolObjects objects, PoolObjects.Opened opened) {
        requireHere(surroundings, opened);
        Pool pool = new Pool(surroundings, new Made(opened, objects.map(opened, true)));
        pool.join(() -> { });
        return pool;
    }

    private static void requireHere(Surroundings surroundings, PoolObjects.Opened opened) {
        OperatingSystem system = surroundings.system();
        if (opened.header().boot() != system.bootIdentity() || opened.header().namespace() != system.pidNamespace()) {
            system.close(opened.fd());
            throw new IllegalStateException("pool=" + opened.header().name()
                    + ": made under another boot or namespace of process ids; it can be looked at, but not be used from here");
        }
    }

    private static Pool opened(Pool pool) {
        OPEN.put(pool.inode, pool);
        return pool;
    }

    /// A pool that this process has attached already, without another handle; otherwise attaches it for good.
    static Pool openOrAttached(String name) {
        synchronized (OPEN) {
            for (Pool pool : OPEN.values()) {
                if (pool.objectName().equals(name)) {
                    return pool;
                }
            }
        }
        return attach(name);
    }

    /// The pools that this process has attached.
    public static List<Pool> open() {
        synchronized (OPEN) {
            return List.copyOf(OPEN.values());
        }
    }

    /// Looks at a pool without touching it.
    ///
    /// @throws NoSuchPoolException if there is none
    /// @throws PoolDamagedException if its header is not what a creator wrote
    public static PoolView view(String name) {
        return view(ObjectKind.POOL, name);
    }

    /// Looks at an object of a kind without touching it.
    public static PoolView view(ObjectKind kind, String name) {
        return viewAs(HERE, kind, name);
    }

    static PoolView viewAs(Surroundings surroundings, ObjectKind kind, String name) {
        PoolObjects objects = new PoolObjects(surroundings.system(), kind);
        PoolObjects.Opened opened = objects.find(name).flatMap(objects::look)
                .orElseThrow(() -> new NoSuchPoolException(name, objects.names()));
        OperatingSystem system = surroundings.system();
        boolean here = opened.header().boot() == system.bootIdentity() && opened.header().namespace() == system.pidNamespace();
        return new PoolView(opened, objects.map(opened, false), here ? surroundings.liveness() : process -> ProcessState.UNKNOWN);
    }

    /// All pools on this machine that this user may see.
    public static List<PoolSummary> list() {
        return list(ObjectKind.POOL);
    }

    /// All objects of a kind on this machine that this user may see, as the pools that they are.
    public static List<PoolSummary> list(ObjectKind kind) {
        return objects(kind).stream().flatMap(object -> PoolSummaries.of(kind, object).stream()).toList();
    }

    /// The names of all objects of a kind, whoever may see into them.
    public static List<String> objects(ObjectKind kind) {
        return new PoolObjects(HERE.system(), kind).objectNames();
    }

    /// Removes a pool that nobody but this process uses.
    ///
    /// @throws NoSuchPoolException if there is none
    /// @throws IllegalStateException naming the others that use it
    public static void destroy(String name) {
        PoolObjects objects = new PoolObjects(HERE.system());
        String object = objects.find(name).orElseThrow(() -> new NoSuchPoolException(name, objects.names()));
        synchronized (OPEN) {
            PoolSummaries.requireNoOtherUser(object, HERE.self());
            List.copyOf(OPEN.values()).stream().filter(pool -> pool.objectName().equals(object)).forEach(Pool::closeAll);
        }
        if (!objects.removeUnused(object) && objects.find(object).isPresent()) {
            throw new IllegalStateException("pool=" + name + ": somebody uses it");
        }
    }

    /// Removes the objects, of every kind, that nobody uses any more, since their users were killed.
    ///
    /// @return the names of those pools
    public static List<String> clean() {
        List<String> removed = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            clean(new PoolObjects(HERE.system(), kind), removed);
        }
        return removed;
    }

    /// Removes one object if nobody uses it any more.
    ///
    /// @return whether it was removed
    public static boolean removeUnused(ObjectKind kind, String objectName) {
        return new PoolObjects(HERE.system(), kind).removeUnused(objectName);
    }

    private static void clean(PoolObjects objects, List<String> removed) {
        for (String object : objects.objectNames()) {
            String name = objects.poolName(object);
            if (objects.removeUnused(object)) {
                removed.add(name == null ? object : name);
            }
        }
    }

    private void join(Runnable announcement) {
        boolean done = false;
        try {
            if (!participants().join() && !joinAfterRecovery()) {
                throw new IllegalStateException("pool=" + name() + " participants=" + participants().count() + ": all are taken by living processes");
            }
            announcement.run();
            events().publish(EventKind.ATTACHED, participants().selfIndex());
            done = true;
        } finally {
            if (!done) {
                closed = true;
                region().detach();
            }
        }
    }

    /// Another may be freeing the slots of the same dead processes: then none is left for this one to free, and there is room all the same.
    private boolean joinAfterRecovery() {
        recoverDead();
        return participants().join();
    }

    /// The process that this is.
    public ProcessIdentity identity() {
        return surroundings.self();
    }

    @Override
    Pool writable() {
        if (closed) {
            throw new PoolClosedException(name());
        }
        return this;
    }

    /// This process's entry.
    public Participant self() {
        return participants().self();
    }

    /// The calling thread's actor, which it takes when it asks first and has until it ends.
    public Actor actor() {
        Thread thread = Thread.currentThread();
        Actor actor = recent[recentOf(thread)];
        if (actor != null && actor.thread() == thread) {
            return actor;
        }
        return actorOfThread();
    }

    /// Says that the calling thread, which has used no pool yet, leaves all pools before it ends, so that nobody has to wait for its end.
    public static void leavesBeforeItsEnd() {
        ThreadEnd.comesAfterLeaving();
    }

    private Actor actorOfThread() {
        Actor actor = writable().actors.get();
        if (actor == null) {
            actor = actors().claim(Thread.currentThread());
            keep(actor);
        }
        recent[recentOf(actor.thread())] = actor;
        return actor;
    }

    private static int recentOf(Thread thread) {
        return (int) thread.threadId() & RECENT - 1;
    }

    private void keep(Actor actor) {
        actors.set(actor);
        ThreadEnd end = ThreadEnd.ofCurrentThread();
        present.put(actor, end);
        end.add(actor, this::release);
        if (closed) {
            end.remove(actor);
        }
    }

    private boolean release(Actor actor) {
        boolean mine = present.remove(actor) != null;
        if (mine && !closed) {
            actor.release();
        }
        return mine;
    }

    /// Does now what else happens soon after a thread's end.
    int releaseEndedThreads() {
        int released = 0;
        for (Actor actor : present.keySet()) {
            released += !actor.thread().isAlive() && release(actor) ? 1 : 0;
        }
        return released;
    }

    int actorIndexIfAny() {
        Actor actor = actors.get();
        return actor == null ? -1 : actor.index();
    }

    /// What a layer above keeps beside this pool in this process: one object of a class, made when it is first asked for.
    public <T> T attachment(Class<T> type, Function<Pool, T> maker) {
        return type.cast(attachments.computeIfAbsent(type, missing -> maker.apply(this)));
    }

    /// A number that this pool has not given out before.
    public long nextIncarnation() {
        return Memory.getAndAddLong(writable().position() + PoolHeader.INCARNATIONS, 1) + 1;
    }

    /// Asks to be told of dead processes that this one cleans up after.
    public void onDeath(RecoveryListener listener) {
        listeners.add(listener);
    }

    /// Asks to be told when this process leaves the pool: it counts as closed then, and its memory is still there.
    public void onClose(Runnable listener) {
        closeListeners.add(listener);
    }

    /// Cleans up after all processes that died: their actors, units, events and slots. May be called at any time by any process.
    ///
    /// @return how many dead processes this call freed the slots of
    public int recoverDead() {
        return recovery.recoverDead();
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(objectName(), "pool", 0, 0);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /// Takes the name of its object away: nobody finds it any more, and who has attached it goes on. Its memory goes with the last of them.
    public void unlink() {
        if (!closed) {
            objects.unlink(objectName(), region().fd());
        }
    }

    /// Gives back one handle. With the last one the process leaves the pool, and the last process removes it.
    @Override
    public void close() {
        synchronized (OPEN) {
            if (!closed && --handles == 0) {
                closeAll();
            }
        }
    }

    // A thread of this process may be anywhere in a change of the pool. Once the pool is mapped no more where that thread stores, it is as dead
    // as one of a process that was killed, and what it had is given back in the same way.
    private void closeAll() {
        OPEN.remove(inode, this);
        events().publish(EventKind.DETACHED, participants().selfIndex());
        int slot = participants().selfIndex();
        long word = participants().word(slot);
        closed = true;
        forgetThreads();
        closeListeners.forEach(Runnable::run);
        Region beginning = region().retreat(layout().unitMetaOffset());
        try {
            PoolObjects.Opened opened = new PoolObjects.Opened(objectName(), beginning.fd(), inode, header());
            Pool left = new Pool(surroundings, new Made(opened, beginning));
            left.recovery.leave(slot, word);
            objects.removeOnceUnused(objectName(), beginning.fd(), () -> left.participants().list().isEmpty());
        } finally {
            beginning.detach();
        }
    }

    private void forgetThreads() {
        Arrays.fill(recent, null);
        present.forEach((actor, end) -> end.remove(actor));
        present.keySet().forEach(Actor::forget);
        present.clear();
    }

    /// Ends the use of this pool as the process's death would: nothing in it is changed.
    void abandon() {
        closed = true;
        forgetThreads();
        closeListeners.forEach(Runnable::run);
        region().detach();
    }

    /// At the end of the process, while other threads may still be at work: nothing is taken from them.
    private static void leaveAll() {
        for (Pool pool : open()) {
            pool.participants().leaving();
            pool.objects.removeIfUnused(pool.objectName(), pool.region().fd());
        }
    }
}
