package rockpool.engine.process;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rockpool.engine.memory.FixedMemory;

/// The mapped memory that this process has mapped.
///
/// Its lock is held while the master counts a use or its end: so what is mapped is what is used.
final class MappedHere {

    /// A resource of one master: a process may have had others.
    private record Key(ResourceHost host, long id) {}

    private static final Map<Key, FixedMemory> MAPPED = new HashMap<>();

    private MappedHere() {}

    /// Maps what a task inherits, before its body begins.
    static synchronized void inherit(ResourceHost host, Collection<ResourceDescription> inherited) {
        for (ResourceDescription one : inherited) {
            if (one.thing().kind() == ResourceKind.MAPPED_MEMORY) {
                map(host, one);
            }
        }
    }

    /// Uses a resource that the master gives.
    static synchronized ResourceDescription use(ResourceHost host, long id) {
        ResourceDescription description = host.use(id);
        mapIfMemory(host, description);
        return description;
    }

    /// Makes memory and uses it.
    static synchronized ResourceDescription create(ResourceHost host, String prefix, long bytes) {
        ResourceDescription description = host.createMapped(prefix, bytes);
        mapIfMemory(host, description);
        return description;
    }

    private static void mapIfMemory(ResourceHost host, ResourceDescription description) {
        boolean done = false;
        try {
            if (description.thing().kind() == ResourceKind.MAPPED_MEMORY) {
                map(host, description);
            }
            done = true;
        } finally {
            if (!done) {
                host.release(description.id());
            }
        }
    }

    private static void map(ResourceHost host, ResourceDescription description) {
        Thing thing = description.thing();
        Key key = new Key(host, description.id());
        if (!MAPPED.containsKey(key)) {
            unmapAt(thing.address(), thing.address() + thing.bytes());
            MAPPED.put(key, FixedMemory.map(thing.place(), thing.address(), thing.bytes()));
        }
    }

    /// What was removed while this process had it mapped may have to make room.
    private static void unmapAt(long from, long to) {
        for (var one : List.copyOf(MAPPED.entrySet())) {
            FixedMemory memory = one.getValue();
            if (memory.address() < to && from < memory.address() + memory.segment().byteSize()) {
                memory.unmap();
                MAPPED.remove(one.getKey());
            }
        }
    }

    /// The memory of a resource.
    ///
    /// @throws NoSuchResourceException if this process does not use it any more
    static synchronized MemorySegment segment(ResourceHost host, long id) {
        FixedMemory memory = MAPPED.get(new Key(host, id));
        if (memory == null) {
            throw new NoSuchResourceException("resource=" + id + ": this process does not use it any more");
        }
        return memory.segment();
    }

    /// Ends one use of a resource; with the last one the memory is unmapped.
    static synchronized void release(ResourceHost host, long id) {
        if (host.release(id) == 0) {
            FixedMemory memory = MAPPED.remove(new Key(host, id));
            if (memory != null) {
                memory.unmap();
            }
        }
    }

    /// Unmaps all that one master gave.
    ///
    /// @return false if a thread is just in a call of the system's with some of it
    static synchronized boolean leave(ResourceHost host) {
        try {
            for (Key key : List.copyOf(MAPPED.keySet())) {
                if (key.host == host) {
                    MAPPED.get(key).unmap();
                    MAPPED.remove(key);
                }
            }
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
