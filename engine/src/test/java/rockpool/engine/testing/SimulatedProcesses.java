package rockpool.engine.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import rockpool.engine.memory.Stores;
import rockpool.engine.pool.NoSuchPoolException;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolObjectsTesting;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.pool.PoolTesting;
import rockpool.engine.pool.PoolView;
import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;
import rockpool.engine.posix.ProcessState;

/// Several users of one pool in this JVM. Each has a mapping, a lock on the object, an identity and actors of its own, as a process has,
/// and dies when it is declared dead.
///
/// ```java
/// try (var processes = SimulatedProcesses.with(1 << 20)) {
///     Pool victim = processes.start();
///     Pool survivor = processes.start();
///     if (processes.dieAt(victim, 7, () -> victim.units().claim(1, UnitClass.SPAN, 1))) {
///         survivor.recoverDead();
///     }
/// }
/// ```
public final class SimulatedProcesses implements AutoCloseable {

    // The real pid, so that NothingLeft knows the objects; start times that no process has.
    private static final AtomicLong NEXT_START = new AtomicLong(1L << 38);

    private final String name;
    private final OperatingSystem system;
    private final PoolOptions options;
    private final List<Pool> alive = new ArrayList<>();
    private final Set<ProcessIdentity> living = ConcurrentHashMap.newKeySet();
    private final List<PoolView> views = new ArrayList<>();
    private ProcessIdentity starting;
    private boolean begun;
    /// The object that the processes which were started last use; null as long as the first of them is starting.
    private String objectName;

    private SimulatedProcesses(OperatingSystem system, PoolOptions options) {
        this.name = TestNames.unique();
        this.system = system;
        this.options = options;
    }

    /// Processes of a pool that the first of them creates.
    public static SimulatedProcesses with(long maximumBytes) {
        return with(PoolOptions.of(maximumBytes));
    }

    public static SimulatedProcesses with(PoolOptions options) {
        return new SimulatedProcesses(OperatingSystem.current(), options);
    }

    /// Processes on a system that may be made to fail.
    public static SimulatedProcesses on(OperatingSystem system, PoolOptions options) {
        return new SimulatedProcesses(system, options);
    }

    /// The name of the pool.
    public String name() {
        return name;
    }

    /// Starts another process: its own instance of the pool. The first one creates it. If that is cut off, the process is declared dead by
    /// [#killStarting()].
    public Pool start() {
        ProcessIdentity self = new ProcessIdentity((int) ProcessHandle.current().pid(), NEXT_START.incrementAndGet());
        living.add(self);
        starting = self;
        Pool started = open(self);
        starting = null;
        alive.add(started);
        return started;
    }

    /// Declares the process dead that was cut off while it started.
    public void killStarting() {
        living.remove(starting);
        starting = null;
    }

    private Pool open(ProcessIdentity self) {
        if (!alive().isEmpty()) {
            return attach(self, objectName);
        }
        objectName = null;
        Pool opened = first(self);
        objectName = opened.objectName();
        return opened;
    }

    /// Nobody lives who uses the object that the dead have left: anybody on the machine may remove it at any moment, as [Pool#clean()]
    /// does.
    private Pool first(ProcessIdentity self) {
        // To look for what nobody can have left means to read all objects of the machine.
        Optional<String> left = begun ? PoolObjectsTesting.find(name) : Optional.empty();
        begun = true;
        if (left.isPresent()) {
            try {
                return attach(self, left.get());
            } catch (NoSuchPoolException removed) {
                return create(self);
            }
        }
        return create(self);
    }

    private Pool create(ProcessIdentity self) {
        return PoolTesting.createAs(system, self, this::stateOf, name, options);
    }

    private Pool attach(ProcessIdentity self, String object) {
        return PoolTesting.attachAs(system, self, this::stateOf, object);
    }

    private ProcessState stateOf(ProcessIdentity process) {
        return living.contains(process) ? ProcessState.ALIVE : ProcessState.DEAD;
    }

    /// Looks at the pool without being one of its users.
    public PoolView view() {
        PoolView view = PoolTesting.viewAs(this::stateOf, name);
        views.add(view);
        return view;
    }

    /// Declares a process dead and takes its mapping and its lock on the object, as the end of a process does. Its pool changes nothing
    /// any more.
    public void kill(Pool pool) {
        living.remove(PoolTesting.identityOf(pool));
        alive.remove(pool);
        PoolTesting.killed(pool);
    }

    /// Runs an operation of a process and kills the process before the operation's store number `k`, counted from 0.
    ///
    /// @return false if the operation ended with fewer stores; the process lives then
    public boolean dieAt(Pool pool, long k, Runnable operation) {
        boolean died = Stores.dieAt(k, operation);
        if (died) {
            kill(pool);
        }
        return died;
    }

    /// The processes that were started and not killed or closed.
    public List<Pool> alive() {
        alive.removeIf(Pool::isClosed);
        return List.copyOf(alive);
    }

    /// Ends all processes in good order; the last one removes the pool.
    @Override
    public void close() {
        views.forEach(PoolView::close);
        alive().forEach(Pool::close);
        PoolObjectsTesting.removeUnused(objectName == null ? name : objectName);
    }
}
