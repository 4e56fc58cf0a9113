package rockpool.engine.heap;

import java.util.HashSet;
import java.util.Set;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;

/// Heaps that nobody can reach any more, so that a program which makes a reference for each of its tasks does not fill the pool.
///
/// A heap that no name leads to, and of which no descriptor was ever made, is known to its creator's process alone: one without a name, or one that
/// its creator is still filling. It is taken apart when that process has no handle of it any more ([LocalHeaps]), or is gone: then by whoever cleans
/// up after it, attaches the pool, or finds no room. A heap that a name leads to, or one whose descriptor may be anywhere, stays until it is destroyed.
final class Orphans {

    /// The part of a participant's word that says which process it is.
    private static final long STATE_MASK = 3;

    private Orphans() {}

    /// Names the process in a participant's slot for good.
    static long identity(Pool pool, int participant) {
        return pool.participants().word(participant) & ~STATE_MASK;
    }

    /// Whether only one process can know a heap.
    static boolean isPrivate(long position) {
        return HeapLayout.stateOf(Memory.getLongAcquire(position + HeapLayout.STATE)) == HeapLayout.LIVE_STATE
                && Memory.getLong(position + HeapLayout.OWNER) != 0 && Memory.getLong(position + HeapLayout.EXPORTED) == 0;
    }

    /// Takes the heaps apart that belonged to one process, which is dead.
    static void takeApartThoseOf(Pool pool, long owner) {
        HeapDirectory.forEachDescriptor(pool.position(), pool.units(), descriptor -> {
            if (owner != 0 && isPrivate(pool.position() + descriptor)
                    && Memory.getLong(pool.position() + descriptor + HeapLayout.OWNER) == owner) {
                takeApart(pool, descriptor);
            }
        });
    }

    /// Takes the heaps apart whose process is not among the pool's participants any more.
    static void takeApartAll(Pool pool) {
        Set<Long> present = new HashSet<>();
        for (int participant = 0; participant < pool.participants().count(); participant++) {
            present.add(identity(pool, participant));
        }
        HeapDirectory.forEachDescriptor(pool.position(), pool.units(), descriptor -> {
            if (isPrivate(pool.position() + descriptor)
                    && !present.contains(Memory.getLong(pool.position() + descriptor + HeapLayout.OWNER))) {
                takeApart(pool, descriptor);
            }
        });
    }

    /// Takes a heap apart if nobody else is at it, and nobody can find it by its name.
    static void takeApart(Pool pool, long descriptor) {
        long incarnation = HeapLayout.incarnationOf(Memory.getLongAcquire(pool.position() + descriptor + HeapLayout.STATE));
        if (!isNamed(pool, descriptor, incarnation)) {
            try {
                new Heap(pool, descriptor, incarnation).tryDestroy();
            } catch (PoolDamagedException e) {
                // It stays as it is, for the verifier to show; the others are not held up by it.
            }
        }
    }

    private static boolean isNamed(Pool pool, long descriptor, long incarnation) {
        String name = HeapDescriptor.name(pool.position() + descriptor);
        return !name.isEmpty()
            && pool.names().find(name).filter(entry -> entry.offset() == descriptor && entry.incarnation() == incarnation).isPresent();
    }
}
