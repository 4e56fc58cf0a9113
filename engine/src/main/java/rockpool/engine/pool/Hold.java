package rockpool.engine.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps objects as handles do, until it is closed, for what is on its way: an argument that no worker has yet, a result that is kept.
/// Their pools stay attached so long.
///
/// It takes no lock, waits for nothing and takes nothing back, also when a pool is full: it is for a master.
public final class Hold implements AutoCloseable {

    /// What is kept in one pool.
    private record Kept(Pool pool, Registrations registrations, List<Registrations.Place> places) {}

    private final Map<String, Kept> pools = new LinkedHashMap<>();
    private boolean closed;

    private Hold() {}

    /// Keeps what descriptors name, as far as that is there and can be reached from here. Who resolves the others will be told.
    public static Hold of(Collection<Descriptor> descriptors) {
        Hold hold = new Hold();
        descriptors.forEach(hold::add);
        return hold;
    }

    private void add(Descriptor descriptor) {
        Kept kept = descriptor.offset() == 0 ? null : pools.computeIfAbsent(descriptor.pool(), Hold::attached);
        if (kept != null) {
            try {
                add(kept, descriptor);
            } catch (OutOfPoolMemoryException | PoolClosedException | PoolDamagedException e) {
                // Whoever wants it will be told what is wrong with the pool.
                return;
            }
        }
    }

    private static Kept attached(String objectName) {
        try {
            Pool pool = Pool.find(objectName).orElse(null);
            return pool == null ? null : new Kept(pool, Handles.registrations(pool), new ArrayList<>());
        } catch (PoolDamagedException | IllegalStateException e) {
            return null;
        }
    }

    private static void add(Kept kept, Descriptor descriptor) {
        Registrations.Place place = kept.registrations.add(descriptor.offset(), descriptor.incarnation());
        while (place == null) {
            kept.registrations.grow();
            place = kept.registrations.add(descriptor.offset(), descriptor.incarnation());
        }
        if (Handles.touch(kept.pool, descriptor.offset(), descriptor.incarnation())) {
            kept.places.add(place);
        } else {
            kept.registrations.remove(place);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            pools.values().forEach(Hold::close);
        }
    }

    private static void close(Kept kept) {
        if (!kept.pool.isClosed()) {
            kept.places.forEach(kept.registrations::remove);
        }
        kept.pool.close();
    }
}
