package rockpool.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import rockpool.engine.inspect.HeapVerifier;
import rockpool.engine.pool.Pool;

/// What every test of values ends with.
final class HeapChecks {

    private HeapChecks() {}

    /// Nothing in the pool's heaps contradicts itself.
    static void verify(Pool pool) {
        assertEquals(List.of(), HeapVerifier.verify(pool));
    }
}
