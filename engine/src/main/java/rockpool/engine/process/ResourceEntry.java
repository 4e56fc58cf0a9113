package rockpool.engine.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A resource with its users, as its master knows it, and as its journal tells it.
///
/// Guarded by the lock of its table; one that was read from a journal belongs to its reader.
final class ResourceEntry {

    final long id;
    final Thing thing;
    final Instant since;
    int leaks;
    private final Map<Long, Uses> uses = new LinkedHashMap<>();

    /// Who uses something.
    ///
    /// @param process the number of the process
    record User(long process, String name, int pid) {}

    /// The uses of one process.
    ///
    /// @param taken how many it asked for
    /// @param given whether it has one more that it did not ask for
    record Uses(User user, int taken, boolean given) {

        int count() {
            return taken + (given ? 1 : 0);
        }
    }

    ResourceEntry(long id, Thing thing, Instant since) {
        this.id = id;
        this.thing = thing;
        this.since = since;
    }

    Uses uses(User user) {
        return uses.getOrDefault(user.process, new Uses(user, 0, false));
    }

    Uses usesOf(long process) {
        return uses.get(process);
    }

    boolean isUsed() {
        return !uses.isEmpty();
    }

    /// Sets the uses of one process.
    void set(Uses now) {
        if (now.count() == 0) {
            uses.remove(now.user.process);
        } else {
            uses.put(now.user.process, now);
        }
    }

    void forgetUses() {
        uses.clear();
    }

    List<Uses> all() {
        return List.copyOf(uses.values());
    }

    ResourceInfo info() {
        List<ResourceUse> users = new ArrayList<>();
        for (Uses one : uses.values()) {
            users.add(new ResourceUse(one.user.process, one.user.name, one.user.pid, one.count()));
        }
        return new ResourceInfo(id, thing.kind(), thing.name(), thing.bytesNow(), since, users, leaks);
    }
}
