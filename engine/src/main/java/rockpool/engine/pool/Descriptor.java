package rockpool.engine.pool;

import java.util.Objects;

/// Where a shared thing lives, in a form that means the same in every process.
///
/// @param pool the name of the pool's shared memory object
/// @param kind what it is, one of the kinds that [Descriptors] resolves
/// @param offset where it lies in the pool, 0 for the pool itself
/// @param incarnation which of the things that lay there one after the other
public record Descriptor(String pool, String kind, long offset, long incarnation) {

    public Descriptor {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(kind, "kind");
    }
}
