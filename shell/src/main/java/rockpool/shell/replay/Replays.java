package rockpool.shell.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import rockpool.engine.data.Ref;
import rockpool.engine.heap.Heap;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolOptions;
import rockpool.engine.process.Definition;
import rockpool.engine.process.ProcessInfo;
import rockpool.engine.process.Processes;

/// Creates what is not there, and finds what is: pools and what has a name in them, and processes that run or were not joined.
///
/// Each method has the parameters of the one it stands for, with the object first where that has one. Outside a replay it just calls
/// that one. For the session's snippets.
public final class Replays {

    private static volatile boolean active;
    private static final Set<Long> FOUND = new HashSet<>();

    private Replays() { }

    /// The classes whose public static methods are stand-ins. Which one stands for a method its whole type tells, with what it returns.
    public static List<Class<?>> standIns() {
        return Stream.of(new Class<?>[] {Replays.class}, SyncReplays.class.getClasses(), ArrayReplays.class.getClasses())
                .flatMap(Stream::of).toList();
    }

    static <T> T found(Supplier<Optional<T>> finding, Supplier<T> making) {
        return active ? finding.get().orElseGet(making) : making.get();
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

    public static <T> Ref<T> create(Pool pool, String name, T value) {
        return active ? Ref.<T>find(pool, name).orElseGet(() -> Ref.create(pool, name, value)) : Ref.create(pool, name, value);
    }

    public static Heap create(Pool pool, String name) {
        return active ? Heap.find(pool, name).orElseGet(() -> Heap.create(pool, name)) : Heap.create(pool, name);
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
