package rockpool.engine.inspect;

import java.util.List;
import rockpool.engine.data.ArrayChecks;
import rockpool.engine.pool.MappedPool;
import rockpool.engine.pool.Problem;
import rockpool.engine.pool.Problems;

/// Checks what must hold of the primitive arrays of a pool while nobody makes or destroys one, as [PoolVerifier] does for the pool.
public final class ArrayVerifier {

    private ArrayVerifier() {}

    /// @return what is wrong, empty if nothing
    public static List<Problem> verify(MappedPool pool) {
        Problems problems = new Problems();
        ArrayChecks.verify(pool, problems);
        return problems.found();
    }
}
