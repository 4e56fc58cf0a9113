package rockpool.engine.pool;

import java.time.Instant;
import java.util.List;

/// A pool on this machine, as it is seen from outside.
///
/// @param name its name, or its object's if the header cannot be read
/// @param objectName its shared memory object
/// @param maximumBytes what its units can have together, 0 if unknown
/// @param usedBytes what units somebody has
/// @param backedBytes what units have memory of the system's
/// @param madeAt null if unknown
/// @param users the processes that have a slot in it
/// @param trouble what is wrong with it, null if nothing
public record PoolSummary(String name, String objectName, long maximumBytes, long usedBytes, long backedBytes, Instant madeAt,
        List<Participant> users, String trouble) {}
