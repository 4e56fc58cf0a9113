package rockpool.shell.replay;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.process.Definition;
import rockpool.engine.process.ProcessInfo;
import rockpool.engine.process.Processes;

/// Creates what is not there, and finds what is: pools and what has a name in them, and processes that run or were not joined.
///
/// What has a name in a pool has a class with a static `find(Pool, String)`, and with static methods that make one from a pool, a name and
/// more; [#creating] stands in for all of them. Each other method here has the parameters of the one it stands for, with the object first
/// where that has one. Outside a replay all just call what they stand for. For the session's snippets.
public final class Replays {

    private static final MethodType FIND = MethodType.methodType(Optional.class, Pool.class, String.class);
    private static volatile boolean active;
    private static final Set<Long> FOUND = new HashSet<>();
    private static final MethodHandle FIND_OR_MAKE;

    static {
        try {
            FIND_OR_MAKE = MethodHandles.lookup().findStatic(Replays.class, "findOrMake",
                    MethodType.methodType(Object.class, MethodHandle.class, MethodHandle.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Replays() { }

    /// Whether [#creating] stands in for a static method of a class of the engine: it makes an instance of its class in a pool, with a
    /// name.
    public static boolean makesNamed(Class<?> owner, MethodType type) {
        if (type.returnType() != owner || type.parameterCount() < 2 || type.parameterType(0) != Pool.class
                || type.parameterType(1) != String.class) {
            return false;
        }
        try {
            MethodHandles.publicLookup().findStatic(owner, "find", FIND);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /// Links a call of a method that makes something with a name. What is found keeps what it has, whatever the arguments behind the name
    /// are.
    ///
    /// @param making the method
    public static CallSite creating(MethodHandles.Lookup caller, String name, MethodType type, MethodHandle making)
            throws ReflectiveOperationException {
        MethodHandle finding = MethodHandles.publicLookup().findStatic(type.returnType(), "find", FIND);
        return new ConstantCallSite(MethodHandles.insertArguments(FIND_OR_MAKE, 0, finding, making.asFixedArity())
                .asCollector(Object[].class, type.parameterCount()).asType(type));
    }

    private static Object findOrMake(MethodHandle finding, MethodHandle making, Object[] arguments) throws Throwable {
        Optional<?> there = active && arguments[1] != null ? (Optional<?>) finding.invoke(arguments[0], arguments[1]) : Optional.empty();
        return there.isPresent() ? there.get() : making.invokeWithArguments(arguments);
    }

    /// Begins or ends a replay.
    public static synchronized void active(boolean on) {
        active = on;
        FOUND.clear();
    }

    public static Pool create(String name, long maximumBytes) {
        return active ? Pool.find(name).orElseGet(() -> Pool.create(name, maximumBytes)) : Pool.create(name, maximumBytes);
    }

    public static Pool create(String name, PoolOptions options) {
        return active ? Pool.find(name).orElseGet(() -> Pool.create(name, options)) : Pool.create(name, options);
    }

    public static <A, R> long start(Definition<A, R> definition, A argument) {
        Long running = active ? running(definition.name()) : null;
        return running != null ? running : definition.start(argument);
    }

    public static <A, R> long startFresh(Definition<A, R> definition, A argument) {
        Long running = active ? running(definition.name()) : null;
        return running != null ? running : definition.startFresh(argument);
    }

    /// A process of this name that the replay has not come across yet, null if there is none.
    private static synchronized Long running(String name) {
        for (ProcessInfo process : Processes.processes()) {
            if (process.role() == ProcessInfo.Role.TASK && process.name().equals(name) && FOUND.add(process.id())) {
                return process.id();
            }
        }
        return null;
    }
}
