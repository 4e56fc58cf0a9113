package rockpool.engine.heap;

import java.util.function.LongPredicate;
import rockpool.engine.memory.Memory;
import rockpool.engine.pool.Participants;
import rockpool.engine.pool.Pool;
import rockpool.engine.pool.PoolDamagedException;

/// Heaps that nobody can reach any more, so that a program which makes a reference for each of its tasks does not fill the pool.
///
/// A heap that no name leads to, and of which no descriptor was ever made, is known to its creator's process alone: one without a name, or one that
/// its creator is still filling. It is taken apart when that process has no handle of it any more ([LocalHeaps]), or is gone: then by whoever cleans
/// up after it, attaches the pool, or finds no room. A heap that a name leads to, or one whose descriptor may be anywhere, stays until it is destroyed.
final class Orphans {

    private Orphans() {}

    // Descriptors and slots of participants are used again at any moment. So a heap's incarnation is read first, then its owner, and then whether
    // that is here: who is not here then never comes back, and a heap of another incarnation is not taken apart.

    /// Whether only one process can know a heap.
    static boolean isPrivate(long position) {
        return HeapLayout.stateOf(Memory.getLongAcquire(position + HeapLayout.STATE)) == HeapLayout.LIVE_STATE
                && Memory.getLong(position + HeapLayout.OWNER) != 0 && Memory.getLong(position + HeapLayout.EXPORTED) == 0;
    }

    /// Takes the heaps apart that belonged to one process, which is dead.
    ///
    /// @param owner its [Participants#identityWord]
    static void takeApartThoseOf(Pool pool, long owner) {
        takeApart(pool, found -> found == owner);
    }

    /// Takes the heaps apart whose process is not among the pool's participants any more.
    static void takeApartAll(Pool pool) {
        takeApart(pool, owner -> !isPresent(pool, owner));
    }

    private static void takeApart(Pool pool, LongPredicate isLost) {
        HeapDirectory.forEachDescriptor(pool.position(), pool.units(), descriptor -> {
            long position = pool.position() + descriptor;
            long incarnation = HeapLayout.incarnationOf(Memory.getLongAcquire(position + HeapLayout.STATE));
            if (isPrivate(position) && isLost.test(Memory.getLongAcquire(position + HeapLayout.OWNER))) {
                takeApart(pool, descriptor, incarnation);
            }
        });
    }

    private static boolean isPresent(Pool pool, long owner) {
        for (int participant = 0; participant < pool.participants().count(); participant++) {
            if (Participants.identityWord(pool.participants().word(participant)) == owner) {
                return true;
            }
        }
        return false;
    }

    /// Takes a heap apart if nobody else is at it, and nobody can find it by its name.
    static void takeApart(Pool pool, long descriptor, long incarnation) {
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
