package rockpool.engine.pool;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rockpool.engine.posix.OperatingSystem;

/// Opens the objects of pools to tests of other packages.
public final class PoolObjectsTesting {

    private static final PoolObjects OBJECTS = new PoolObjects(OperatingSystem.current());

    private PoolObjectsTesting() {}

    /// The object of a pool's name.
    public static Optional<String> find(String name) {
        return OBJECTS.find(name);
    }

    /// Removes a pool's object if nobody uses it.
    public static void removeUnused(String name) {
        OBJECTS.find(name).ifPresent(OBJECTS::removeUnused);
    }

    /// The objects of all kinds.
    public static List<String> objectNames() {
        return Arrays.stream(ObjectKind.values()).flatMap(kind -> Pool.objects(kind).stream()).toList();
    }

    /// The name in an object's header, or null if it cannot be read.
    public static String poolName(String objectName) {
        return OBJECTS.poolName(objectName);
    }
}
