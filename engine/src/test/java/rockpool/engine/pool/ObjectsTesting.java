package rockpool.engine.pool;

import java.util.HashSet;
import java.util.Set;
import rockpool.engine.memory.Memory;

/// Shows tests of other packages which objects are in a pool, without handles of them.
public final class ObjectsTesting {

    private ObjectsTesting() {}

    /// Where an object lies, and which of those that lie there.
    public record Place(long offset, long incarnation) {

        public static Place of(Shared handle) {
            return new Place(handle.descriptor().offset(), handle.descriptor().incarnation());
        }
    }

    /// All objects that somebody could have.
    public static Set<Place> all(Pool pool) {
        Set<Place> found = new HashSet<>();
        for (Reclaimable kind : Reclaimable.Registry.kinds()) {
            kind.forEach(pool, (offset, incarnation) -> {
                long use = kind.useWord(pool, offset, incarnation);
                if (use != 0 && Memory.getLongVolatile(use) != UseWord.DOOMED) {
                    found.add(new Place(offset, incarnation));
                }
            });
        }
        return found;
    }

    /// How many registrations there are.
    public static int registrations(Pool pool) {
        return Registrations.all(pool, Reclaimer.NOBODY).length;
    }
}
