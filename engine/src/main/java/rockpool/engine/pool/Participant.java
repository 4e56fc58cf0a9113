package rockpool.engine.pool;

import java.time.Instant;
import rockpool.engine.posix.ProcessIdentity;

/// A process that uses a pool, as its slot says.
///
/// @param index its slot
/// @param name what it calls itself, empty if nothing
/// @param role such as `session` or `worker`, empty if none
/// @param joined when it attached the pool
public record Participant(int index, ProcessIdentity identity, String name, String role, Instant joined) {

    public int pid() {
        return identity.pid();
    }
}
