package rockpool.engine.process;

import java.util.List;
import rockpool.engine.pool.Shared;

/// A parcel, and the handles that went into it, which keep what they lead to as long as this is reachable: until the master keeps it.
record Packed(byte[] parcel, List<Shared> handles) {}
