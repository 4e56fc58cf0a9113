package rockpool.engine.data;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import rockpool.engine.heap.Change;
import rockpool.engine.heap.Part;
import rockpool.engine.heap.Structure;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.Descriptors;
import rockpool.engine.pool.Names;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.Shared;
import rockpool.engine.sync.Acquisition;
import rockpool.engine.sync.Deadline;

/// A value that processes tell each other: it is set as a whole, has a version that grows with each value, and others can wait for it.
/// Answers to Netplex's `Netplex_sharedvar`.
///
/// ```java
/// record Address(String host, int port) {}
///
/// SharedVariable<Address> address = SharedVariable.findOrCreate(lab, "address");
/// address.set(new Address("localhost", 8080));
/// address.await();                                             // the first value, in whichever process
/// address.await(address.version(), Duration.ofSeconds(10));    // a newer one, or null
/// address.computeIfAbsent(() -> expensive());                  // by one process, once
/// ```
///
/// Any thread of any process may use it. Readers take no lock. A value is set or it is not, also if the process is killed in it; whom it
/// was going to tell are told all the same. Waits are for the condition and the mutexes of the variable, and are explained as all such
/// waits; they end with an [IllegalStateException] when the variable is removed, as all operations do from then on.
///
/// A variable may belong to the process that makes it ([VariableAccess]), and may have a *timeout*: it goes when nobody has used it for so
/// long, by the machine's monotonic clock, which stands still while the machine sleeps. A use is whatever is done with a handle, and the
/// beginning of a wait; it may be taken for up to a sixteenth of the timeout later. A variable whose time has passed, or whose owner has
/// ended, is removed by the next process that looks for its name, waits for it, sets it or (its time) reads it.
///
/// A reference that is changed in place, under a lock or part by part, is a [Ref].
///
/// @param <T> the value's type; any that a heap takes
public final class SharedVariable<T> implements Shared {

    private static final StructureKind KIND =
        new StructureKind("SharedVariable", "sharedvariable", Names.SHARED_VARIABLE, Part.VARIABLE, VariableState.WORDS);
    private static final int SHOWN = 60;
    private static final long ANY = -1;

    static {
        Descriptors.register(KIND.inDescriptors(), SharedVariable::of);
    }

    /// A value and its version.
    ///
    /// @param version 0 if none was set
    record Content<T>(long version, T value) {}

    private final Structure structure;
    private final VariableState state;
    private final VariableGate gate;
    private final long root;

    private SharedVariable(Structure structure) {
        this.structure = structure;
        this.state = VariableState.of(structure);
        this.gate = new VariableGate(structure, state);
        this.root = structure.root();
    }

    // Making and finding

    /// Creates one without a name and without a value. It goes by itself when no process has a handle of it any more, none is on its way to
    /// one, and no value in a heap refers to it.
    public static <T> SharedVariable<T> create(Pool pool) {
        return create(pool, null, VariableAccess.SHARED, null);
    }

