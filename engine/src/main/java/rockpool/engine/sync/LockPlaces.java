package rockpool.engine.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.MappedPool;

/// What locks without a name are called that have a place in something with one: `address (setting)`, `accounts.header.guard`, `forks[3]`.
///
/// Structures lie above this package. What knows where locks lie in them is a service, so every process finds it, also one that has used no
/// structure and only looks.
public final class LockPlaces {

    /// Tells of the locks in what has a name in a pool. It is called by those who only look, so it takes no lock and changes nothing; it
    /// may throw if something is damaged.
    ///
    /// A provider stands in `module-info.java`, and in `META-INF/services` for who has the engine on the class path.
    @FunctionalInterface
    public interface Teller {

        /// @param place gets what a lock is called, and its descriptor; other descriptors are left out
        void tell(MappedPool pool, BiConsumer<String, Descriptor> place);
    }

    /// A lock at an offset.
    private record Placed(String name, long life) {}

    private static final List<Teller> TELLERS = ServiceLoader.load(Teller.class, LockPlaces.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get).toList();

    private final Map<Long, Placed> places = new HashMap<>();
    private final MappedPool pool;

    private LockPlaces(MappedPool pool) {
        this.pool = pool;
    }

    /// The places as they are now. What is damaged is left out.
    static LockPlaces of(MappedPool pool) {
        LockPlaces places = new LockPlaces(pool);
        TELLERS.forEach(teller -> teller.tell(pool, places::add));
        return places;
    }

    private void add(String name, Descriptor lock) {
        if (lock.pool().equals(pool.objectName())) {
            places.putIfAbsent(lock.offset(), new Placed(name, lock.incarnation()));
        }
    }

    /// @return null if it has no place
    String nameOf(long offset) {
        Placed placed = places.get(offset);
        return placed != null && LockUnits.hasSlotAt(pool, offset) && LockTable.life(pool, offset) == placed.life ? placed.name : null;
    }
}
