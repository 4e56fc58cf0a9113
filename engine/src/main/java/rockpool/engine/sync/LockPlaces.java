package rockpool.engine.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import rockpool.engine.pool.Descriptor;
import rockpool.engine.pool.MappedPool;

/// What locks without a name are called that have a place in something with one: `address (setting)`, `accounts.header.guard`, `forks[3]`.
///
/// Structures lie above this package. Their classes say where locks are.
public final class LockPlaces {

    /// Tells of the locks in what has a name in a pool. It is called by those who only look, so it takes no lock and changes nothing; it may throw if
    /// something is damaged.
    @FunctionalInterface
    public interface Teller {

        /// @param place gets what a lock is called, and its descriptor; other descriptors are left out
        void tell(MappedPool pool, BiConsumer<String, Descriptor> place);
    }

    /// A lock at an offset.
    private record Placed(String name, long life) {}

    private static final String OWN = "rockpool.engine.data.StructureLocks";
    private static volatile Teller teller;

    private final Map<Long, Placed> places = new HashMap<>();
    private final MappedPool pool;

    private LockPlaces(MappedPool pool) {
        this.pool = pool;
    }

    /// Says who knows the places of locks.
    public static void register(Teller knowing) {
        teller = knowing;
    }

    /// The places as they are now. What is damaged is left out.
    static LockPlaces of(MappedPool pool) {
        LockPlaces places = new LockPlaces(pool);
        teller().tell(pool, places::add);
        return places;
    }

    private static Teller teller() {
        if (teller == null) {
            try {
                Class.forName(OWN);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("class=" + OWN + ": missing from the engine", e);
            }
        }
        return teller;
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
