package rockpool.engine.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Names;

/// The names of locks: of mutexes, of the things that a lock is embedded at the beginning of, and of the places of others ([LockPlaces]).
final class LockNames {

    private final Map<Long, Names.Entry> byOffset = new HashMap<>();
    private final MappedPool pool;
    /// Null until a lock is asked for that has no name of its own.
    private LockPlaces places;

    private LockNames(MappedPool pool) {
        this.pool = pool;
        pool.names().list().forEach(entry -> byOffset.put(entry.offset(), entry));
    }

    /// The names as they are now.
    static LockNames of(MappedPool pool) {
        return new LockNames(pool);
    }

    Optional<String> nameOf(long offset) {
        return Optional.ofNullable(byOffset.get(offset))
                .filter(entry -> entry.kind() != Names.MUTEX || isNamedSo(entry))
                .map(Names.Entry::name).or(() -> Optional.ofNullable(places().nameOf(offset)));
    }

    private LockPlaces places() {
        if (places == null) {
            places = LockPlaces.of(pool);
        }
        return places;
    }

    private boolean isNamedSo(Names.Entry entry) {
        return LockSlot.canBeAt(pool, entry.offset()) && entry.incarnation() == LockTable.life(pool, entry.offset());
    }

    /// The name, or the offset of a lock that has none.
    static String describe(MappedPool pool, long offset) {
        return of(pool).nameOf(offset).orElse("at " + offset) + " in pool " + pool.name();
    }
}
