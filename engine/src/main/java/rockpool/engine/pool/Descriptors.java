package rockpool.engine.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// Finds the thing that a descriptor names. Each kind is registered by the static initialiser of its class.
///
/// A pool that this process has not attached yet is attached on the way, and stays so until the process ends.
public final class Descriptors {

    // The engine's own classes lie above this package, so they are known by name only, and are initialised when first met.
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("pool", "rockpool.engine.pool.Pool"),
            Map.entry("mutex", "rockpool.engine.sync.Mutex"),
            Map.entry("semaphore", "rockpool.engine.sync.Semaphore"),
            Map.entry("condition", "rockpool.engine.sync.Condition"),
            Map.entry("readwritelock", "rockpool.engine.sync.ReadWriteLock"),
            Map.entry("barrier", "rockpool.engine.sync.Barrier"),
            Map.entry("latch", "rockpool.engine.sync.Latch"),
            Map.entry("heap", "rockpool.engine.heap.Heap"),
            Map.entry("ref", "rockpool.engine.data.Ref"),
            Map.entry("array", "rockpool.engine.data.PrimitiveArray"),
            Map.entry("sharedarray", "rockpool.engine.data.SharedArray"),
            Map.entry("sharedmatrix", "rockpool.engine.data.SharedMatrix"),
            Map.entry("sharedbuffer", "rockpool.engine.data.SharedBuffer"),
            Map.entry("sharedqueue", "rockpool.engine.data.SharedQueue"),
            Map.entry("sharedblockingqueue", "rockpool.engine.data.SharedBlockingQueue"),
            Map.entry("sharedhashtable", "rockpool.engine.data.SharedHashTable"),
            Map.entry("sharedvariable", "rockpool.engine.data.SharedVariable"),
            Map.entry("camlbox", "rockpool.engine.box.CamlboxSender"),
            Map.entry("definition", "rockpool.engine.process.Definition"));

    private static final ConcurrentHashMap<String, BiFunction<Pool, Descriptor, Shared>> RESOLVERS = new ConcurrentHashMap<>();

    private Descriptors() {}

    /// Says who makes handles of a kind. The last one that registers wins.
    public static void register(String kind, BiFunction<Pool, Descriptor, Shared> resolver) {
        RESOLVERS.put(kind, resolver);
    }

    /// A handle of what the descriptor names.
    ///
    /// @throws NoSuchPoolException if its pool is not there
    /// @throws IllegalArgumentException if nobody registered its kind
    public static Shared resolve(Descriptor descriptor) {
        return resolver(descriptor.kind()).apply(Pool.openOrAttached(descriptor.pool()), descriptor);
    }

    /// A handle of what the descriptor names, found in a value of a pool, which most often is its own.
    public static Shared resolve(Pool where, Descriptor descriptor) {
        return where.objectName().equals(descriptor.pool()) ? resolver(descriptor.kind()).apply(where, descriptor) : resolve(descriptor);
    }

    private static BiFunction<Pool, Descriptor, Shared> resolver(String kind) {
        var resolver = RESOLVERS.get(kind);
        if (resolver == null && OWN.containsKey(kind)) {
            initialise(OWN.get(kind));
            resolver = RESOLVERS.get(kind);
        }
        if (resolver == null) {
            throw new IllegalArgumentException("kind=" + kind + ": not among " + RESOLVERS.keySet().stream().sorted().toList());
        }
        return resolver;
    }

    private static void initialise(String className) {
        try {
            Class.forName(className);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("class=" + className + ": missing from the engine", e);
        }
    }
}
