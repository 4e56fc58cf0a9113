package rockpool.engine.process;

import java.util.TreeMap;
import rockpool.engine.memory.FixedMemory;

/// Which addresses the mapped memory of a program lies at. One that was given out is given out again only when there are no new ones.
///
/// Guarded by the lock of the resources' table.
final class AddressPlan {

    private final long first;
    private final long last;
    private final TreeMap<Long, Long> taken = new TreeMap<>();
    private long fresh;

    /// @param first the first address, a multiple of 2 MiB
    /// @param last the one behind the last
    AddressPlan(long first, long last) {
        this.first = first;
        this.last = last;
        this.fresh = first;
    }

    /// @throws IllegalStateException if there is no room
    long take(long bytes) {
        long room = FixedMemory.room(bytes);
        long address = room <= last - fresh ? fresh : gap(room);
        taken.put(address, address + room);
        fresh = Math.max(fresh, address + room);
        return address;
    }

    private long gap(long room) {
        long from = first;
        for (var range : taken.entrySet()) {
            if (range.getKey() - from >= room) {
                return from;
            }
            from = range.getValue();
        }
        if (last - from >= room) {
            return from;
        }
        throw new IllegalStateException("bytes=" + room + ": no room at addresses that are the same in all processes");
    }

    void give(long address) {
        taken.remove(address);
    }
}
