package rockpool.engine.pool;

import rockpool.engine.posix.OperatingSystem;
import rockpool.engine.posix.ProcessIdentity;

/// Where and as whom a pool is used. Tests use one pool as several processes, and on systems that run short.
record Surroundings(OperatingSystem system, ProcessIdentity self, Liveness liveness) {

    static Surroundings real() {
        OperatingSystem system = OperatingSystem.current();
        return new Surroundings(system, ProcessIdentity.self(), system::stateOf);
    }
}