    /// Creates one without a value that can be found by its name. Answers to `create_var`.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <T> SharedVariable<T> create(Pool pool, String name) {
        return create(pool, name, VariableAccess.SHARED, null);
    }

    /// Creates one without a value. Answers to `create_var` with `own`, `ro` and `timeout`.
    ///
    /// @param name a Java identifier; null for none
    /// @param access what others may do with it
    /// @param timeout after how long without a use it goes, from one millisecond to 365 days; null for never
    /// @throws IllegalArgumentException if something in the pool has the name
    public static <T> SharedVariable<T> create(Pool pool, String name, VariableAccess access, Duration timeout) {
        if (name != null) {
            // One that is over makes room.
            find(pool, name);
        }
        return new SharedVariable<>(VariableState.create(KIND, pool, name, access, timeout));
    }

    /// Finds one by its name, or creates it without a value: who comes at the same time gets the same.
    ///
    /// @param name a Java identifier
    /// @throws IllegalArgumentException if it is none, or something else has it
    public static <T> SharedVariable<T> findOrCreate(Pool pool, String name) {
        return findOrCreate(pool, name, VariableAccess.SHARED, null);
    }

    /// The same; `access` and `timeout` count for one that is created.
    public static <T> SharedVariable<T> findOrCreate(Pool pool, String name, VariableAccess access, Duration timeout) {
        return Names.findOrCreate(() -> SharedVariable.<T>find(pool, name), () -> SharedVariable.<T>create(pool, name, access, timeout));
    }

    /// Finds one by its name.
    public static <T> Optional<SharedVariable<T>> find(Pool pool, String name) {
        return find(pool, name, null);
    }

    /// Finds one by its name.
    ///
    /// @param type what its values are taken for
    public static <T> Optional<SharedVariable<T>> find(Pool pool, String name, Class<T> type) {
        try {
            return KIND.find(pool, name, type).map(SharedVariable<T>::new)
                .filter(found -> !found.gate.removedIfOver());
        } catch (IllegalStateException e) {
            if (pool.isClosed()) {
                throw e;
            }
            // It was removed just now.
            return Optional.empty();
        }
    }

    /// The one that a descriptor names.
    ///
    /// @throws IllegalStateException if it was removed
    public static <T> SharedVariable<T> of(Pool pool, Descriptor descriptor) {
        return new SharedVariable<>(KIND.at(pool, descriptor));
    }

    @Override
    public Descriptor descriptor() {
        return KIND.descriptor(structure);
    }

    // Reading

    /// Its value as an ordinary Java value, made new. Answers to `get_value`, `get_enc_value` and `get`.
    ///
    /// @return null if none was set
    /// @throws rockpool.engine.heap.TypeMismatchException if it is not what this handle was made for
    public T get() {
        return read().value();
    }

    /// How many values were set so far. Answers to `version`.
    public long version() {
        gate.requireThere(false);
        state.used();
        return state.version();
    }

    /// Its value with the version, to look cheaply whether there is a newer one. Answers to `vv_access`, `vv_access_enc` and `access`.
    public VersionedValue<T> versioned() {
        return new VersionedValue<>(this);
    }

    @SuppressWarnings("unchecked")
    Content<T> read() {
        gate.requireThere(false);
        state.used();
        return structure.read((source, block) -> new Content<>(source.number(block, VariableState.VERSION),
            (T) structure.copy(source, source.word(block, VariableState.VALUE))));
    }

    // Waiting

    /// Its value; waits for the first. Answers to `wait_for_value` and `wait_for_enc_value`.
    ///
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if it was removed, also while the caller waited
    public T await() throws InterruptedException {
        awaitNewer(0, Deadline.NONE);
        return get();
    }

    /// Its value; waits for one that is newer than a version, no longer than a time.
    ///
    /// @param version 0 for the first
    /// @return null if the time has passed
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws IllegalStateException if it was removed, also while the caller waited
    public T await(long version, Duration atMost) throws InterruptedException {
        return awaitNewer(version, atMost) ? get() : null;
    }

    boolean awaitNewer(long version, Duration atMost) throws InterruptedException {
        return awaitNewer(version, Deadline.in(atMost));
    }

    private boolean awaitNewer(long version, long deadline) throws InterruptedException {
        return version() > version || gate.awaitNewer(version, deadline);
    }

    // Setting

    /// Sets a value, which is copied in. Answers to `set_value`, `set_enc_value` and `set`.
    ///
    /// @param value not null
    /// @return its version
    /// @throws NotOwnerException if only another process may
    /// @throws IllegalStateException if it was removed
    /// @throws rockpool.engine.heap.NotShareableException if a part of the value cannot live in a heap; the old value stays
    /// @throws rockpool.engine.pool.OutOfPoolMemoryException if there is no room for it; the old value stays
    /// @throws CancellationException if the thread is interrupted while somebody else sets one
    public long set(T value) {
        return set(ANY, value);
    }

    /// Sets a value if nobody has set another one since a version.
    ///
    /// @param version that of the value that is replaced; 0 for none
    /// @param value not null
    /// @return false if somebody has
    public boolean compareAndSet(long version, T value) {
        return set(version, value) > 0;
    }

    /// @return the new version, 0 if the version was not the expected one
    private long set(long expected, T value) {
        Values.require("value", value, null);
        state.requireSettable();
        gate.requireThere(true);
        gate.enter();
        try {
            long version = put(expected, value);
            if (version > 0) {
                gate.tellAll();
            }
            return version;
        } finally {
            gate.leave();
        }
    }

    private long put(long expected, T value) {
        try (Change change = structure.change()) {
            long version = change.source().number(root, VariableState.VERSION);
            if (expected != ANY && expected != version) {
                return 0;
            }
            change.put(root, VariableState.VALUE, Values.word(change, value));
            change.putNumber(root, VariableState.VERSION, version + 1);
            state.used(change);
            change.commit();
            return version + 1;
        }
    }

    // Computing

    /// Its value; if there is none, one that is computed and set. Whoever else asks meanwhile waits for it, and computes one if the process
    /// that does so ends without one. Answers to `get_lazily` and `get_enc_lazily`.
    ///
    /// @param supplier is called with no lock but that of computing. If it throws, the caller gets that exception and no value is set; the
    ///     same if it gives null. If another process sets a value meanwhile, that one counts
    /// @throws InterruptedException if the thread was interrupted while it waited
    /// @throws rockpool.engine.sync.DeadlockException if the wait would never end: the supplier asks for the value that it computes
    /// @throws NotOwnerException if there is no value and only another process may set it
    /// @throws IllegalStateException if it was removed, also meanwhile
    public T computeIfAbsent(Supplier<? extends T> supplier) throws InterruptedException {
        return computeIfAbsent(supplier, Deadline.NONE);
    }

    /// The same, which waits for others no longer than a time.
    ///
    /// @return null also if that has passed
    public T computeIfAbsent(Supplier<? extends T> supplier, Duration atMost) throws InterruptedException {
        return computeIfAbsent(supplier, Deadline.in(atMost));
    }

    private T computeIfAbsent(Supplier<? extends T> supplier, long deadline) throws InterruptedException {
        T there = get();
        if (there != null) {
            return there;
        }
        state.requireSettable();
        Acquisition begun = deadline == Deadline.NONE ? state.computing.lock() : state.computing.tryLock(Deadline.remaining(deadline));
        if (!begun.taken()) {
            return null;
        }
        try {
            there = get();
            return there == null ? computed(supplier.get()) : there;
        } finally {
            state.computing.unlock();
        }
    }

    private T computed(T made) {
        return made == null || compareAndSet(0, made) ? made : get();
    }

    // Its end

    /// Removes it, and its name; who waits is told. Answers to `delete_var`.
    ///
    /// @return false if it is not there any more
    /// @throws NotOwnerException if only another process may
    public boolean destroy() {
        state.requireRemovable();
        gate.enter();
        try {
            return gate.remove();
        } finally {
            gate.leave();
        }
    }

    /// How long it will be there if nobody uses it.
    long nanosLeft() {
        return state.left();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedVariable<?> variable && variable.structure.equals(structure);
    }

    @Override
    public int hashCode() {
        return structure.hashCode();
    }

    /// Its name, version and value, shortened: `SharedVariable(address, version 3: Address[host=localhost, port=8080])`. It takes no class
    /// of the program and is no use of it. Answers to `dump`.
    @Override
    public String toString() {
        return KIND.text(structure, () -> structure.read((source, block) -> "version " + source.number(block, VariableState.VERSION) + ": "
            + Structure.text(source, source.word(block, VariableState.VALUE), SHOWN)));
    }
}
